"""The log of published marks: each change with its reason, in the transaction of the score, and no time of day."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

from django.utils import timezone

from tests.cast import figure, published, rescore
from tracker.actions import commitments, disputes, drain, memberships, reports, scores, targets
from tracker.actions.dirty import turn_the_day
from tracker.actions.disputes import Objection
from tracker.actions.wordings import wording_of
from tracker.enums import ChangeReason, CommitmentStatus, DisputeGround, Outcome
from tracker.models import MarkChange, Membership, Process, ProgressReport, Score

OWN = "GCM10-9:5"


def logged(place, key=OWN):
    """What is on the log of a mark, the oldest first."""
    rows = MarkChange.objects.filter(place=place, key=key).order_by("pk")
    return [(row.mark_before, row.mark, row.reason) for row in rows]


def reasons():
    return {row.key: row.reason for row in MarkChange.objects.filter(place__code="arcadia")}


def test_first_marks_of_a_place_are_no_changes(cast):
    assert MarkChange.objects.count() == 0
    assert Score.objects.count() > 0


def test_new_reading_is_logged_with_the_report_and_the_day_alone(cast):
    report = published(cast, figure(7_000, 2023))

    row = MarkChange.objects.get(place=cast.arcadia, key=OWN)

    assert (row.on, row.report, row.of_target) == (timezone.localdate(), report, True)
    assert (row.mark_before, row.status_before) == ("no_evidence", "no_data")
    assert (row.mark, row.status, row.reason) == ("in_part", "missed", ChangeReason.NEW_DATA)
    assert (row.commitment, row.objective, row.horizon.years) == (cast.commitment, cast.objective, 5)
    assert not any(field.get_internal_type() == "DateTimeField" for field in MarkChange._meta.fields)


def test_marks_above_follow_it_where_they_change(cast):
    published(cast, figure(7_000, 2023))

    assert logged(cast.arcadia, "all") == [("no_evidence", "in_part", ChangeReason.BELOW)]
    # Of two States one is known: the world's mark is what it was.
    assert logged(cast.world, "all") == []


def test_reading_that_leaves_the_mark_is_no_change(cast):
    published(cast, figure(7_000, 2023))
    before = MarkChange.objects.count()

    published(cast, figure(6_900, 2023))
    drain.recompute()

    assert MarkChange.objects.count() == before


def test_correction_is_told_from_a_new_reading(cast):
    published(cast, figure(7_000, 2023))

    published(cast, figure(3_000, 2023))

    assert logged(cast.arcadia)[-1] == ("in_part", "met", ChangeReason.CORRECTION)


def test_withdrawal_is_told(cast):
    report = published(cast, figure(7_000, 2023))

    reports.withdraw(report, by=cast.reviewer, reason="It was another country.")

    assert logged(cast.arcadia)[-1] == ("in_part", "no_evidence", ChangeReason.WITHDRAWAL)


def test_decided_dispute_is_told(cast, django_capture_on_commit_callbacks):
    report = published(cast, figure(7_000, 2023))
    objection = Objection(ground=DisputeGround.FIGURE, text="It is another country.")
    dispute = disputes.raise_dispute(report, objection, token=uuid4())

    with django_capture_on_commit_callbacks(execute=True):
        disputes.decide(
            dispute, Outcome.WITHDRAWN, by=cast.reviewer, reasons="It is.", version=dispute.version
        )

    assert logged(cast.arcadia)[-1] == ("in_part", "no_evidence", ChangeReason.DISPUTE)


def test_revised_target_is_told(cast):
    published(cast, figure(7_000, 2023))
    target = cast.place_target.target
    easier = replace(wording_of(target.versions.get()), goal=Decimal(8_000), title="At most 8 000 by 2023")

    targets.revise(target, easier, by=cast.administrator, reason="Agreed anew.", from_on=timezone.localdate())

    assert logged(cast.arcadia)[-1] == ("in_part", "met", ChangeReason.TARGET)


def test_target_that_does_not_apply_any_more_is_told(cast):
    published(cast, figure(7_000, 2023))
    local = targets.Local(applies=False, why_not="No border.")

    targets.revise_place(
        cast.place_target, local, by=cast.administrator, reason="No border.", from_on=timezone.localdate()
    )

    assert logged(cast.arcadia)[-1] == ("in_part", "not_applicable", ChangeReason.TARGET)


def test_retired_commitment_takes_its_marks_away(cast):
    published(cast, figure(7_000, 2023))
    saying = replace(commitments.saying_of(cast.commitment), status=CommitmentStatus.RETIRED)

    commitments.revise(cast.commitment, saying, by=cast.administrator, reason="Merged.")

    assert logged(cast.arcadia)[-1] == ("in_part", "", ChangeReason.TARGET)
    assert logged(cast.borduria) == []


def test_date_that_passed_is_told(cast):
    report = published(cast, figure(7_000, 2022))
    ProgressReport.objects.filter(pk=report.pk).update(published_at=datetime(2023, 2, 1, tzinfo=UTC))
    rescore([cast.arcadia, cast.borduria], as_of=date(2023, 6, 30))
    MarkChange.objects.all().delete()

    turn_the_day(timezone.localdate())
    drain.drain()

    assert [reason for *_marks, reason in logged(cast.arcadia)] == [ChangeReason.TIME]


def test_state_that_joined_is_told_by_what_it_joined(cast):
    published(cast, figure(7_000, 2023))
    process = Process.objects.create(code="talks", name="Talks", region="Here")
    Membership.objects.create(process=process, place=cast.borduria)
    drain.recompute()

    memberships.set_members(process, [cast.arcadia], by=cast.administrator)

    row = MarkChange.objects.get(process=process, key="all")
    assert (row.mark_before, row.mark, row.reason) == ("no_evidence", "in_part", ChangeReason.MEMBERSHIP)


def test_what_nothing_explains_says_so(cast):
    published(cast, figure(7_000, 2023))
    Score.objects.filter(place=cast.arcadia, key=OWN).update(mark="met", digest="old")
    MarkChange.objects.all().delete()

    drain.recompute()

    assert logged(cast.arcadia) == [("met", "in_part", ChangeReason.UNEXPLAINED)]


def test_other_method_is_the_reason_before_all_others(cast):
    published(cast, figure(7_000, 2023))
    Score.objects.update(mark="met", digest="old", method_version=0)
    MarkChange.objects.all().delete()

    drain.recompute()

    assert set(reasons().values()) == {ChangeReason.METHOD}


def test_mark_that_nobody_could_read_was_shown_to_nobody(cast):
    published(cast, figure(7_000, 2023))
    MarkChange.objects.all().delete()
    Score.objects.filter(place=cast.arcadia, key="all").update(mark="splendid")

    drain.recompute()

    assert MarkChange.objects.count() == 0


def test_score_and_log_are_written_together_or_not_at_all(cast, monkeypatch):
    def broken(*_args, **_more):
        raise RuntimeError

    monkeypatch.setattr(scores, "_follow", broken)
    published(cast, figure(7_000, 2023))

    assert (MarkChange.objects.count(), Score.objects.get(place=cast.arcadia, key=OWN).mark) == (
        0,
        "no_evidence",
    )
    monkeypatch.undo()


def test_log_names_no_draft_and_nobody(cast):
    published(cast, figure(7_000, 2023, narrative="Canary words."))

    said = " ".join(str(value) for row in MarkChange.objects.values() for value in row.values())

    assert "Canary" not in said
    assert cast.reporter.email not in said
