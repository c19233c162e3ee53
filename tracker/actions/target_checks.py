"""What is refused of a version: the entry checks of scoring, here and in every place, and what lies around them."""

from decimal import Decimal

from django.utils import timezone

from tracker.actions import target_words as words
from tracker.actions.target_words import REFUSAL_WORDS, TargetFault
from tracker.models import PlaceTargetVersion, Target, TargetVersion
from tracker.scoring import Better, ChangeIn, Kind, Path, Refusal, check_target
from tracker.selectors.baselines import measured_in

WITH_A_GOAL = (Kind.LEVEL, Kind.SHARE)
WITHOUT_DIRECTION = (Kind.MILESTONES, Kind.YES_NO)


def faults_in_target(version: TargetVersion, *, change_in: ChangeIn | None = None) -> list[TargetFault]:
    """What is wrong with a wording, by itself and in every place that has a baseline of its own."""
    faults = _faults(version, None, version.target, change_in=change_in) or _stray(version)
    if faults or version.target.pk is None:
        return faults
    for place_version in measured_in(version.target, day=version.in_force_from):
        found = _faults(version, place_version, version.target, change_in=change_in)
        faults += [TargetFault(one.field, one.message, place_version.place_target.place) for one in found]
    return faults


def faults_in_local(version: PlaceTargetVersion, wording: TargetVersion | None) -> list[TargetFault]:
    """What is wrong with a baseline, a goal of the place, or with why a target does not apply there.

    `wording` is that of the target on the day on which the version comes into force.
    """
    faults = _unpaired(version)
    if faults or wording is None:
        return faults
    # What a stored change is counted in was settled when it was stored.
    found = _faults(wording, version, wording.target, change_in=ChangeIn.PER_CENT)
    return found or _goal_of_place(version, wording)


def backdated(version: TargetVersion | PlaceTargetVersion) -> list[TargetFault]:
    """A change may not reach back: what a mark said on a day that has passed stays what it said."""
    if version.number == 1 or version.in_force_from >= timezone.localdate():
        return []
    return [TargetFault(*words.BACKDATED)]


def _faults(
    version: TargetVersion,
    place_version: PlaceTargetVersion | None,
    target: Target,
    *,
    change_in: ChangeIn | None = None,
) -> list[TargetFault]:
    spec = version.spec(place_version, baseline_on=target.horizon.baseline_on, assessable=True)
    percent = version.unit.startswith("%")
    # A place without a baseline is not assessable there; that is no fault of the wording.
    refused = check_target(spec, unit_is_percent=percent, change_in=change_in, needs_baseline=False)
    if Refusal.PER_CENT_OR_POINTS in refused:
        # The change that has to be settled first is what stands for the goal.
        refused = [one for one in refused if one is not Refusal.GOAL_MISSING]
    return [TargetFault(*REFUSAL_WORDS[one]) for one in refused]


def _stray(version: TargetVersion) -> list[TargetFault]:
    """What was typed and has no meaning for this kind: a reader would take it for part of the target."""
    kind = Kind(version.kind)
    strays = {
        words.STRAY_GOAL: version.goal is not None and kind not in WITH_A_GOAL,
        words.STRAY_CHANGE: version.change is not None and kind is not Kind.RELATIVE_CHANGE,
        words.STRAY_BETTER: version.better != "" and kind in WITHOUT_DIRECTION,
        words.STRAY_STEPS: bool(version.steps) and version.path != Path.STEPS,
        words.STRAY_MILESTONES: bool(version.milestones) and kind is not Kind.MILESTONES,
    }
    return [TargetFault(*said) for said, applies in strays.items() if applies]


def _unpaired(version: PlaceTargetVersion) -> list[TargetFault]:
    """What must come in pairs: a baseline and its date, not applying and why."""
    baseline, on = version.baseline is not None, version.baseline_on is not None
    found = {
        words.BASELINE_WITHOUT_DATE: baseline and not on,
        words.DATE_WITHOUT_BASELINE: on and not baseline,
        words.WHY_NOT_MISSING: not version.applies and not version.why_not,
        words.STRAY_WHY_NOT: version.applies and version.why_not != "",
    }
    return [TargetFault(*said) for said, applies in found.items() if applies]


def _goal_of_place(version: PlaceTargetVersion, wording: TargetVersion) -> list[TargetFault]:
    """A goal of the place's own is stricter than everybody's, or it would ease the target where it hurts."""
    if version.goal is None:
        return []
    if wording.kind not in WITH_A_GOAL:
        return [TargetFault(*words.GOAL_TAKES_NO_PLACE)]
    if wording.goal is None or not _is_easier(version.goal, wording.goal, wording.better):
        return []
    return [TargetFault(*words.GOAL_IS_EASIER)]


def _is_easier(goal: Decimal, than: Decimal, better: str) -> bool:
    return goal > than if better == Better.LOWER else goal < than
