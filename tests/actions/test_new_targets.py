"""Giving a commitment a target it has not had."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.cast import DUE, LEVEL, make_commitment, make_horizon, make_place, make_target
from tests.recorded import recorded
from tracker.actions.new_targets import add_target
from tracker.actions.target_words import BadTarget
from tracker.actions.wordings import Wording, wording_of
from tracker.enums import PlaceKind, Scope
from tracker.models import PlaceTarget, Score, Target, TargetVersion
from tracker.scoring import Better, ChangeIn, Kind
from tracker.selectors.place_grid import places_of

SHARE = Wording(
    title="30 %", kind=Kind.SHARE, better=Better.LOWER, goal=Decimal(30), unit="% of all", due_on=DUE[2]
)


def add(cast, wording=None, *, commitment=None, years=2, **more):
    return add_target(
        commitment or cast.commitment,
        make_horizon(years),
        wording or Wording(**{**LEVEL, "due_on": DUE[2]}),
        by=cast.administrator,
        reason="Asked for by the forum.",
        **more,
    )


def test_target_is_added_with_its_first_version_in_every_state(cast):
    make_place("fiction", fictional=True)
    make_place("town", PlaceKind.LOCAL, parent=cast.arcadia)

    target = add(cast)

    version = target.versions.get()
    assert wording_of(version) == Wording(**{**LEVEL, "due_on": DUE[2]})
    assert (version.number, version.in_force_from, version.author, version.reason) == (
        1,
        timezone.localdate(),
        cast.administrator,
        "Asked for by the forum.",
    )
    assert {one.place for one in target.place_targets.all()} == {cast.arcadia, cast.borduria}
    assert recorded() == [("target.added", "GCM10-9:2", cast.administrator)]
    marks = Score.objects.filter(place_target__target=target).values_list("status", flat=True)
    assert set(marks) == {"no_data"}


def test_target_of_the_world_is_added_to_the_world(cast):
    commitment = make_commitment("GCM10-8", objective=cast.objective, scope=Scope.WORLD)

    target = add(cast, commitment=commitment)

    assert [one.place for one in target.place_targets.all()] == [cast.world]


@pytest.mark.parametrize("scope", Scope)
def test_fictional_places_get_no_target(cast, scope):
    make_place("fiction", fictional=True)

    assert not places_of(scope).filter(fictional=True).exists()


def test_second_target_for_a_horizon_is_refused(cast):
    with pytest.raises(BadTarget) as refused:
        add(cast, years=5)

    assert [fault.field for fault in refused.value.faults] == ["horizon"]
    assert Target.objects.count() == 1


BAD = [
    ({"goal": None}, None, ["goal"]),
    ({"due_on": DUE[2].replace(year=2017)}, None, ["due_on"]),
    ({"goal": Decimal(-60)}, None, ["change_in"]),
    ({"goal": Decimal(-60)}, ChangeIn.POINTS, ["change_in"]),
    ({"goal": Decimal(101)}, None, ["goal"]),
]


@pytest.mark.parametrize(("changes", "change_in", "fields"), BAD)
def test_bad_wording_stores_nothing(cast, changes, change_in, fields):
    before = Target.objects.count(), TargetVersion.objects.count(), PlaceTarget.objects.count()

    with pytest.raises(BadTarget) as refused:
        add(cast, replace(SHARE, **changes), change_in=change_in)

    assert [fault.field for fault in refused.value.faults] == fields
    assert (Target.objects.count(), TargetVersion.objects.count(), PlaceTarget.objects.count()) == before


def test_change_in_per_cent_of_a_share_needs_no_baseline(cast):
    target = add(cast, replace(SHARE, goal=Decimal(-60)), change_in=ChangeIn.PER_CENT)

    version = target.versions.get()
    assert (version.kind, version.goal, version.change) == ("relative_change", None, -60)


def test_other_targets_keep_their_places(cast):
    other = make_target(cast.commitment, 12, Wording(**LEVEL))

    add(cast)

    assert other.place_targets.count() == 0
    assert cast.place_target.target.place_targets.count() == 2
