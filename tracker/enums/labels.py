"""The words for the lists that belong to scoring, which knows no Django, and for those that hang on them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.scoring import (
    Answer,
    Because,
    Better,
    ChangeIn,
    Grade,
    Kind,
    LeftOutReason,
    Mark,
    NoProjection,
    Path,
    Status,
    Verdict,
)

Member = TypeVar("Member", bound=StrEnum)


def choices_of(labels: Mapping[Member, Promise]) -> list[tuple[str, Promise]]:
    """A field's choices from a table of labels: the members' values beside their words."""
    return [(member.value, label) for member, label in labels.items()]


KIND_LABELS: dict[Kind, Promise] = {
    Kind.LEVEL: _("Reach a level"),
    Kind.RELATIVE_CHANGE: _("Change by a percentage of the baseline"),
    Kind.SHARE: _("Reach a share, in per cent"),
    Kind.IMPROVE: _("Do better than the baseline"),
    Kind.MAINTAIN: _("Stay no worse than the baseline"),
    Kind.MILESTONES: _("Reach the steps"),
    Kind.YES_NO: _("Yes or no"),
}
BETTER_LABELS: dict[Better, Promise] = {
    Better.LOWER: _("Lower is better"),
    Better.HIGHER: _("Higher is better"),
}
PATH_LABELS: dict[Path, Promise] = {
    Path.LINEAR: _("A straight line"),
    Path.STEPS: _("Through graduated steps"),
}
CHANGE_IN_LABELS: dict[ChangeIn, Promise] = {
    ChangeIn.PER_CENT: _("Per cent of the baseline: -60 on 70 % gives 28 %"),
    ChangeIn.POINTS: _("Percentage points: -60 on 70 % gives 10 %"),
}
ANSWER_LABELS: dict[Answer, Promise] = {
    Answer.FIGURE: _("A figure"),
    Answer.STEPS: _("Steps reached"),
    Answer.YES: _("Yes, it is so"),
    Answer.NO: _("No, it is not so"),
    Answer.NO_PROGRESS: _("No progress since the last report"),
    Answer.NO_DATA: _("There are no data"),
    Answer.NOT_APPLICABLE: _("It does not apply here"),
    Answer.CONFIDENTIAL: _("We know, but cannot publish it safely"),
}
GRADE_LABELS: dict[Grade, Promise] = {
    Grade.A: _("A: independent official or audited figure"),
    Grade.B: _("B: official self-report with a document"),
    Grade.C: _("C: two independent sources that are not official"),
    Grade.D: _("D: one source that is not official"),
}
STATUS_LABELS: dict[Status, Promise] = {
    Status.NOT_APPLICABLE: _("Does not apply"),
    Status.NOT_ASSESSABLE: _("Not assessable"),
    Status.NO_DATA: _("No data"),
    Status.MET: _("Met"),
    Status.MET_NOT_SUSTAINED: _("Met, not sustained"),
    Status.MET_LATE: _("Met late"),
    Status.MISSED: _("Missed"),
    Status.AWAITING_END_LINE: _("Awaiting end-line data"),
    Status.OVERDUE: _("Overdue"),
    Status.MOVING_BACKWARDS: _("Moving backwards"),
    Status.NO_CHANGE: _("No change"),
    Status.TOO_EARLY: _("Too early to say"),
    Status.ON_PACE: _("On pace"),
    Status.BEHIND_PACE: _("Behind pace"),
    Status.FAR_BEHIND: _("Far behind"),
    Status.HELD: _("Held"),
    Status.BREACHED: _("Breached"),
    Status.NOT_MET: _("Not met yet"),
}
MARK_LABELS: dict[Mark, Promise] = {
    Mark.MET: _("Met"),
    Mark.IN_PART: _("Met in part"),
    Mark.NOT_MET: _("Not met"),
    Mark.BACKWARDS: _("Moving backwards"),
    Mark.NO_EVIDENCE: _("No evidence"),
    Mark.NOT_APPLICABLE: _("Does not apply"),
}
STATUS_MEANINGS: dict[Status, Promise] = {
    Status.NOT_APPLICABLE: _("The target does not apply to this place, and is left out of every count."),
    Status.NOT_ASSESSABLE: _(
        "Nothing allows a fair judgement: there is no baseline, or nobody can verify it."
    ),
    Status.NO_DATA: _("Nothing was reported. That is not a no, and never counts as zero."),
    Status.MET: _("The goal was reached in time, and the latest figure still reaches it."),
    Status.MET_NOT_SUSTAINED: _("The goal was reached in time, but the latest figure no longer reaches it."),
    Status.MET_LATE: _("The goal was reached after the due date."),
    Status.MISSED: _("The due date has passed and the goal is not reached."),
    Status.AWAITING_END_LINE: _("The due date has passed; the figure for it is not in yet."),
    Status.OVERDUE: _("The due date passed long ago, and the figure for it never came."),
    Status.MOVING_BACKWARDS: _("The latest figure is worse than where it began."),
    Status.NO_CHANGE: _("The latest figure is about where it began."),
    Status.TOO_EARLY: _("Less than a tenth of the time had gone by at the latest figure."),
    Status.ON_PACE: _("The latest figure is where it should be by its date, or further."),
    Status.BEHIND_PACE: _("The latest figure is behind the path to the goal."),
    Status.FAR_BEHIND: _("The latest figure is far behind the path to the goal."),
    Status.HELD: _("The figure is no worse than where it began."),
    Status.BREACHED: _("The figure is worse than where it began."),
    Status.NOT_MET: _("It is not so yet, and there is still time."),
}
LEFT_OUT_LABELS: dict[LeftOutReason, Promise] = {
    LeftOutReason.NOT_PUBLISHED_YET: _("not published by this date"),
    LeftOutReason.WITHDRAWN: _("replaced or withdrawn"),
    LeftOutReason.NOT_AN_OBSERVATION: _("says why there is no figure"),
    LeftOutReason.BEFORE_BASELINE: _("about the date of the baseline or a time before it"),
    LeftOutReason.ANOTHER_COUNTS: _("another figure for the same date counts"),
    LeftOutReason.NO_BASELINE: _("no baseline to measure it from"),
    LeftOutReason.NOTHING_TO_CARRY: _("no earlier figure to carry on"),
    LeftOutReason.NOT_SCORED: _("the target does not apply here, or nobody can verify it"),
}
VERDICT_LABELS: dict[Verdict, Promise] = {
    Verdict.LIKELY_MET: _("likely met"),
    Verdict.UNCERTAIN: _("uncertain"),
    Verdict.LIKELY_MISSED: _("likely missed"),
}
NO_PROJECTION_LABELS: dict[NoProjection, Promise] = {
    NoProjection.NO_GOAL: _(
        "Nothing is projected: a line needs a figure to begin from and one to arrive at."
    ),
    NoProjection.PAST: _(
        "Nothing is projected: the date has passed, and what was reported says how it ended."
    ),
    NoProjection.FEW: _("Nothing is projected: that takes three figures, the baseline among them."),
    NoProjection.SHORT: _("Nothing is projected: the figures span less than two years."),
    NoProjection.REACHED_DUE: _("Nothing is projected: the last figure is about the due date itself."),
}
BECAUSE_LABELS: dict[Because, Promise] = {
    Because.NOTHING_APPLIES: _("No part applies, so the whole does not."),
    Because.ONE_APPLIES: _("Only one part applies, and it lends the whole its own mark."),
    Because.TOO_LITTLE_KNOWN: _("Too little is known for a mark: that is no evidence, not a no."),
    Because.ALL_BACKWARDS: _("All that is known moves backwards, so the whole does."),
    Because.ALL_MET: _("All that is known is met, and the score is 100."),
    Because.A_QUARTER: _("From a score of 25 on the whole is met in part."),
    Because.LESS: _("Below a score of 25 the whole is not met."),
}
# The words of every closed list of scoring that a reader meets.
WORDS: dict[type[StrEnum], Mapping[Any, Promise]] = {
    Kind: KIND_LABELS,
    Better: BETTER_LABELS,
    Path: PATH_LABELS,
    Answer: ANSWER_LABELS,
    Grade: GRADE_LABELS,
    Status: STATUS_LABELS,
    Mark: MARK_LABELS,
    LeftOutReason: LEFT_OUT_LABELS,
    Verdict: VERDICT_LABELS,
    NoProjection: NO_PROJECTION_LABELS,
    Because: BECAUSE_LABELS,
}


def word_of(member: StrEnum) -> Promise:
    """A member of a closed list in words."""
    return WORDS[type(member)][member]
