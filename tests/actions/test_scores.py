"""Keeping the scores: what is added step by step is what computing everything anew gives, in any order."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.actions.worlds import World, scored
from tests.cast import (
    DUE,
    LEVEL,
    apply_target,
    drafted,
    figure,
    make_commitment,
    make_place,
    make_target,
    published,
    submitted,
)
from tracker.actions.scores import rescore, rescore_due
from tracker.actions.targets import Wording
from tracker.enums import PlaceKind
from tracker.models import Place, Score
from tracker.scoring import Status

STEPS = 12


def today():
    return timezone.localdate()


def anew(places):
    """Everything, computed from nothing."""
    Score.objects.all().delete()
    rescore(places, as_of=today())
    return scored()


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_scores_kept_step_by_step_are_those_computed_anew(seed):
    world = World(seed)
    for _ in range(STEPS):
        world.step()
    kept = scored()

    places = list(Place.objects.order_by("pk"))

    assert anew(places) == kept
    assert anew(places[::-1]) == kept
    assert anew([place for place in places if place.kind == PlaceKind.COUNTRY] + places[:1]) == kept
    assert len(kept) > 50


def test_comparison_would_see_a_score_that_was_not_kept_up(cast):
    report = submitted(cast)
    kept = scored()
    type(report).objects.filter(pk=report.pk).update(
        state="published", published_at=timezone.now(), decided_by=cast.reviewer, led=True
    )

    assert anew(list(Place.objects.all())) != kept


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_order_of_publication_does_not_matter(cast, order):
    entries = [figure(8_000, 2020), figure(6_000, 2022), figure(3_900, 2023)]

    for index in order:
        published(cast, entries[index])

    row = Score.objects.get(place=cast.arcadia, key="GCM10-9:5")
    assert (row.status, row.share, row.used.value) == (Status.MET, Fraction(61, 60), Decimal(3_900))


def test_scoring_again_changes_nothing(cast):
    published(cast)
    before = scored()

    rescore(list(Place.objects.all()), as_of=today())

    assert scored() == before


def test_draft_changes_no_score(cast):
    before = scored()

    drafted(cast)
    submitted(cast, figure(3_000, 2022))

    assert scored() == before


def test_place_outside_the_geography_reaches_nobody_else(cast):
    before = scored()
    fictional = make_place("XA", fictional=True)
    apply_target(cast.place_target.target, fictional, baseline=Decimal(10_000))

    rescore([fictional], as_of=today())

    after = scored()
    assert {key: after[key] for key in before} == before
    assert {place for place, _key in set(after) - set(before)} == {"XA"}


def test_commitment_that_is_gone_takes_its_scores_along(cast):
    other = make_commitment("GCM10-8", objective=cast.objective)
    apply_target(make_target(other, 12, Wording(**LEVEL)), cast.arcadia, baseline=Decimal(10_000))
    rescore([cast.arcadia], as_of=today())
    assert ("world", "GCM10-8:12") in scored()

    type(other).objects.filter(pk=other.pk).update(status="retired")
    rescore([cast.arcadia], as_of=today(), commitments=[other.pk])

    assert {key for _place, key in scored()} == {
        "GCM10-9:5",
        "GCM10-9",
        "objective-10:5",
        "objective-10",
        "all:5",
        "all",
    }


def test_never_scored_place_is_due(cast):
    newcomer = make_place("carpania", parent=cast.subregion)
    apply_target(cast.place_target.target, newcomer, baseline=Decimal(10_000))

    rescore_due(as_of=today())

    assert ("carpania", "GCM10-9:5") in scored()
    assert scored()["world", "GCM10-9:5"]["applicable"] == 3


def test_day_that_turns_a_score_is_caught_up_with_however_late(cast):
    target = make_target(
        make_commitment("GCM10-8", objective=cast.objective), 12, Wording(**{**LEVEL, "due_on": DUE[12]})
    )
    place_target = apply_target(target, cast.arcadia, baseline=Decimal(10_000))
    published(cast, figure(7_000, 2024), place_target=place_target)
    years_later = date(2033, 5, 1)

    def standing():
        return Score.objects.get(place=cast.arcadia, key="GCM10-8:12")

    assert standing().turns_on == date(2031, 1, 1)
    rescore_due(as_of=date(2030, 12, 31))
    assert standing().status == Status.ON_PACE

    rescore_due(as_of=years_later)
    assert (standing().status, standing().as_of, standing().turns_on) == (Status.OVERDUE, years_later, None)
    assert scored()["world", "all"]["as_of"] == years_later
    caught_up = scored()
    assert rescore_due(as_of=years_later + timedelta(days=1)) == 0
    assert scored() == caught_up


def test_nothing_is_due_when_everything_is_scored(cast):
    published(cast)

    assert rescore_due(as_of=today()) == 0


def test_change_of_one_commitment_takes_the_same_queries_however_many_there_are(cast):
    taken = []
    for number in (1, 8):
        for index in range(1, number):
            commitment = make_commitment(f"GCM10-1{index}", objective=cast.objective)
            target = make_target(commitment, 5, Wording(**LEVEL))
            for place in (cast.arcadia, cast.borduria):
                apply_target(target, place, baseline=Decimal(10_000))
        rescore([cast.arcadia, cast.borduria], as_of=today())
        with CaptureQueriesContext(connection) as queries:
            rescore([cast.arcadia], as_of=today(), commitments=[cast.commitment.pk])
        taken.append(len(queries))

    assert taken[0] == taken[1]
