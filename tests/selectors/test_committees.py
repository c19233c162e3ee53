from datetime import date

import pytest

from tests.cast import make_user, seat
from tracker.enums import SeatRole
from tracker.selectors.committees import committee_page, committee_rows

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("more", "members", "seats"),
    [
        (0, None, [("Civil-Society", None), ("Migrants", None), ("Private-Sector", None)]),
        (1, 5, [("Civil-Society", 2), ("Migrants", 2), ("Private-Sector", 1)]),
    ],
)
def test_numbers_are_given_from_five_members_on(cast, more, members, seats):
    for number in range(more):
        seat(cast.committee, make_user(f"more{number}"), "migrants", SeatRole.OBSERVER)

    page = committee_page("arcadia", on=TODAY)

    assert (page.members, list(page.seats)) == (members, seats)
    assert [row.members for row in committee_rows(on=TODAY) if row.slug == "arcadia"] == [members]


def test_seat_that_has_ended_is_not_held(cast):
    cast.committee.seats.filter(user=cast.coordinator).update(ends_on=date(2026, 11, 24))

    assert len(committee_page("arcadia", on=date(2026, 11, 23)).seats) == 3
    assert len(committee_page("arcadia", on=TODAY).seats) == 2
    assert len(committee_page("arcadia", on=TODAY).gaps) == 2


def test_there_is_no_page_of_no_committee(cast):
    assert committee_page("nobody", on=TODAY) is None
