"""The nouns of the product, each with what must be true of it said to the database as well."""

from tracker.models.audit import ActorRef, AuditEvent, ObjectSalt
from tracker.models.committees import Committee, Constituency, Organisation, Seat
from tracker.models.compact import Area, Commitment, CommitmentVersion, Horizon, Objective, Principle, Term
from tracker.models.dirty import DirtyScore
from tracker.models.drafts import Draft
from tracker.models.editions import Edition, EditionPart, Round
from tracker.models.frameworks import Benchmark, Framework, Indicator
from tracker.models.people import User
from tracker.models.places import Membership, Place, Process
from tracker.models.publication import Lease, Publication
from tracker.models.reports import Evidence, ProgressReport
from tracker.models.scores import Score
from tracker.models.sources import Loading, Source
from tracker.models.targets import PlaceTarget, PlaceTargetVersion, Target, TargetVersion

__all__ = [
    "ActorRef",
    "Area",
    "AuditEvent",
    "Benchmark",
    "Commitment",
    "CommitmentVersion",
    "Committee",
    "Constituency",
    "DirtyScore",
    "Draft",
    "Edition",
    "EditionPart",
    "Evidence",
    "Framework",
    "Horizon",
    "Indicator",
    "Lease",
    "Loading",
    "Membership",
    "ObjectSalt",
    "Objective",
    "Organisation",
    "Place",
    "PlaceTarget",
    "PlaceTargetVersion",
    "Principle",
    "Process",
    "ProgressReport",
    "Publication",
    "Round",
    "Score",
    "Seat",
    "Source",
    "Target",
    "TargetVersion",
    "Term",
    "User",
]
