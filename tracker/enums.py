"""The closed lists of the product, and the words a reader sees for them.

The lists that decide a mark belong to scoring, which knows no Django; here they get their labels.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.scoring import Answer, Better, Grade, Kind, LeftOutReason, Mark, Path, Status, Verdict

Member = TypeVar("Member", bound=StrEnum)


def choices_of(labels: Mapping[Member, Promise]) -> list[tuple[str, Promise]]:
    """A field's choices from a table of labels: the members' values beside their words."""
    return [(member.value, label) for member, label in labels.items()]


class PlaceKind(models.TextChoices):
    """How far up a place stands; a parent always stands higher."""

    WORLD = "world", _("World")
    REGION = "region", _("Region")
    SUBREGION = "subregion", _("Sub-region")
    COUNTRY = "country", _("State")
    LOCAL = "local", _("Local authority")


class UnStatus(models.TextChoices):
    """How a State takes part in the United Nations."""

    MEMBER = "member", _("UN member State")
    OBSERVER = "observer", _("UN observer State")


class DriverLevel(models.TextChoices):
    """The level at which a driver of migration works."""

    MACRO = "macro", _("Macro")
    MESO = "meso", _("Meso")
    MICRO = "micro", _("Micro")


class Scope(models.TextChoices):
    """Which places a commitment's targets apply to."""

    WORLD = "world", _("The world as a whole")
    EACH_STATE = "each_state", _("Each State")


class CommitmentStatus(models.TextChoices):
    """Where a commitment stands in its own life."""

    PROPOSED = "proposed", _("Proposed")
    ADOPTED = "adopted", _("Adopted")
    RETIRED = "retired", _("Retired")


class Origin(models.TextChoices):
    """Who first set a target."""

    STARTING_DOCUMENT = "starting_document", _("The starting document of 2017")
    FRAMEWORK = "framework", _("Another agreed framework")
    PROPOSED = "proposed", _("A proposal, for a committee to change")


class Direction(models.TextChoices):
    """Which way an indicator should move."""

    UP = "up", _("Higher is better")
    DOWN = "down", _("Lower is better")
    AMBIGUOUS = "ambiguous", _("Neither way is better by itself")


class SeatRole(models.TextChoices):
    """What the holder of a seat does on the committee."""

    REPORTER = "reporter", _("Reporter")
    REVIEWER = "reviewer", _("Reviewer")
    COORDINATOR = "coordinator", _("Coordinator")
    OBSERVER = "observer", _("Observer")


class Duty(models.TextChoices):
    """What a step of the workflow asks of the person who takes it."""

    REPORT = "report", _("Log progress")
    DECIDE = "decide", _("Decide on another member's report")


class ReportOrigin(models.TextChoices):
    """How a reading came here."""

    COMMITTEE = "committee", _("Logged by a committee")
    SERIES = "series", _("Taken from a published series")


class EvidenceKind(models.TextChoices):
    """What a piece of evidence is."""

    LINK = "link", _("A page anyone can open")
    SOURCE = "source", _("A source without a public address")


class ReportState(models.TextChoices):
    """Where a report stands in its workflow."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for review")
    RETURNED = "returned", _("Sent back")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Replaced by a newer report")


class Step(models.TextChoices):
    """What one does to a report."""

    SUBMIT = "submit", _("Submit")
    PUBLISH = "publish", _("Publish")
    SEND_BACK = "send_back", _("Send back")
    SUPERSEDE = "supersede", _("Replace")


class Cause(models.TextChoices):
    """Why a score must be computed anew."""

    REPORT = "report", _("A report was published or replaced")
    TARGET = "target", _("A target or a baseline was revised")
    COMMITMENT = "commitment", _("A commitment was revised")
    MEMBERSHIP = "membership", _("A membership changed")
    DAY = "day", _("A date has passed")
    LOADING = "loading", _("Data were loaded")
    BELOW = "below", _("A score below it changed")
    REPAIR = "repair", _("A stored score could not be read")


class Subject(models.TextChoices):
    """What a stored score is about."""

    COMMITMENT = "commitment", _("Commitment")
    OBJECTIVE = "objective", _("Objective")
    PLACE = "place", _("Place")


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
}


def word_of(member: StrEnum) -> Promise:
    """A member of a closed list in words."""
    return WORDS[type(member)][member]
