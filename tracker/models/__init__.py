"""The nouns of the product, each with what must be true of it said to the database as well."""

from tracker.models.audit import ActorRef, AuditEvent, ObjectSalt
from tracker.models.change_requests import ChangeRequest
from tracker.models.committees import Committee, Constituency, Organisation, Seat
from tracker.models.compact import Area, Commitment, CommitmentVersion, Horizon, Objective, Principle, Term
from tracker.models.dirty import DirtyScore
from tracker.models.disputes import Dispute, DisputeNotice
from tracker.models.drafts import Draft
from tracker.models.editions import Edition, EditionPart, Round
from tracker.models.endorsements import Endorsement, EndorsementLetter, Spokesperson
from tracker.models.evidence import Evidence
from tracker.models.files import EvidenceFile
from tracker.models.frameworks import Benchmark, Framework, Indicator
from tracker.models.imports import ImportBatch, ImportRow
from tracker.models.invitations import Invitation
from tracker.models.mark_changes import MarkChange
from tracker.models.outbox import Outbox
from tracker.models.people import User
from tracker.models.places import Membership, Place, Process
from tracker.models.practices import GoodPractice, PracticeLink
from tracker.models.publication import Lease, Publication
from tracker.models.replies import FocalPoint, Reply, ReplyDraft
from tracker.models.reports import ProgressReport
from tracker.models.review import ReviewNote, Submission
from tracker.models.rounds import Assignment, ReminderDay, Unlock
from tracker.models.scores import Score
from tracker.models.search import SearchEntry, SearchPosting, SearchSpelling, SearchState, SearchWord
from tracker.models.sessions import Session
from tracker.models.sources import Loading, Source
from tracker.models.subscriptions import Subscription
from tracker.models.targets import PlaceTarget, PlaceTargetVersion, Target, TargetVersion
from tracker.models.terms import TermOverride

__all__ = [
    "ActorRef",
    "Area",
    "Assignment",
    "AuditEvent",
    "Benchmark",
    "ChangeRequest",
    "Commitment",
    "CommitmentVersion",
    "Committee",
    "Constituency",
    "DirtyScore",
    "Dispute",
    "DisputeNotice",
    "Draft",
    "Edition",
    "EditionPart",
    "Endorsement",
    "EndorsementLetter",
    "Evidence",
    "EvidenceFile",
    "FocalPoint",
    "Framework",
    "GoodPractice",
    "Horizon",
    "ImportBatch",
    "ImportRow",
    "Indicator",
    "Invitation",
    "Lease",
    "Loading",
    "MarkChange",
    "Membership",
    "ObjectSalt",
    "Objective",
    "Organisation",
    "Outbox",
    "Place",
    "PlaceTarget",
    "PlaceTargetVersion",
    "PracticeLink",
    "Principle",
    "Process",
    "ProgressReport",
    "Publication",
    "ReminderDay",
    "Reply",
    "ReplyDraft",
    "ReviewNote",
    "Round",
    "Score",
    "SearchEntry",
    "SearchPosting",
    "SearchSpelling",
    "SearchState",
    "SearchWord",
    "Seat",
    "Session",
    "Source",
    "Spokesperson",
    "Submission",
    "Subscription",
    "Target",
    "TargetVersion",
    "Term",
    "TermOverride",
    "Unlock",
    "User",
]
