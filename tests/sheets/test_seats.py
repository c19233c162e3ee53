"""Tables of seats: accounts named by their addresses, the rules of the screen, and an undo that claims nothing."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.cast import make_user
from tests.recorded import recorded
from tests.sheets.test_desk_tables import everything, faults, read, refused_undo, stored, undone
from tracker.actions.anonymising import anonymise
from tracker.actions.imports import Brought, bring_in
from tracker.enums import RowState, TableKind
from tracker.models import FocalPoint, ImportRow, Seat
from tracker.sheets.seats import Seats
from tracker.transfer.cells import in_table

pytestmark = pytest.mark.django_db


def row(member="newcomer@example.org", **more):
    known = {
        "committee": "arcadia",
        "member": member,
        "constituency": "migrants",
        "role": "reporter",
        "starts_on": "2024-01-01",
    }
    return {**known, **more}


@pytest.fixture
def newcomer(cast):
    return make_user("newcomer")


def seat_of(user):
    return Seat.objects.get(user=user)


def days(number):
    return timezone.localdate() + timedelta(days=number)


def test_member_is_named_by_the_address_of_an_account(cast, newcomer):
    stored(cast, Seats, row(member="Newcomer@Example.org", organisation="Organisation of Reporter Person"))

    found = seat_of(newcomer)
    assert (found.committee, found.role, found.starts_on, found.ends_on) == (
        cast.committee,
        "reporter",
        date(2024, 1, 1),
        None,
    )
    assert found.organisation.name == "Organisation of Reporter Person"
    assert recorded() == [("desk.imported", "import-1", cast.administrator)]


def test_unknown_address_says_to_invite_the_person_first(cast):
    _table, found = read(Seats, row())

    assert faults(found) == [[("member", "newcomer@example.org")]]
    assert "Invite the person first" in found[0].faults[0].words


@pytest.mark.parametrize(
    ("more", "column"),
    [
        ({"ends_on": "2024-01-01"}, "ends_on"),
        ({"role": "chair"}, "role"),
        ({"constituency": "kings"}, "constituency"),
        ({"organisation": "Nobody"}, "organisation"),
        ({"committee": "nowhere"}, "committee"),
        ({"starts_on": "01.01.2024"}, "starts_on"),
    ],
)
def test_wrong_cells_are_named(cast, newcomer, more, column):
    _table, found = read(Seats, row(**more))

    assert faults(found) == [[(column, row(**more)[column])]]


def test_a_member_has_one_open_seat(cast, newcomer):
    table, _found = read(Seats, row(), row(starts_on="2025-01-01"))

    told = table.foretell(from_on=timezone.localdate()).faults

    assert [(number, fault.column) for number, (fault,) in told.items()] == [(2, "ends_on"), (3, "ends_on")]


def test_one_seat_ends_and_another_begins_in_one_table(cast):
    held = seat_of(cast.reporter)
    ends = {"committee": "arcadia", "member": cast.reporter.email, "starts_on": held.starts_on.isoformat()}
    before = everything(Seat)

    made = stored(
        cast,
        Seats,
        row(cast.reporter.email, role="reviewer", starts_on=days(10).isoformat()),
        {**ends, "ends_on": days(10).isoformat()},
    )

    assert Seat.objects.filter(user=cast.reporter).count() == 2
    undone(cast, Seats, made)
    assert everything(Seat) == before


def test_nobody_sits_on_the_committee_and_speaks_for_the_place(cast, newcomer):
    FocalPoint.objects.create(user=newcomer, place=cast.arcadia, starts_on=date(2024, 1, 1))

    _table, found = read(Seats, row())

    assert [[fault.column for fault in one.faults] for one in found] == [["member"]]


def test_role_and_constituency_are_settled(cast):
    held = seat_of(cast.reporter)
    known = {"starts_on": held.starts_on.isoformat(), "constituency": "migrants", "role": "observer"}

    _table, found = read(Seats, row(cast.reporter.email, **known))

    assert faults(found) == [[("role", "observer")]]


def test_new_seat_that_has_begun_ends_and_is_not_deleted(cast, newcomer):
    made = stored(cast, Seats, row())

    undone(cast, Seats, made)

    assert seat_of(newcomer).ends_on == timezone.localdate()
    assert recorded()[1:] == [("desk.import_undone", "import-1", cast.administrator)]


def test_new_seat_that_begins_today_ends_tomorrow(cast, newcomer):
    made = stored(cast, Seats, row(starts_on=days(0).isoformat()))

    undone(cast, Seats, made)

    assert seat_of(newcomer).ends_on == days(1)


def test_new_seat_that_has_not_begun_is_deleted(cast, newcomer):
    made = stored(cast, Seats, row(starts_on=days(1).isoformat()))

    undone(cast, Seats, made)

    assert not Seat.objects.filter(user=newcomer).exists()


def test_seat_that_was_changed_since_is_not_undone(cast, newcomer):
    made = stored(cast, Seats, row())
    Seat.objects.filter(user=newcomer).update(ends_on=days(20))

    assert refused_undo(cast, Seats, made) == [f"{newcomer}, Committee of Arcadia (changed since)"]


def test_what_is_taken_out_comes_in_as_the_same(cast):
    taken = [dict(zip(Seats().columns, map(in_table, cells), strict=True)) for cells in Seats().rows()]

    _table, found = read(Seats, *taken)

    assert len(found) == Seat.objects.count()
    assert {one.state for one in found} == {RowState.SAME}


def test_anonymised_person_is_gone_from_the_tables_too(cast, newcomer):
    columns = list(row())
    cells = [
        [row("NewComer@example.org")[name] for name in columns],
        [row("else@example.org")[name] for name in columns],
    ]
    brought = Brought(
        kind=TableKind.SEATS,
        file_name="seats.csv",
        sha256="0" * 64,
        columns=columns,
        rows=list(enumerate(cells, start=2)),
        options={},
    )
    bring_in(brought, by=cast.administrator, reason="-", from_on=timezone.localdate())

    anonymise(newcomer, by=cast.administrator)

    kept = str(list(ImportRow.objects.order_by("number").values()))
    assert "newcomer@example.org" not in kept.casefold()
    assert "else@example.org" in kept
