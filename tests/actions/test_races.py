"""At the same instant: two deciders, two clicks, two corrections, two places. One of each wins; nothing is lost.

On PostgreSQL, where transactions run side by side; SQLite lets one write at a time.
"""

import threading
import time
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tests.actions.worlds import anew, scored
from tests.cast import (
    figure,
    make_cast,
    make_user,
    seat,
    submitted,
)
from tracker.actions import reports
from tracker.actions.drain import drain
from tracker.enums import ReportState, SeatRole
from tracker.models import AuditEvent, Evidence, ProgressReport
from tracker.workflow import StepRefused

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
ROUNDS = 5


def at_once(*acts):
    """Each act in a thread and a connection of its own, let go together; answers or exceptions, in order."""
    start, outcomes = threading.Barrier(len(acts)), [None] * len(acts)

    def run(index, act):
        try:
            start.wait(timeout=10)
            outcomes[index] = act()
        except Exception as fault:  # noqa: BLE001
            outcomes[index] = fault
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes


def won(outcomes):
    return [one for one in outcomes if not isinstance(one, Exception)]


def test_two_deciders_at_once_one_decides():
    cast = make_cast()

    for year in range(2019, 2019 + ROUNDS):
        report = submitted(cast, figure(7_000, year))
        outcomes = at_once(
            lambda report=report: reports.publish(report, by=cast.reviewer),
            lambda report=report: reports.publish(report, by=cast.coordinator),
            lambda report=report: reports.send_back(report, by=cast.reviewer, reason="Name the page."),
            lambda report=report: reports.send_back(report, by=cast.coordinator, reason="Name the page."),
        )

        decisions = AuditEvent.objects.filter(
            object_ref=str(report.uuid), action__in=["report.published", "report.sent_back"]
        )
        assert len(won(outcomes)) == decisions.count() == 1
        assert {type(one) for one in outcomes if isinstance(one, Exception)} == {StepRefused}


def test_race_would_show_two_winners_where_nobody_waits():
    """The control: the usual read, check and save, let go in the same way."""
    cast = make_cast()
    report = submitted(cast)
    read = threading.Barrier(2)

    def decide_carelessly(by):
        with transaction.atomic():
            kept = ProgressReport.objects.get(pk=report.pk)
            if kept.state != ReportState.SUBMITTED:
                raise StepRefused(ReportState(kept.state), "publish")
            read.wait(timeout=10)
            kept.state, kept.published_at, kept.decided_by, kept.led = "published", timezone.now(), by, True
            kept.save()
        return kept

    outcomes = at_once(lambda: decide_carelessly(cast.reviewer), lambda: decide_carelessly(cast.coordinator))

    assert len(won(outcomes)) == 2


def test_form_sent_many_times_at_once_is_one_draft():
    cast = make_cast()
    token = uuid4()

    def send():
        return reports.draft(cast.place_target, cast.committee, figure(7_000), by=cast.reporter, token=token)

    outcomes = at_once(*[send] * 6)

    assert [one.pk for one in won(outcomes)] == [ProgressReport.objects.get().pk] * 6
    assert (Evidence.objects.count(), AuditEvent.objects.filter(action="report.drafted").count()) == (1, 1)


def test_forms_of_their_own_sent_at_once_are_drafts_of_their_own():
    cast = make_cast()

    def send():
        return reports.draft(
            cast.place_target, cast.committee, figure(7_000), by=cast.reporter, token=uuid4()
        )

    assert len({one.pk for one in at_once(*[send] * 6)}) == ProgressReport.objects.count() == 6


def test_report_handed_in_many_times_at_once_is_handed_in_once():
    cast = make_cast()
    report = reports.draft(cast.place_target, cast.committee, figure(1), by=cast.reporter, token=uuid4())

    outcomes = at_once(*[lambda: reports.submit(report, by=cast.reporter)] * 4)

    assert [one.state for one in outcomes] == [ReportState.SUBMITTED] * 4
    assert AuditEvent.objects.filter(action="report.submitted").count() == 1


def test_change_and_submission_at_once_never_mix():
    cast = make_cast()

    for year in range(2019, 2019 + ROUNDS):
        report = reports.draft(
            cast.place_target, cast.committee, figure(7_000, year), by=cast.reporter, token=uuid4()
        )
        changed, handed_in = at_once(
            lambda report=report, year=year: reports.redraft(
                report, figure(6_000, year), by=cast.reporter, version=1
            ),
            lambda report=report: reports.submit(report, by=cast.reporter),
        )

        report.refresh_from_db()
        assert not isinstance(handed_in, Exception)
        assert report.state == ReportState.SUBMITTED
        assert report.value == (7_000 if isinstance(changed, StepRefused) else 6_000)


def test_two_corrections_published_at_once_leave_one_public():
    cast = make_cast()

    for year in range(2019, 2019 + ROUNDS):
        rivals = [submitted(cast, figure(value, year)) for value in (7_000, 6_000)]
        outcomes = at_once(
            lambda rivals=rivals: reports.publish(rivals[0], by=cast.reviewer),
            lambda rivals=rivals: reports.publish(rivals[1], by=cast.coordinator),
        )

        states = sorted(
            ProgressReport.objects.filter(pk__in=[one.pk for one in rivals]).values_list("state", flat=True)
        )
        assert len(won(outcomes)) == 2
        assert states == [ReportState.PUBLISHED, ReportState.SUPERSEDED]


def test_correction_is_published_while_the_score_of_what_it_corrects_is_committed(settings):
    """Each waits for the other, where the commit of a score must wait for the report that the score rests on."""
    cast = make_cast()
    settings.DRAIN_IN_PROCESS = False
    reports.publish(submitted(cast, figure(7_000)), by=cast.reviewer)
    correction = submitted(cast, figure(6_000))
    written = threading.Event()

    def until_the_other_waits(execute, sql, *given):
        answer = execute(sql, *given)
        if "tracker_publication" in sql and not written.is_set():
            written.set()
            wait_until(somebody_waits)
        return answer

    def compute():
        with connection.execute_wrapper(until_the_other_waits):
            return drain()

    def correct():
        written.wait(10)
        return reports.publish(correction, by=cast.coordinator)

    outcomes = at_once(compute, correct)

    assert len(won(outcomes)) == 2
    drain()
    assert anew() == scored()


def somebody_waits():
    """Whether a transaction of this database waits for another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0]


def wait_until(holds, *, seconds=5):
    """Ask until it holds; says nothing where it never does, for the outcome tells."""
    until = time.monotonic() + seconds
    while not holds() and time.monotonic() < until:
        time.sleep(0.05)


def test_reports_of_two_states_published_at_once_both_reach_the_world():
    cast = make_cast()
    theirs = constituted(cast)

    for year in range(2019, 2019 + ROUNDS):
        mine = submitted(cast, figure(7_000, year))
        yours = submitted(
            cast,
            figure(5_000, year),
            place_target=cast.borduria.place_targets.get(),
            committee=cast.other_committee,
            by=theirs[0],
        )
        outcomes = at_once(
            lambda mine=mine: reports.publish(mine, by=cast.reviewer),
            lambda yours=yours: reports.publish(yours, by=theirs[1]),
        )
        assert len(won(outcomes)) == 2

        drain()
        kept = scored()
        assert anew() == kept


def constituted(cast):
    """A reporter and a reviewer for the other committee."""
    people = make_user("their-reporter"), make_user("their-reviewer")
    seat(cast.other_committee, people[0], "migrants", SeatRole.REPORTER)
    seat(cast.other_committee, people[1], "private-sector", SeatRole.REVIEWER)
    return people
