"""What is said where a version of a target is refused: the field it concerns, and the words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.models import Place
from tracker.scoring import Refusal

Words = tuple[str, str | Promise]


@dataclass(frozen=True)
class TargetFault:
    """What is wrong with a version: the field, the words, and the place where it shows (None: everywhere)."""

    field: str
    message: str | Promise
    place: Place | None = None


class BadTarget(Exception):
    """The version breaks an entry rule of scoring; nothing was stored."""

    def __init__(self, faults: list[TargetFault]) -> None:
        super().__init__("; ".join(f"{fault.field}: {fault.message}" for fault in faults))
        self.faults = faults


REFUSAL_WORDS: dict[Refusal, Words] = {
    Refusal.DUE_NOT_AFTER_BASELINE: ("due_on", _("The due date must lie after the baseline date.")),
    Refusal.BASELINE_MISSING: ("baseline", _("This kind of target needs a baseline.")),
    Refusal.GOAL_MISSING: ("goal", _("Enter the figure to reach.")),
    Refusal.CHANGE_MISSING: (
        "change",
        _("Enter the change, in per cent of the baseline: -60 for 60 % less."),
    ),
    Refusal.BETTER_MISSING: ("better", _("Say which way is better.")),
    Refusal.CHANGE_OF_ZERO: (
        "change",
        _("A change in per cent of a baseline of zero means nothing: enter a level."),
    ),
    Refusal.GOAL_IS_BASELINE: (
        "goal",
        _("The goal is the baseline: choose “stay no worse than the baseline”."),
    ),
    Refusal.GOAL_ON_WRONG_SIDE: (
        "goal",
        _("The goal lies on the wrong side of the baseline for what is better."),
    ),
    Refusal.SHARE_OUT_OF_RANGE: ("goal", _("A share lies between 0 and 100.")),
    Refusal.PER_CENT_OR_POINTS: (
        "change_in",
        _("Say whether this change is in per cent of the baseline or in percentage points."),
    ),
    Refusal.TOLERANCE_OUT_OF_RANGE: ("tolerance", _("Enter a share from 0 to less than 1, such as 0.02.")),
    Refusal.GRACE_BELOW_ZERO: ("grace_months", _("Enter how many months, 0 or more.")),
    Refusal.STEPS_MISSING: ("steps", _("A path through steps needs at least one step.")),
    Refusal.STEPS_OUTSIDE_TIME: (
        "steps",
        _("Each step needs a date of its own, in order, between the baseline and the due date."),
    ),
    Refusal.STEPS_TURN_BACK: ("steps", _("The steps must lead to the goal without turning back.")),
    Refusal.MILESTONES_MISSING: ("milestones", _("Enter at least one step to reach.")),
    Refusal.MILESTONE_TWICE: ("milestones", _("Each step needs a code of its own.")),
    Refusal.MILESTONE_WITHOUT_WEIGHT: ("milestones", _("Each step weighs at least 1.")),
}

# What the entry checks of scoring cannot see, since it lies between the form and what is stored.
BACKDATED: Words = (
    "in_force_from",
    _("A change holds from today or a later day, never from an earlier one."),
)
POINTS_DIFFER: Words = (
    "change_in",
    _(
        "In percentage points each place would need a goal of its own, since their baselines differ. "
        "Choose per cent of the baseline, or enter the share to reach."
    ),
)
POINTS_WITHOUT_BASELINE: Words = (
    "change_in",
    _("Percentage points are counted from a baseline, and no place has one yet. Enter the share to reach."),
)
HAS_A_TARGET: Words = (
    "horizon",
    _("This commitment has a target for this horizon already: change that one."),
)
HORIZON_GONE: Words = ("horizon", _("This horizon was deleted just now: choose another."))
STRAY_GOAL: Words = ("goal", _("Leave this empty: this kind of target has no figure to reach."))
STRAY_CHANGE: Words = ("change", _("Leave this empty: this kind of target is no change in per cent."))
STRAY_BETTER: Words = ("better", _("Leave this open: this kind of target has no direction."))
STRAY_STEPS: Words = (
    "steps",
    _("Choose the path through graduated steps, or take these steps out: a straight line has none."),
)
STRAY_MILESTONES: Words = ("milestones", _("Take these out: only “reach the steps” has steps to reach."))
BASELINE_WITHOUT_DATE: Words = ("baseline_on", _("Enter the date that the baseline is about."))
DATE_WITHOUT_BASELINE: Words = ("baseline", _("Enter the baseline itself, or take its date out."))
WHY_NOT_MISSING: Words = ("why_not", _("Say why the target does not apply here."))
STRAY_WHY_NOT: Words = ("why_not", _("Leave this empty: the target applies here."))
GOAL_TAKES_NO_PLACE: Words = (
    "goal",
    _("Leave this empty: only a level or a share can be set stricter in a place."),
)
GOAL_IS_EASIER: Words = (
    "goal",
    _("A place may set itself a stricter goal than all the others, never an easier one."),
)
