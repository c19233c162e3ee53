"""Horizons are added; one that a target uses is settled, whoever asks."""

from datetime import date

import pytest

from tests.actions.desk_acts import DATES
from tests.actions.test_races import at_once, won
from tests.cast import DUE, make_cast
from tracker.actions.horizons import BadHorizon, add_horizon, change_horizon, delete_horizon
from tracker.actions.new_targets import add_target
from tracker.actions.target_words import BadTarget
from tracker.actions.wordings import Wording
from tracker.models import Horizon, Target
from tracker.permissions import Refused
from tracker.scoring import Kind

YES_NO = Wording(title="A procedure is in place", kind=Kind.YES_NO, due_on=DUE[12])


def stored():
    return list(Horizon.objects.values("years", "baseline_on", "due_on", "added_on"))


def test_horizons_stand_by_their_dates_and_not_by_their_years(cast):
    add_horizon(**DATES, by=cast.administrator)

    assert [(one.years, one.due_on.year) for one in Horizon.objects.all()] == [
        (2, 2020),
        (5, 2023),
        (12, 2030),
        (3, 2033),
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"due_on": date(2030, 12, 31)}, "due_on"),
        ({"due_on": date(2023, 6, 30), "baseline_on": date(2020, 6, 30)}, "due_on"),
        ({"years": 5}, "years"),
        ({"years": 0}, "years"),
        ({"years": 51, "due_on": date(2081, 12, 31)}, "years"),
    ],
)
def test_horizon_that_cannot_be_is_not_stored(cast, changes, field):
    before = stored()

    with pytest.raises(BadHorizon) as bad:
        add_horizon(**{**DATES, **changes}, by=cast.administrator)

    assert field in [fault.field for fault in bad.value.faults]
    assert stored() == before


def test_used_horizon_is_neither_changed_nor_deleted(cast):
    used, before = cast.place_target.target.horizon, stored()

    with pytest.raises(Refused):
        change_horizon(used, **DATES, by=cast.administrator)
    with pytest.raises(Refused):
        delete_horizon(used, by=cast.administrator)

    assert stored() == before
    # The control: another, that no target uses.
    delete_horizon(Horizon.objects.get(years=12), by=cast.administrator)
    assert [one["years"] for one in stored()] == [2, 5]


def test_target_by_a_horizon_that_is_gone_is_refused(cast):
    gone = Horizon.objects.get(years=12)
    delete_horizon(Horizon.objects.get(years=12), by=cast.administrator)

    with pytest.raises(BadTarget):
        add_target(cast.commitment, gone, YES_NO, by=cast.administrator, reason="Agreed.")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_target_and_change_of_its_horizon_at_the_same_instant():
    """Whoever comes first wins: a target is never set by a horizon that is changed under it."""
    cast = make_cast()
    horizon, by = Horizon.objects.get(years=12), cast.administrator

    target, deleted = at_once(
        lambda: add_target(cast.commitment, horizon, YES_NO, by=by, reason="Agreed."),
        lambda: delete_horizon(horizon, by=by),
    )

    there = Horizon.objects.filter(years=12).exists()
    assert there is Target.objects.filter(horizon__years=12).exists()
    assert {type(one) for one in (target, deleted)} in ({Target, Refused}, {BadTarget, type(None)})
    assert len(won([target, deleted])) == 1
