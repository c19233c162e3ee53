"""What is typed and not handed in: kept as it is, by each editor, until it becomes a report or is forgotten."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.cast import drafted, figure, returned, submitted
from tracker import tasks
from tracker.actions import drafts, reports, sweep
from tracker.actions.entries import entry_of
from tracker.actions.typed import typed_from
from tracker.enums import ReportState
from tracker.models import AuditEvent, Draft, ProgressReport
from tracker.permissions import Refused
from tracker.workflow import StepRefused

HALF = {"answer": ["figure"], "value": ["seven thousand"], "narrative": ["Half a sen\x00 \ud800"]}


def about(cast, report=None):
    return drafts.About(committee=cast.committee, place_target=cast.place_target, report=report)


def keep(cast, typed, *, version=0, token=None, report=None, by=None):
    sent = drafts.Sent(typed=typed, token=token or uuid4(), version=version)
    return drafts.keep(about(cast, report), sent, by=by or cast.reporter)


def write(cast, entry, *, version=0, token=None, report=None):
    sent = drafts.Sent(typed=typed_from(entry), token=token or uuid4(), version=version)
    return drafts.write(about(cast, report), sent, entry, by=cast.reporter)


def test_what_is_typed_is_kept_as_it_is_whatever_is_wrong_with_it(cast):
    made = keep(cast, HALF)

    kept = Draft.objects.get()
    assert (kept.typed, kept.version, kept.uuid) == (HALF, 1, made.uuid)
    assert (kept.author, kept.committee, kept.place_target) == (
        cast.reporter,
        cast.committee,
        cast.place_target,
    )
    assert not ProgressReport.objects.exists()


def test_the_same_sent_again_changes_nothing(cast):
    token = uuid4()
    first = keep(cast, HALF, token=token)

    again = [keep(cast, HALF, token=token, version=version) for version in (0, 1)]

    assert [(one.pk, one.version, one.saved_at) for one in again] == [(first.pk, 1, first.saved_at)] * 2
    assert AuditEvent.objects.filter(action="draft.begun").count() == 1


def test_two_pages_that_begin_the_same_target_share_one_draft(cast):
    keep(cast, {"narrative": ["The first."]})

    with pytest.raises(drafts.TwoTexts) as two:
        keep(cast, {"narrative": ["The second."]})

    assert (two.value.fields, two.value.draft.typed) == (["narrative"], {"narrative": ["The first."]})
    assert Draft.objects.get().typed == {"narrative": ["The first."]}


def test_editors_of_different_fields_do_not_meet(cast):
    keep(cast, {"narrative": ["The first."], "value": ["7000"]})
    keep(cast, {"narrative": ["The second."]}, version=1)

    kept = keep(cast, {"value": ["6000"]}, version=1)

    assert (kept.typed, kept.version) == ({"narrative": ["The second."], "value": ["6000"]}, 3)


@pytest.mark.parametrize("version", [0, 1, 99])
def test_an_older_or_an_unknown_version_of_the_same_field_overwrites_nothing(cast, version):
    keep(cast, {"narrative": ["The first."]})
    keep(cast, {"narrative": ["The second."]}, version=1)

    with pytest.raises(drafts.TwoTexts):
        keep(cast, {"narrative": ["The third."]}, version=version)

    assert Draft.objects.get().typed == {"narrative": ["The second."]}


def test_after_both_texts_were_seen_one_takes_the_place_of_the_other(cast):
    keep(cast, {"narrative": ["The first."]})
    with pytest.raises(drafts.TwoTexts) as two:
        keep(cast, {"narrative": ["The second."]})

    kept = keep(cast, {"narrative": ["Both."]}, version=two.value.draft.version)

    assert kept.typed == {"narrative": ["Both."]}


def test_each_author_has_a_draft_of_their_own(cast):
    keep(cast, {"narrative": ["The reporter's."]})

    keep(cast, {"narrative": ["The coordinator's."]}, by=cast.coordinator)

    assert sorted(one.typed["narrative"][0] for one in Draft.objects.all()) == [
        "The coordinator's.",
        "The reporter's.",
    ]


@pytest.mark.parametrize("who", ["reviewer", "observer", "stranger", "administrator"])
def test_who_does_not_log_keeps_nothing(cast, who):
    with pytest.raises(Refused):
        keep(cast, HALF, by=getattr(cast, who))

    assert not Draft.objects.exists()


def test_a_whole_answer_becomes_the_report_of_the_same_number(cast):
    begun = keep(cast, {"narrative": ["Half a sen"]}, token=uuid4())

    report = write(cast, figure(7_000), version=1)

    assert (report.uuid, report.submit_token, report.state) == (begun.uuid, begun.token, ReportState.DRAFT)
    assert entry_of(report) == figure(7_000)
    assert Draft.objects.get().is_ahead is False


def test_what_is_typed_after_that_is_kept_beside_the_report(cast):
    report = write(cast, figure(7_000))

    keep(cast, {"value": ["7,"]}, version=1, report=report)

    report.refresh_from_db()
    assert (entry_of(report), Draft.objects.get().is_ahead) == (figure(7_000), True)
    with pytest.raises(reports.Changed):
        reports.submit(report, by=cast.reporter)
    assert ProgressReport.objects.get().state == ReportState.DRAFT


def test_a_report_that_was_made_without_a_draft_gets_one_when_it_is_changed(cast):
    report = drafted(cast, figure(7_000))

    keep(cast, {"value": ["6,"]}, version=1, report=report)

    kept = Draft.objects.get()
    assert (kept.uuid, kept.report, kept.version) == (report.uuid, report, 2)
    assert kept.typed == typed_from(figure(7_000)) | {"value": ["6,"]}


def test_handed_in_the_draft_is_gone_and_a_page_left_open_brings_it_back_no_more(cast):
    token = uuid4()
    report = write(cast, figure(7_000), token=token)

    reports.submit(report, by=cast.reporter)

    assert not Draft.objects.exists()
    with pytest.raises(reports.TokenSpent):
        keep(cast, {"value": ["6"]}, version=1, token=token)
    with pytest.raises(StepRefused):
        keep(cast, {"value": ["6"]}, version=1, report=report)
    assert not Draft.objects.exists()


def test_a_report_sent_back_takes_versions_that_were_not_there_before(cast):
    report = returned(cast)

    with pytest.raises(drafts.TwoTexts):
        keep(cast, {"narrative": ["From a page of long ago."]}, version=report.version - 1, report=report)

    assert (
        keep(cast, {"narrative": ["Now."]}, version=report.version, report=report).version
        == report.version + 1
    )


def test_a_token_of_another_page_opens_no_other_draft(cast):
    first = keep(cast, HALF)

    other = keep(cast, {"narrative": ["Mine."]}, token=first.token, by=cast.coordinator)

    assert (other.author, other.token == first.token) == (cast.coordinator, False)


def test_more_than_any_report_takes_is_not_kept(cast):
    with pytest.raises(drafts.TooMuch):
        keep(cast, {"narrative": ["x" * (drafts.MOST + 1)]})

    assert not Draft.objects.exists()


def test_nothing_is_handed_in_before_interests_are_declared(cast):
    report = drafted(cast, figure(7_000, conflict=None))

    with pytest.raises(reports.Undeclared):
        reports.submit(report, by=cast.reporter)

    assert ProgressReport.objects.get().state == ReportState.DRAFT


def test_after_a_year_untouched_a_draft_is_forgotten_once(cast):
    now = timezone.now()
    old, young = keep(cast, HALF), keep(cast, HALF, by=cast.coordinator)
    Draft.objects.filter(pk=old.pk).update(saved_at=now - timedelta(days=366))
    Draft.objects.filter(pk=young.pk).update(saved_at=now - timedelta(days=364))

    found = [drafts.forget_old(now=now) for _ in range(2)]

    assert (found, list(Draft.objects.all())) == ([1, 0], [young])
    assert AuditEvent.objects.filter(action="draft.forgotten", object_ref=str(old.uuid)).count() == 1


def test_after_a_year_reports_never_handed_in_are_forgotten_and_no_others(cast):
    now = timezone.now()
    never, touched, sent = (
        drafted(cast),
        write(cast, figure(6_000, 2020)),
        submitted(cast, figure(5_000, 2019)),
    )
    ProgressReport.objects.update(written_at=now - timedelta(days=400))

    found = [drafts.forget_old(now=now) for _ in range(2)]

    assert found == [1, 0]
    assert set(ProgressReport.objects.all()) == {touched, sent}
    assert never.pk not in ProgressReport.objects.values_list("pk", flat=True)


def test_the_record_quotes_nothing_of_a_draft(cast):
    keep(cast, {"narrative": ["Told by Grace Hopper."]})

    told = str(list(AuditEvent.objects.values()))

    assert "Grace" not in told
    assert "draft.begun" in told


def test_the_sweep_forgets_once_a_day(cast):
    old = keep(cast, HALF)
    Draft.objects.filter(pk=old.pk).update(saved_at=timezone.now() - timedelta(days=366))

    sweep.sweep()
    kept = keep(cast, HALF)
    Draft.objects.filter(pk=kept.pk).update(saved_at=timezone.now() - timedelta(days=366))
    sweep.sweep()

    assert list(Draft.objects.all()) == [kept]


def test_the_clock_forgets_too(cast):
    Draft.objects.filter(pk=keep(cast, HALF).pk).update(saved_at=timezone.now() - timedelta(days=366))

    tasks.forget_drafts()

    assert not Draft.objects.exists()
