"""Many places at once: kept ones are what a date would have, and a sum over tags is what the engine would store."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.actions.worlds import World
from tracker.actions.drain import drain
from tracker.actions.memberships import set_members
from tracker.enums import Fault, PlaceKind, Subject
from tracker.models import Commitment, Horizon, Objective, Place, Process, Score
from tracker.selectors.cells import Slice, objective_over
from tracker.selectors.said import commitments_on
from tracker.selectors.scores_at import by_one_horizon, cells, rows_of
from tracker.selectors.standings import Unshown


@pytest.fixture
def world(db):
    """A world in which something happened, with a process of two States."""
    made = World(5)
    process = Process.objects.create(code="talks", name="Talks", region="Here")
    set_members(process, made.states[1:3], by=made.user)
    for _act in range(16):
        made.step()
    drain()
    return made


def slices():
    """Everything that cells can be asked for."""
    years = [None, *Horizon.objects.values_list("years", flat=True)]
    return [Slice(subject, one) for subject in Subject for one in years]


def names_of(subject):
    """What the scores of one kind of subject are called by."""
    if subject == Subject.PLACE:
        return ["all"]
    if subject == Subject.OBJECTIVE:
        return [f"objective-{one.number}" for one in Objective.objects.all()]
    return list(Commitment.objects.values_list("code", flat=True))


def said(found):
    """What cells tell, by whose they are and the key; of a target without the share, which a cell does not tell."""
    return {(one.place, one.process, one.code, one.told.key): replace(one.told, share=None) for one in found}


def test_cells_worked_out_for_today_are_those_that_are_kept(world):
    today, talks = timezone.localdate(), Process.objects.get().pk

    for wanted in slices():
        names = names_of(wanted.subject)
        kept = said(cells(wanted, names, process=talks))
        assert kept
        assert said(cells(wanted, names, process=talks, as_of=today)) == kept


def test_cells_of_some_places_are_those_of_all_that_are_theirs(world):
    yesterday = timezone.localdate() - timedelta(days=1)
    wanted, names = Slice(Subject.OBJECTIVE, None), names_of(Subject.OBJECTIVE)
    some = {world.states[0].pk, world.states[2].pk}

    for as_of in (None, yesterday):
        every = cells(wanted, names, as_of=as_of)
        found = cells(wanted, names, places=some, as_of=as_of)
        assert said(found) == said(one for one in every if one.place in some)
        assert {one.place for one in every} > some


def test_cells_by_one_horizon_are_the_worlds_and_the_whole_of_every_place(world):
    yesterday, years = timezone.localdate() - timedelta(days=1), 5
    top = Place.objects.get(kind=PlaceKind.WORLD)

    for as_of in (None, yesterday):
        found = by_one_horizon(years, world=top.pk, as_of=as_of)
        own = {
            one.told.key
            for one in rows_of(top, as_of=as_of)
            if one.row.horizon and one.row.horizon.years == years
        }
        assert {one.told.key for one in found if one.place == top.pk} == own
        assert {one.told.key for one in found if one.place != top.pk} == {"all:5"}


@pytest.mark.parametrize("years", [None, 5, 12])
def test_objective_over_all_its_commitments_is_the_objective_that_is_stored(world, years):
    commitments = list(commitments_on(timezone.localdate()).values())
    found = cells(Slice(Subject.COMMITMENT, years), names_of(Subject.COMMITMENT))
    stored = cells(Slice(Subject.OBJECTIVE, years), names_of(Subject.OBJECTIVE))

    compared = 0
    for one in stored:
        own = {cell.told.key: cell.told for cell in found if cell.place == one.place}
        number = int(one.told.key.partition(":")[0].removeprefix("objective-"))
        weights = {c.code: c.weight for c in commitments if c.objective.number == number}
        summed = objective_over(own, number, weights, years=years)
        assert replace(summed, place=one.code) == one.told
        compared += 1
    assert compared == len(stored) > 5


def test_objective_over_one_commitment_is_that_commitment_with_its_own_mark(world):
    commitment = Commitment.objects.first()
    found = {
        one.told.key: one.told
        for one in cells(Slice(Subject.COMMITMENT, None), [commitment.code])
        if one.place
    }
    number = commitment.objective.number

    summed = objective_over(found, number, {commitment.code: 3}, years=None)

    whole = found[commitment.code]
    assert (summed.mark, summed.coverage, summed.counts) == (whole.mark, whole.coverage, whole.counts)
    assert objective_over(found, number, {}, years=None) is None
    assert objective_over(found, number, {"GCM99-9": 1}, years=None) is None


def test_sum_over_what_cannot_be_read_is_not_told(world):
    state, commitment = world.states[0], Commitment.objects.first()
    Score.objects.filter(place=state, key=commitment.code).update(method_version=99)

    found = cells(Slice(Subject.COMMITMENT, None), [commitment.code], places=[state.pk])
    summed = objective_over(
        {one.told.key: one.told for one in found}, 1, {commitment.code: 1, "GCM99-9": 1}, years=None
    )

    assert isinstance(summed, Unshown)
    assert summed.fault == Fault.OTHER_METHOD
