"""The closed lists of the product, each with the words a reader sees."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
    COORDINATE = "coordinate", _("Seat members and share out the work")


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
    DECIDED = "decided", _("Decided, to be published")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Replaced by a newer report")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Step(models.TextChoices):
    """What one does to a report."""

    SUBMIT = "submit", _("Submit")
    PUBLISH = "publish", _("Publish")
    DECIDE = "decide", _("Decide to publish")
    RELEASE = "release", _("Release")
    SEND_BACK = "send_back", _("Send back")
    SUPERSEDE = "supersede", _("Replace")
    TAKE_BACK = "take_back", _("Take back")
    WITHDRAW = "withdraw", _("Withdraw")


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


class Fault(models.TextChoices):
    """Why a score that is stored is not shown. Nothing is told in its place: no guess, and no zero."""

    UNREADABLE = "unreadable", _("Cannot be shown: what is stored of it cannot be read.")
    OTHER_METHOD = "other_method", _("Cannot be shown: another version of the method made it.")
    DISAGREES = "disagrees", _("Cannot be shown: it is not what its parts come to.")
    HELD = "held", _("Held: this mark could not be computed; an administrator has been told.")


class Likeness(models.TextChoices):
    """What can be compared with each other: like with like, and what is made up with what is made up."""

    STATE = "state", _("States")
    REGION = "region", _("Regions and sub-regions")
    LOCAL = "local", _("Local authorities")
    MADE_UP = "made_up", _("Fictional States")
    MADE_UP_LOCAL = "made_up_local", _("Fictional local authorities")
    PROCESS = "process", _("Processes")


class Misfit(models.TextChoices):
    """Why what was chosen to be compared cannot be."""

    UNKNOWN = "unknown", _("There is no such choice. Choose one of the list.")
    TWICE = "twice", _("This was chosen twice. Choose another, or leave it empty.")
    OTHER_KIND = (
        "other_kind",
        _("This is of another kind than the first. Choose like ones: States, regions, or processes."),
    )
    TOO_MANY = "too_many", _("Four can be compared at most. Leave one empty.")


class Gap(models.TextChoices):
    """Why a part of a roll-up has nothing to score, or is not counted at all."""

    NOT_APPLICABLE = "not_applicable", _("Does not apply: it is counted nowhere and weighs nothing.")
    NOT_ASSESSABLE = "not_assessable", _("Not assessable: there is no baseline, or nobody can verify it.")
    WITHHELD = "withheld", _("Withheld: it is known, and cannot be published safely.")
    NO_DATA = "no_data", _("The answer was that there are no data.")
    SILENT = "silent", _("Nothing was reported that can be scored.")
    NOTHING_KNOWN = "nothing_known", _("Nothing below it is known.")
    IN_PART = "in_part", _("Known in part: it counts by what is known of it.")
    HELD = "held", _("Held: the sum still has what was last computed of it.")
    UNREADABLE = "unreadable", _("What is stored of it cannot be used.")


class Gathering(models.TextChoices):
    """What a roll-up is made from."""

    STATES = "states", _("The States' targets, each with the same weight.")
    HORIZONS = "horizons", _("The targets by each date, each by its weight.")
    COMMITMENTS = "commitments", _("The commitments under the objective, each by its priority weight.")
    OBJECTIVES = "objectives", _("The objectives, each with the same weight.")


class Language(models.TextChoices):
    """The languages that names are kept in: the six of the United Nations."""

    ARABIC = "ar", _("Arabic")
    CHINESE = "zh", _("Chinese")
    ENGLISH = "en", _("English")
    FRENCH = "fr", _("French")
    RUSSIAN = "ru", _("Russian")
    SPANISH = "es", _("Spanish")


class Versioned(models.TextChoices):
    """A noun whose every change is a version."""

    COMMITMENT = "commitment", _("Commitment")
    TARGET = "target", _("Target")
    PLACE_TARGET = "place_target", _("Target of a place")


class ChangeReason(models.TextChoices):
    """Why a mark differs between two days, the first that fits; between editions, not every one is told apart."""

    METHOD = "method", _("Another version of the method")
    TARGET = "target", _("The target was revised, added or retired")
    DISPUTE = "dispute", _("A dispute was decided")
    CORRECTION = "correction", _("A report was corrected")
    WITHDRAWAL = "withdrawal", _("A report was withdrawn")
    NEW_DATA = "new_data", _("New data")
    TIME = "time", _("A due date passed")
    MEMBERSHIP = "membership", _("A membership changed")
    BELOW = "below", _("A mark below it changed")
    UNEXPLAINED = "unexplained", _("Nothing on record explains it")


class InvitedTo(models.TextChoices):
    """What somebody is invited to."""

    SEAT = "seat", _("A seat on a committee")
    FOCAL_POINT = "focal_point", _("A State’s focal point")
    DESK = "desk", _("The administrators’ desk")
    ACCOUNT = "account", _("An account without a seat")
