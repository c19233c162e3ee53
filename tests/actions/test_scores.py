"""Keeping the scores: what is kept step by step is what computing everything anew gives, in any order."""

from datetime import date
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
    make_objective,
    make_place,
    make_places,
    make_target,
    published,
    submitted,
)
from tracker.actions.drain import recompute
from tracker.actions.score_writing import write_scores
from tracker.actions.scores import settle
from tracker.actions.targets import Wording
from tracker.enums import PlaceKind, ReportOrigin, ReportState
from tracker.models import MarkChange, ProgressReport, Score
from tracker.scoring import Status
from tracker.selectors.computed import computed_rows

STEPS = 12


def told(place_target, value):
    """A published reading of a series."""
    return ProgressReport.objects.create(
        place_target=place_target,
        origin=ReportOrigin.SERIES,
        series="SERIES",
        state=ReportState.PUBLISHED,
        published_at=timezone.now(),
        written_at=timezone.now(),
        answer="figure",
        value=value,
        reference_on=date(2021, 12, 31),
        yearly=True,
        grade="A",
    )


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


@pytest.mark.django_db
def test_mean_of_states_that_share_no_unit_is_kept_on_both_databases():
    places, commitment = make_places(), make_commitment("GCM10-1", objective=make_objective(10))
    target = make_target(commitment, 5, Wording(**LEVEL))
    shares = []
    for number in range(20):
        state = make_place(f"state-{number}", PlaceKind.COUNTRY, parent=places.world)
        baseline = Decimal(10_000) + Decimal(number * number * 7 + 1) / 10_000
        told(apply_target(target, state, baseline=baseline), 7_000)
        shares.append((7_000 - Fraction(baseline)) / (4_000 - Fraction(baseline)))

    recompute()

    row = Score.objects.get(place=places.world, key="GCM10-1:5")
    exact = 100 * sum(shares) / 20
    assert len(str(exact)) > 120
    assert abs(row.score - exact) <= Fraction(1, 10**24)
    assert row.lower == row.score == row.upper


def test_row_is_written_as_a_saved_model_would_be(cast):
    published(cast)
    (wanted,) = (row for row in computed_rows(cast.arcadia, as_of=today()) if row.key == "GCM10-9:5")
    kept = Score.objects.filter(place=cast.arcadia, key="GCM10-9:5")
    kept.delete()
    wanted.save()
    (saved,) = kept.values()
    kept.update(coverage=Fraction(1, 7), counts={}, turns_on=None, proxy=True)

    row = {field.attname: getattr(wanted, field.attname) for field in Score._meta.concrete_fields}
    write_scores(cast.arcadia, [row])

    (written,) = kept.values()
    assert written == saved


def test_correction_that_keeps_the_figure_is_what_the_mark_rests_on(cast):
    """Only its words are others: the sum is the same, and what was replaced is not what it is made of any more."""
    first = published(cast, figure(7_000, 2021, narrative="As first told."))
    before, logged = Score.objects.get(place_target=cast.place_target), MarkChange.objects.count()

    second = published(cast, figure(7_000, 2021, narrative="Told better."))

    after = Score.objects.get(place_target=cast.place_target)
    assert (before.used, after.used) == (first, second)
    assert (after.digest, after.share, after.mark) == (before.digest, before.share, before.mark)
    assert MarkChange.objects.count() == logged
