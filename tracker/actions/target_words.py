"""What is said where a version of a target is refused: the field it concerns, and the words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.scoring import Refusal

REFUSAL_WORDS: dict[Refusal, tuple[str, str | Promise]] = {
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
