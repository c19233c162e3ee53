"""A version is checked before it is stored, by the form and by the act alike."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.cast import DUE, apply_target, make_target
from tracker.actions.target_words import BadTarget
from tracker.actions.targets import Local, drafted, local_of, revise, revise_place
from tracker.actions.versions import Overtaken
from tracker.actions.wordings import Wording, wording_of
from tracker.models import PlaceTargetVersion, TargetVersion
from tracker.scoring import Better, ChangeIn, Kind


@pytest.fixture
def wording(cast):
    return wording_of(cast.place_target.target.versions.get())


@pytest.fixture
def local(cast):
    return local_of(cast.place_target.versions.get())


def reworded(cast, wording, **more):
    return revise(
        cast.place_target.target,
        wording,
        by=cast.administrator,
        reason="Agreed.",
        from_on=timezone.localdate(),
        **more,
    )


def relocated(place_target, local, **more):
    return revise_place(place_target, local, by=None, reason="Agreed.", from_on=timezone.localdate(), **more)


def test_draft_is_the_version_that_is_stored_and_stores_nothing(cast, wording):
    wanted = replace(wording, goal=Decimal(3000))

    draft = drafted(cast.place_target.target, wanted, from_on=timezone.localdate())

    assert (draft.pk, draft.number, wording_of(draft)) == (None, 2, wanted)
    assert TargetVersion.objects.count() == 1


@pytest.mark.parametrize("after", [0, 2])
def test_version_made_from_an_old_page_is_refused(cast, wording, local, after):
    with pytest.raises(Overtaken):
        reworded(cast, replace(wording, goal=Decimal(3000)), after=after)
    with pytest.raises(Overtaken):
        relocated(cast.place_target, replace(local, note="A note."), after=after)

    assert TargetVersion.objects.count() == 1
    assert cast.place_target.versions.count() == 1


def test_version_made_from_the_latest_page_is_stored(cast, wording, local):
    version = reworded(cast, replace(wording, goal=Decimal(3000)), after=1)
    place_version = relocated(cast.place_target, replace(local, note="A note."), after=1)

    assert (version.number, place_version.number) == (2, 2)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"change": Decimal(-5)}, ["change"]),
        ({"steps": ({"on": "2020-12-31", "value": "8000"},)}, ["steps"]),
        ({"milestones": ({"code": "a", "title": "A", "weight": 1},)}, ["milestones"]),
        ({"kind": Kind.YES_NO}, ["goal", "better"]),
    ],
)
def test_what_has_no_meaning_for_the_kind_is_refused(cast, wording, changes, fields):
    with pytest.raises(BadTarget) as refused:
        reworded(cast, replace(wording, **changes))

    assert [fault.field for fault in refused.value.faults] == fields
    assert TargetVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"baseline": None}, ["baseline"]),
        ({"baseline_on": None}, ["baseline_on"]),
        ({"applies": False}, ["why_not"]),
        ({"why_not": "Because."}, ["why_not"]),
        ({"goal": Decimal(5000)}, ["goal"]),
    ],
)
def test_bad_baseline_is_refused(cast, local, changes, fields):
    with pytest.raises(BadTarget) as refused:
        relocated(cast.place_target, replace(local, **changes))

    assert [fault.field for fault in refused.value.faults] == fields
    assert cast.place_target.versions.count() == 1


@pytest.mark.parametrize(("better", "stricter", "easier"), [("lower", 20, 45), ("higher", 45, 20)])
def test_goal_of_a_place_is_stricter_or_the_same(cast, better, stricter, easier):
    goal, baseline = Decimal(40), Decimal(50 if better == "lower" else 10)
    wording = Wording(
        title="A share", kind=Kind.SHARE, better=Better(better), goal=goal, unit="% of all", due_on=DUE[2]
    )
    place_target = apply_target(make_target(cast.commitment, 2, wording), cast.arcadia, baseline=baseline)
    local = local_of(place_target.versions.get())

    relocated(place_target, replace(local, goal=Decimal(stricter)))
    relocated(place_target, replace(local, goal=goal))
    with pytest.raises(BadTarget):
        relocated(place_target, replace(local, goal=Decimal(easier)))

    kept = PlaceTargetVersion.objects.filter(place_target=place_target).order_by("number")
    assert [version.goal for version in kept] == [None, stricter, 40]


def test_goal_of_a_place_means_nothing_for_a_change(cast):
    wording = Wording(
        title="60 % less", kind=Kind.RELATIVE_CHANGE, better=Better.LOWER, change=Decimal(-60), due_on=DUE[2]
    )
    place_target = apply_target(make_target(cast.commitment, 2, wording), cast.arcadia, baseline=Decimal(9))

    with pytest.raises(BadTarget) as refused:
        relocated(
            place_target, Local(baseline=Decimal(9), baseline_on=DUE[2].replace(year=2018), goal=Decimal(1))
        )

    assert [fault.field for fault in refused.value.faults] == ["goal"]


def test_baseline_of_a_change_in_per_cent_can_be_revised(cast):
    wording = Wording(
        title="60 % less",
        kind=Kind.RELATIVE_CHANGE,
        better=Better.LOWER,
        change=Decimal(-60),
        unit="% of births",
        due_on=DUE[2],
    )
    place_target = apply_target(make_target(cast.commitment, 2, wording), cast.arcadia, baseline=Decimal(70))
    local = local_of(place_target.versions.get())

    version = relocated(place_target, replace(local, baseline=Decimal(80)))

    assert version.baseline == 80


def test_points_are_stored_as_the_share_they_lead_to(cast, wording):
    share = replace(wording, kind=Kind.SHARE, unit="% of births", goal=Decimal(70))
    target = make_target(cast.commitment, 2, share)
    apply_target(target, cast.arcadia, baseline=Decimal(80))

    version = revise(
        target,
        replace(share, goal=Decimal(-60)),
        by=cast.administrator,
        reason="Agreed.",
        from_on=timezone.localdate(),
        change_in=ChangeIn.POINTS,
    )

    assert (version.kind, version.goal, version.change) == (Kind.SHARE, 20, None)
