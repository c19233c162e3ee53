"""Whether a commitment can be followed, from what is stored."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.cast import DUE, LEVEL, apply_target, make_commitment, make_indicator, make_target
from tracker.actions.targets import Local, revise_place
from tracker.actions.wordings import Wording
from tracker.models import Commitment
from tracker.scoring import Kind
from tracker.selectors.followable import Extent, followable

YES, PARTLY, NO = Extent.YES, Extent.PARTLY, Extent.NO
YES_NO = Wording(title="A procedure is in place", kind=Kind.YES_NO, due_on=DUE[2])
FIGURE = Wording(**LEVEL)
EARLY, LATE = date(2020, 6, 1), date(2040, 1, 1)


def check(commitment, today=EARLY):
    found = followable(Commitment.objects.get(pk=commitment.pk), today=today)
    return found.measured, found.dated, found.named, found.begun


@pytest.fixture
def commitment(cast):
    return make_commitment("GCM10-7", objective=cast.objective)


def test_commitment_without_anything_cannot_be_followed(commitment):
    assert check(commitment) == (NO, NO, NO, NO)


def test_indicator_alone_says_how_and_not_by_when(commitment):
    Commitment.objects.update(indicator=make_indicator())

    assert check(commitment) == (PARTLY, NO, YES, NO)


def test_target_of_yes_or_no_needs_neither_indicator_nor_baseline(commitment):
    make_target(commitment, 2, YES_NO)

    assert check(commitment) == (YES, YES, YES, YES)
    assert check(commitment, LATE) == (YES, PARTLY, YES, YES)


def test_figure_without_an_indicator_is_not_measured(commitment, cast):
    apply_target(make_target(commitment, 5, FIGURE), cast.arcadia, baseline=Decimal(10_000))
    assert check(commitment) == (NO, YES, NO, YES)

    make_target(commitment, 2, YES_NO)
    assert check(commitment) == (PARTLY, YES, NO, YES)


def test_baselines_are_counted_where_the_target_applies(commitment, cast):
    Commitment.objects.update(indicator=make_indicator())
    target = make_target(commitment, 5, FIGURE)
    with_it = apply_target(target, cast.arcadia, baseline=Decimal(10_000))
    without = apply_target(target, cast.borduria)
    found = followable(Commitment.objects.get(pk=commitment.pk), today=EARLY)
    assert (found.places, found.with_baseline, found.begun) == (2, 1, PARTLY)

    away = Local(applies=False, why_not="It has no coast.")
    version = revise_place(
        without, away, by=cast.administrator, reason="No coast.", from_on=timezone.localdate()
    )
    found = followable(Commitment.objects.get(pk=commitment.pk), today=version.in_force_from)
    assert (found.places, found.with_baseline, found.begun) == (1, 1, YES)

    with_it.versions.update(baseline=None, baseline_on=None)
    assert check(commitment)[3] is NO


def test_target_that_is_not_in_force_yet_says_nothing(commitment):
    target = make_target(commitment, 2, replace(YES_NO, due_on=DUE[2]))
    target.versions.update(in_force_from=date(2030, 1, 1))

    assert check(commitment) == (NO, NO, NO, NO)
