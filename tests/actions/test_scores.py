"""Keeping the scores: what is kept step by step is what computing everything anew gives, in any order."""

from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.actions.worlds import World, anew, scored
from tests.cast import (
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
from tracker.actions.drain import recompute
from tracker.actions.scores import settle
from tracker.actions.targets import Wording
from tracker.models import Score
from tracker.scoring import Status

STEPS = 12


def today():
    return timezone.localdate()


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_scores_kept_step_by_step_are_those_computed_anew(seed):
    world = World(seed)
    for _ in range(STEPS):
        world.step()
    kept = scored()

    assert anew() == kept
    assert len(kept) > 50


def test_comparison_would_see_a_score_that_was_not_kept_up(cast):
    report = submitted(cast)
    kept = scored()
    type(report).objects.filter(pk=report.pk).update(
        state="published", published_at=timezone.now(), decided_by=cast.reviewer, led=True
    )

    assert anew() != kept


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

    recompute()

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

    recompute()

    after = scored()
    assert {key: after[key] for key in before} == before
    assert {place for place, _key in set(after) - set(before)} == {"XA"}


def test_change_of_one_commitment_takes_the_same_queries_however_many_there_are(cast):
    taken = []
    for others in (["A"], ["B", "C", "D", "E", "F", "G"]):
        for letter in others:
            commitment = make_commitment(f"GCM10-{letter}", objective=cast.objective)
            apply_target(make_target(commitment, 5, Wording(**LEVEL)), cast.arcadia, baseline=Decimal(10_000))
        recompute()
        with CaptureQueriesContext(connection) as queries:
            settle(cast.arcadia, as_of=today(), commitments=[cast.commitment.pk])
        taken.append(len(queries))

    assert taken[0] == taken[1]
