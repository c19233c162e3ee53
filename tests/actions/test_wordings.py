"""What a change typed into a target in per cent means, once it was said."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.cast import DUE
from tracker.actions.target_words import BadTarget
from tracker.actions.wordings import Wording, columns_of, meant, wording_of
from tracker.models import TargetVersion
from tracker.scoring import Better, ChangeIn, Kind

SHARE = Wording(
    title="A share",
    kind=Kind.SHARE,
    better=Better.LOWER,
    goal=Decimal(-60),
    unit="% of births",
    due_on=DUE[5],
)
AS_CHANGE = replace(SHARE, kind=Kind.RELATIVE_CHANGE, goal=None, change=Decimal(-60))
AS_SHARE = replace(SHARE, goal=Decimal(10))
BASELINE = [Decimal(70)]

TYPED = [SHARE, replace(SHARE, goal=None, change=Decimal(-60)), AS_CHANGE]


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize(("change_in", "kept"), [(ChangeIn.PER_CENT, AS_CHANGE), (ChangeIn.POINTS, AS_SHARE)])
def test_change_of_a_share_is_kept_as_it_was_meant(typed, change_in, kept):
    assert meant(typed, change_in=change_in, baselines=BASELINE) == kept


@pytest.mark.parametrize("typed", TYPED)
def test_change_of_which_nothing_was_said_is_kept_for_the_entry_check(typed):
    assert meant(typed, change_in=None, baselines=BASELINE) == typed


@pytest.mark.parametrize("change_in", [None, *ChangeIn])
@pytest.mark.parametrize(
    "wording",
    [
        replace(SHARE, goal=Decimal(40)),
        replace(AS_CHANGE, unit="persons"),
        replace(SHARE, kind=Kind.LEVEL),
        replace(SHARE, kind=Kind.YES_NO, goal=None),
    ],
)
def test_what_is_no_change_of_a_share_stays(wording, change_in):
    assert meant(wording, change_in=change_in, baselines=BASELINE) == wording


@pytest.mark.parametrize("baselines", [[], [Decimal(70), Decimal(80)]])
def test_points_need_one_baseline(baselines):
    with pytest.raises(BadTarget) as refused:
        meant(SHARE, change_in=ChangeIn.POINTS, baselines=baselines)

    assert [fault.field for fault in refused.value.faults] == ["change_in"]


def test_places_with_the_same_baseline_have_one_goal():
    assert meant(SHARE, change_in=ChangeIn.POINTS, baselines=BASELINE * 3) == AS_SHARE


def test_wording_survives_its_columns():
    version = TargetVersion(**columns_of(AS_CHANGE))

    assert wording_of(version) == AS_CHANGE
