"""What is written down in the audit chain, and what is written to people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailKind(models.TextChoices):
    """What a mail is about; `tracker/mail` has the words of each. The list stands in no table: it may grow freely."""

    INVITATION = "invitation", _("Invitation")
    PASSWORD_RESET = "password_reset", _("Another password asked for")
    PASSWORD_CHANGED = "password_changed", _("Password changed")
    SECOND_FACTOR_CHANGED = "second_factor_changed", _("Second factor changed")
    NEW_DEVICE = "new_device", _("Signed in on a new device")
    UNCOORDINATED = "uncoordinated", _("A committee has no coordinator")
    REMINDER = "reminder", _("Targets that wait for you")
    UNLOCK_ASKED = "unlock_asked", _("A request waits for your decision")
    UNLOCK_DECIDED = "unlock_decided", _("Your request was decided")
    ENDORSEMENT = "endorsement", _("Endorsement to confirm")
    CHANGE_ASKED = "change_asked", _("A change waits for your decision")
    CHANGE_DECIDED = "change_decided", _("Your change was decided")
    TABLE = "table", _("A table was checked, stored or undone, or waits for a second administrator")
    DISPUTES_WAIT = "disputes_wait", _("Disputes that wait for your decision")
    DISPUTE_RECEIVED = "dispute_received", _("A dispute was received")
    DISPUTE_DECIDED = "dispute_decided", _("A dispute was decided")
    SUBSCRIPTION = "subscription", _("Subscription to confirm")
    WHAT_CHANGED = "what_changed", _("What changed, to subscribers")


class Act(models.TextChoices):
    """What is written down in the audit chain; an act that is not here cannot be recorded, and so not done."""

    DRAFT_BEGUN = "draft.begun", _("Report begun")
    DRAFT_FORGOTTEN = "draft.forgotten", _("Old draft deleted")
    REPORT_DRAFTED = "report.drafted", _("Report drafted")
    REPORT_REDRAFTED = "report.redrafted", _("Draft changed")
    REPORT_SUBMITTED = "report.submitted", _("Report submitted")
    REPORT_SENT_BACK = "report.sent_back", _("Report sent back")
    REPORT_DECIDED = "report.decided", _("Report decided, to be published")
    REPORT_PUBLISHED = "report.published", _("Report published")
    REPORT_SUPERSEDED = "report.superseded", _("Report replaced")
    FILE_RECEIVED = "file.received", _("File received")
    FILE_CLEANED = "file.cleaned", _("Clean copy of a file made")
    FILE_REFUSED = "file.refused", _("File refused")
    FILE_SET_ASIDE = "file.set_aside", _("File that could not be checked set aside")
    FILE_CONFIRMED = "file.confirmed", _("Copy of a file seen and confirmed")
    FILE_CARRIED = "file.carried", _("File taken over from what is corrected or replaced")
    FILE_REMOVED = "file.removed", _("File removed")
    FILE_REDACTED = "file.redacted", _("Published file with personal data taken out")
    ORIGINAL_DELETED = "file.original_deleted", _("Kept original of a file deleted")
    REPORT_TAKEN_BACK = "report.taken_back", _("Report taken back by its author")
    REPORT_UNNAMED = "report.unnamed", _("Report known by its region only")
    REPORT_WITHDRAWN = "report.withdrawn", _("Report withdrawn")
    REPLY_BEGUN = "reply.begun", _("Reply begun")
    REPLY_FORGOTTEN = "reply.forgotten", _("Old draft of a reply deleted")
    REPLY_GIVEN = "reply.given", _("Reply given")
    REPLY_REPLACED = "reply.replaced", _("Reply replaced")
    REPLY_WITHDRAWN = "reply.withdrawn", _("Reply withdrawn")
    REPLY_REDACTED = "reply.redacted", _("Personal data removed from a reply")
    DISPUTE_RAISED = "dispute.raised", _("Dispute raised")
    DISPUTE_ACKNOWLEDGED = "dispute.acknowledged", _("Dispute taken up")
    DISPUTE_DECIDED = "dispute.decided", _("Dispute decided")
    COMMITMENT_PROPOSED = "commitment.proposed", _("Commitment proposed")
    COMMITMENT_REVISED = "commitment.revised", _("Commitment revised")
    TARGET_ADDED = "target.added", _("Target added")
    TARGET_REVISED = "target.revised", _("Target revised")
    PLACE_TARGET_REVISED = "place_target.revised", _("Target revised in a place")
    CHANGE_ASKED = "change.asked", _("Change asked for that two decide on")
    CHANGE_CONFIRMED = "change.confirmed", _("Change confirmed by a second administrator")
    CHANGE_REFUSED = "change.refused", _("Change refused by a second administrator")
    CHANGE_TAKEN_BACK = "change.taken_back", _("Change that was asked for taken back")
    HORIZON_ADDED = "horizon.added", _("Horizon added")
    HORIZON_CHANGED = "horizon.changed", _("Horizon changed")
    HORIZON_DELETED = "horizon.deleted", _("Horizon deleted")
    COMMITTEE_LEADING = "committee.leading", _("Lead of a place changed")
    COMMITTEE_PROTECTED = "committee.protected", _("Protection of a committee changed")
    SEAT_ADDED = "seat.added", _("Seat added")
    SEAT_ENDED = "seat.ended", _("Seat ended")
    REFERENCE_LOADED = "reference.loaded", _("Reference data loaded")
    SERIES_IMPORTED = "series.imported", _("Figures of a series imported")
    SERIES_UNDONE = "series.undone", _("Import of figures of a series undone")
    DEMONSTRATION_LOADED = "demonstration.loaded", _("Demonstration loaded")
    DEMONSTRATION_REPORT = "demonstration.report_published", _("Report of the demonstration published")
    ROUND_CLOSED = "round.closed", _("Round closed")
    ROUND_ASSIGNED = "round.assigned", _("Targets of a round assigned")
    UNLOCK_ASKED = "unlock.asked", _("Unlock of a closed round asked for")
    UNLOCK_DECIDED = "unlock.decided", _("Unlock of a closed round decided")
    EDITION_FROZEN = "edition.frozen", _("Edition frozen")
    PRACTICE_DRAFTED = "practice.drafted", _("Good practice drafted")
    PRACTICE_REDRAFTED = "practice.redrafted", _("Draft of a good practice changed")
    PRACTICE_SUBMITTED = "practice.submitted", _("Good practice submitted")
    PRACTICE_SENT_BACK = "practice.sent_back", _("Good practice sent back")
    PRACTICE_DECIDED = "practice.decided", _("Good practice decided, to be published")
    PRACTICE_PUBLISHED = "practice.published", _("Good practice published")
    ENDORSEMENT_ASKED = "endorsement.asked", _("Organisation asked whether it endorses")
    ENDORSEMENT_SIGNED = "endorsement.signed", _("Endorsement given")
    ENDORSEMENT_WITHDRAWN = "endorsement.withdrawn", _("Endorsement withdrawn")
    TERM_KEPT = "term.kept", _("A word kept against a hint")
    PROCESS_MEMBERS = "process.members", _("Members of a process changed")
    INVITATION_SENT = "invitation.sent", _("Invitation sent")
    INVITATION_WITHDRAWN = "invitation.withdrawn", _("Invitation withdrawn")
    INVITATION_ACCEPTED = "invitation.accepted", _("Invitation accepted")
    IMPORT_RECEIVED = "import.received", _("Table brought in, to be checked")
    IMPORT_GIVEN_UP = "import.given_up", _("Table given up, nothing stored")
    IMPORT_CONFIRMED = "import.confirmed", _("Table read and confirmed, to be stored")
    IMPORT_UNDO_ASKED = "import.undo_asked", _("Undoing of a stored table asked for")
    IMPORT_STORED = "import.stored", _("Table stored")
    IMPORT_UNDONE = "import.undone", _("Stored table undone")
    PERSON_PASSWORD = "person.password", _("Password changed")
    PERSON_SECOND_FACTOR = "person.second_factor", _("Second factor changed")
    PERSON_SIGNED_OUT = "person.signed_out", _("Signed out everywhere")
    FOCAL_POINT_ENDED = "focal_point.ended", _("Focal point of a State ended")
    PERSON_SUSPENDED = "person.suspended", _("Account suspended")
    PERSON_LET_IN = "person.let_in", _("Suspended account let in again")
    PERSON_ANONYMISED = "person.anonymised", _("Account anonymised")
    DESK_ADDED = "desk.added", _("Added by an administrator")
    DESK_CHANGED = "desk.changed", _("Changed by an administrator")
    DESK_DELETED = "desk.deleted", _("Deleted by an administrator")
    DESK_IMPORTED = "desk.imported", _("Rows of a table added and changed")
    DESK_IMPORT_UNDONE = "desk.import_undone", _("Rows of a table taken back")

    @property
    def is_seen(self) -> bool:
        """Whether the public may see something else after it; said of every act that is not named here."""
        return self not in {
            Act.DRAFT_BEGUN,
            Act.DRAFT_FORGOTTEN,
            Act.REPORT_DRAFTED,
            Act.REPORT_REDRAFTED,
            Act.REPORT_SUBMITTED,
            Act.REPORT_SENT_BACK,
            Act.TERM_KEPT,
            Act.ENDORSEMENT_ASKED,
            Act.PRACTICE_DRAFTED,
            Act.PRACTICE_REDRAFTED,
            Act.PRACTICE_SUBMITTED,
            Act.PRACTICE_SENT_BACK,
            Act.PRACTICE_DECIDED,
            Act.REPORT_DECIDED,
            Act.ROUND_ASSIGNED,
            Act.UNLOCK_ASKED,
            Act.CHANGE_ASKED,
            Act.CHANGE_REFUSED,
            Act.CHANGE_TAKEN_BACK,
            Act.UNLOCK_DECIDED,
            Act.INVITATION_SENT,
            Act.INVITATION_WITHDRAWN,
            Act.IMPORT_RECEIVED,
            Act.IMPORT_GIVEN_UP,
            Act.IMPORT_CONFIRMED,
            Act.IMPORT_UNDO_ASKED,
            Act.PERSON_PASSWORD,
            Act.PERSON_SECOND_FACTOR,
            Act.PERSON_SIGNED_OUT,
            Act.FILE_RECEIVED,
            Act.FILE_CLEANED,
            Act.FILE_REFUSED,
            Act.FILE_SET_ASIDE,
            Act.FILE_CONFIRMED,
            Act.FILE_CARRIED,
            Act.FILE_REMOVED,
            Act.REPLY_BEGUN,
            Act.REPLY_FORGOTTEN,
            Act.ORIGINAL_DELETED,
            Act.REPORT_TAKEN_BACK,
        }
