"""Pages that keep what is typed at the same instant: nothing is lost, nothing is there twice.

On PostgreSQL, where transactions run side by side; SQLite lets one write at a time.
"""

from threading import Event
from uuid import uuid4

import pytest
from django.db import connection

from tests.actions.test_races import at_once, won
from tests.cast import drafted, figure, make_cast
from tracker.actions import drafts, reports
from tracker.actions.typed import typed_from
from tracker.models import AuditEvent, Draft, Evidence, ProgressReport

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def about(cast, report=None):
    return drafts.About(committee=cast.committee, place_target=cast.place_target, report=report)


def keeping(cast, typed, *, version=0, token=None, report=None):
    sent = drafts.Sent(typed=typed, token=token or uuid4(), version=version)
    return lambda: drafts.keep(about(cast, report), sent, by=cast.reporter)


def test_a_whole_answer_sent_many_times_at_once_is_one_report():
    cast = make_cast()
    sent = drafts.Sent(typed=typed_from(figure(7_000)), token=uuid4())

    outcomes = at_once(*[lambda: drafts.write(about(cast), sent, figure(7_000), by=cast.reporter)] * 6)

    assert [one.pk for one in won(outcomes)] == [ProgressReport.objects.get().pk] * 6
    assert (Evidence.objects.count(), Draft.objects.count()) == (1, 1)
    assert AuditEvent.objects.filter(action="report.drafted").count() == 1


def test_answer_sent_again_is_one_report_when_the_first_is_stored_between_two_questions():
    """Whoever lost the answer sends the form again, and the first is stored while the second is being looked at."""
    cast = make_cast()
    sent = drafts.Sent(typed=typed_from(figure(7_000)), token=uuid4())
    asked, stored = Event(), Event()

    def before_drafts_are_asked_for(execute, sql, *given):
        if "tracker_draft" in sql and not asked.is_set():
            asked.set()
            stored.wait(2)
        return execute(sql, *given)

    def second():
        with connection.execute_wrapper(before_drafts_are_asked_for):
            return drafts.write(about(cast), sent, figure(7_000), by=cast.reporter)

    def first():
        asked.wait(10)
        report = drafts.write(about(cast), sent, figure(7_000), by=cast.reporter)
        stored.set()
        return report

    outcomes = at_once(first, second)

    assert [one.pk for one in won(outcomes)] == [ProgressReport.objects.get().pk] * 2
    assert AuditEvent.objects.filter(action="report.drafted").count() == 1


def test_two_devices_that_begin_at_once_get_both_texts():
    cast = make_cast()

    outcomes = at_once(*[keeping(cast, {"narrative": [f"Text {number}."]}) for number in range(4)])

    refused = [one for one in outcomes if isinstance(one, Exception)]
    assert len(won(outcomes)) == Draft.objects.count() == 1
    assert {type(one) for one in refused} == {drafts.TwoTexts}
    assert {one.draft.pk for one in refused} == {Draft.objects.get().pk}


def test_editors_of_different_fields_at_once_lose_nothing():
    cast = make_cast()
    report = drafted(cast)
    fields = [{f"{source}_{part}": [part]} for source in ("first", "second") for part in ("title", "page")]

    outcomes = at_once(*[keeping(cast, typed, version=1, report=report) for typed in fields])

    kept = Draft.objects.get()
    assert len(won(outcomes)) == 4
    assert {name: kept.typed[name] for typed in fields for name in typed} == {
        name: text for typed in fields for name, text in typed.items()
    }


def test_typing_and_handing_in_at_once_never_mix():
    cast = make_cast()
    for year in range(2019, 2024):
        report = drafted(cast, figure(7_000, year))

        typed, sent = at_once(
            keeping(cast, {"value": ["6"]}, version=1, report=report),
            lambda report=report: reports.submit(report, by=cast.reporter),
        )

        kept = ProgressReport.objects.get(pk=report.pk)
        draft = Draft.objects.filter(report=report).first()
        if kept.state == "submitted":
            assert (draft, isinstance(typed, Exception)) == (None, True)
        else:
            assert (draft.typed["value"], type(sent)) == (["6"], reports.Changed)
