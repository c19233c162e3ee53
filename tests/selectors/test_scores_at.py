"""Scores of a date, computed for a page: what would be kept if it were that day, in one pass and from the cache."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.actions.worlds import INCIDENTAL, World
from tracker.actions.drain import drain
from tracker.actions.memberships import set_members
from tracker.models import Place, Process, Score
from tracker.selectors.computed import computed_rows
from tracker.selectors.holders import (
    all_holders,
    columns_of,
    gathers,
    members_of,
    states_by_holder,
    states_in,
)
from tracker.selectors.scores_at import rows_of, rows_with_whole, wholes_of, wholes_of_processes


@pytest.fixture
def world(db):
    """A world in which something happened, with a process of two States."""
    made = World(5)
    process = Process.objects.create(code="talks", name="Talks", region="Here")
    set_members(process, made.states[1:3], by=made.user)
    for _act in range(12):
        made.step()
    drain()
    return made


def said_by(rows):
    """What the rows say, by key."""
    names = [field.attname for field in Score._meta.concrete_fields if field.name not in INCIDENTAL]
    return {row.key: {name: getattr(row, name) for name in names} for row in rows}


def told_by(found):
    """What is told of each row, by key."""
    return {one.row.key: one.told for one in found}


@pytest.mark.parametrize("days", [0, 1, 1_000])
def test_rows_of_a_date_are_those_computed_for_the_holder_alone(world, days):
    day = timezone.localdate() - timedelta(days=days)

    for holder in all_holders():
        alone = said_by(computed_rows(holder, as_of=day))
        first, again = (said_by(one.row for one in rows_of(holder, as_of=day)) for _time in range(2))
        assert (first, again) == (alone, alone)


def test_rows_computed_for_today_are_those_that_are_kept(world):
    today = timezone.localdate()

    found = {holder: rows_of(holder, as_of=today) for holder in all_holders()}

    assert {holder: said_by(one.row for one in rows) for holder, rows in found.items()} == {
        holder: said_by(Score.objects.filter(**columns_of(holder))) for holder in all_holders()
    }
    assert {holder: told_by(rows) for holder, rows in found.items()} == {
        holder: told_by(rows_of(holder)) for holder in all_holders()
    }
    assert len(found) == 9
    assert min(len(rows) for rows in found.values()) > 0


def test_places_below_members_and_wholes_are_the_same_from_either_side(world):
    today, process = timezone.localdate(), Process.objects.get()
    below = {place: list(Place.objects.filter(parent=place)) for place in Place.objects.all()}
    for holder, others in {**below, process: list(members_of(process, on=today))}.items():
        kept = rows_with_whole(holder, others)
        then = rows_with_whole(holder, others, as_of=today)
        assert (told_by(then[0]), then[1]) == (told_by(kept[0]), kept[1])

    assert wholes_of_processes([process], as_of=today) == wholes_of_processes([process])
    assert wholes_of(Place.objects.all(), as_of=today) == wholes_of(Place.objects.all())


def test_states_are_gathered_as_they_are_one_by_one(world):
    today = timezone.localdate()
    holders = [holder for holder in all_holders() if gathers(holder)]

    found = states_by_holder([*holders, *world.states], on=today)

    assert found == {holder: set(states_in(holder, on=today)) for holder in holders}
    assert {place.pk for place in members_of(Process.objects.get(), on=today)} in found.values()
