"""At the same instant: two coordinators who leave, two sweeps that release, two that remind. One of each."""

from datetime import timedelta
from threading import Event

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from tests.actions.test_races import at_once, won
from tests.cast import make_cast, make_user, seat, submitted
from tests.protected import protect
from tests.rounds import assigned, days, open_round
from tracker.actions import desk_rows, reports, rounds, seats
from tracker.actions.releases import release_due
from tracker.actions.reminders import remind
from tracker.enums import SeatRole
from tracker.models import Assignment, AuditEvent, Organisation, Outbox, ProgressReport, Spokesperson

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_of_two_coordinators_who_leave_at_once_one_is_told_to_be_the_last():
    cast = make_cast()
    other = make_user("other")
    theirs = seat(cast.committee, other, "migrants", SeatRole.COORDINATOR)
    own = cast.committee.seats.get(user=cast.coordinator)

    outcomes = at_once(
        lambda: seats.end_seat(own, on=days(1), by=cast.coordinator),
        lambda: seats.end_seat(theirs, on=days(1), by=other),
    )

    assert len(won(outcomes)) == 1
    assert [type(one) for one in outcomes if isinstance(one, Exception)] == [seats.LastCoordinator]


def test_what_is_due_is_released_once_however_many_sweep():
    cast = make_cast()
    protect(cast)
    report = reports.publish(submitted(cast), by=cast.reviewer)
    ProgressReport.objects.filter(pk=report.pk).update(release_at=timezone.now() - timedelta(minutes=1))

    outcomes = at_once(*[release_due] * 4)

    assert sorted(outcomes) == [0, 0, 0, 1]
    assert AuditEvent.objects.filter(action="report.published").count() == 1


def test_one_letter_is_written_however_many_remind():
    cast = make_cast()
    assigned(cast, open_round())
    today = timezone.localdate()

    outcomes = at_once(*[lambda: remind(today)] * 4)

    assert (sorted(outcomes), Outbox.objects.filter(kind="reminder").count()) == ([0, 0, 0, 1], 1)


def test_nobody_refers_to_a_new_row_once_it_was_seen_that_its_table_can_be_undone():
    """Whoever does comes too late, and is told; not the administrator, whose table is undone."""
    cast = make_cast()
    new = [desk_rows.RowChange(values={"name": "Harbour Watch"})]
    made = desk_rows.keep_rows(Organisation, new, about="import", by=cast.administrator)
    pk, looked, referred = made[0].pk, Event(), Event()

    def before_it_is_deleted(execute, sql, *given):
        if sql.startswith("DELETE") and "tracker_organisation" in sql:
            looked.set()
            referred.wait(2)
        return execute(sql, *given)

    def undo():
        with connection.execute_wrapper(before_it_is_deleted):
            desk_rows.undo_rows(Organisation, made, about="import", by=cast.administrator, reason="Twice.")

    def refer():
        looked.wait(10)
        Spokesperson.objects.create(organisation_id=pk, address="office@example.org")
        referred.set()

    undone, late = at_once(undo, refer)

    assert (undone, type(late)) == (None, IntegrityError)
    assert not Organisation.objects.filter(pk=pk).exists()


def test_of_two_who_assign_a_target_at_once_one_comes_last():
    cast = make_cast()
    other = make_user("other")
    seat(cast.committee, other, "migrants", SeatRole.COORDINATOR)
    of = open_round()
    more = {"due_on": days(9)}

    outcomes = at_once(
        lambda: rounds.assign(
            of, cast.committee, [cast.place_target], user=cast.reporter, by=cast.coordinator, **more
        ),
        lambda: rounds.assign(of, cast.committee, [cast.place_target], user=other, by=other, **more),
    )

    assert outcomes == [1, 1]
    assert Assignment.objects.count() == 1
