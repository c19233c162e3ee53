"""Proposing a commitment, and changing what one says: the row and its next version, in one act, from today on."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.actions.audit import record
from tracker.actions.commitment_moves import faults_in_move
from tracker.actions.entries import Fault
from tracker.actions.marking import mark_commitment
from tracker.actions.versions import next_number
from tracker.enums import Cause, CommitmentStatus, DriverLevel, Origin, Scope
from tracker.models import (
    Area,
    Benchmark,
    Commitment,
    CommitmentVersion,
    Framework,
    Indicator,
    Objective,
    User,
)


@dataclass(frozen=True, kw_only=True)
class Saying:
    """What one version of a commitment says, where it decides a mark or is read beside one."""

    title: str
    text: str
    weight: int
    status: CommitmentStatus
    verifiable: bool
    why_not_verifiable: str = ""
    indicator: Indicator | None = None


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What a new commitment is, beside what it says: none of this changes once it stands.

    Whom it is about, on which levels, and who leads are words; frameworks and benchmarks are what it can be held
    against.
    """

    code: str
    objective: Objective
    area: Area
    scope: Scope
    driver_level: DriverLevel | None = None
    populations: tuple[str, ...] = ()
    governance_levels: tuple[str, ...] = ()
    lead_stakeholders: tuple[str, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()


class BadSaying(Exception):
    """What a commitment would say breaks a rule; nothing was stored."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{fault.field}: {fault.message}" for fault in faults))
        self.faults = faults


def faults_in_saying(saying: Saying) -> list[Fault]:
    """What is wrong with what a commitment would say."""
    if not saying.verifiable and not saying.why_not_verifiable:
        return [Fault("why_not_verifiable", _("Say why nobody can verify it."))]
    if saying.verifiable and saying.why_not_verifiable:
        return [Fault("why_not_verifiable", _("Leave this empty: the commitment can be verified."))]
    return []


def saying_of(commitment: Commitment | CommitmentVersion) -> Saying:
    """What a commitment, or one version of it, says."""
    return Saying(
        title=commitment.title,
        text=commitment.text,
        weight=commitment.weight,
        status=CommitmentStatus(commitment.status),
        verifiable=commitment.verifiable,
        why_not_verifiable=commitment.why_not_verifiable,
        indicator=commitment.indicator,
    )


def first_version(
    commitment: Commitment, *, by: User | None, reason: str, from_on: date
) -> CommitmentVersion:
    """The first version of a new commitment, not stored yet: what its row says."""
    return CommitmentVersion(
        commitment=commitment,
        number=1,
        in_force_from=from_on,
        reason=reason,
        author=by,
        **vars(saying_of(commitment)),
    )


@transaction.atomic
def propose(proposal: Proposal, saying: Saying, *, by: User, reason: str) -> Commitment:
    """Write down a new commitment as proposed, with its first version. It has no target yet, and no mark."""
    version = keep_proposal(proposal, saying, by=by, reason=reason)
    record_saying(version)
    return version.commitment


def keep_proposal(proposal: Proposal, saying: Saying, *, by: User | None, reason: str) -> CommitmentVersion:
    """Store a new commitment as proposed; its act writes it down. Raises BadSaying."""
    _check(saying)
    values = {**vars(saying), "status": CommitmentStatus.PROPOSED}
    commitment = Commitment.objects.create(
        code=proposal.code,
        objective=proposal.objective,
        area=proposal.area,
        scope=proposal.scope,
        driver_level=proposal.driver_level or "",
        populations=list(proposal.populations),
        governance_levels=list(proposal.governance_levels),
        lead_stakeholders=list(proposal.lead_stakeholders),
        origin=Origin.PROPOSED,
        **values,
    )
    if proposal.frameworks:
        commitment.frameworks.set(proposal.frameworks)
    if proposal.benchmarks:
        commitment.benchmarks.set(proposal.benchmarks)
    version = first_version(commitment, by=by, reason=reason, from_on=timezone.localdate())
    version.save(force_insert=True)
    return version


@transaction.atomic
def revise(
    commitment: Commitment, saying: Saying, *, by: User, reason: str, after: int | None = None
) -> CommitmentVersion | None:
    """Make what a commitment says new from today on, and compute anew every place it applies to.

    Answers with the version made, or None where nothing changed. Raises BadSaying where it breaks a rule or its
    status cannot go that way, and Overtaken where version `after` is not the latest any more.
    """
    rows = Commitment.objects.select_for_update(of=("self",), no_key=True)
    held = rows.select_related("indicator").get(pk=commitment.pk)
    version = keep_saying(held, saying, by=by, reason=reason, after=after)
    if version:
        record_saying(version)
    return version


def keep_saying(
    held: Commitment, saying: Saying, *, by: User | None, reason: str, after: int | None = None
) -> CommitmentVersion | None:
    """Store what a commitment that is held says, and mark what it touches; its act writes it down."""
    _check(saying)
    number = next_number(held, after=after)
    if saying_of(held) == saying:
        return None
    if faults := faults_in_move(
        held, status=saying.status, verifiable=saying.verifiable, indicator=saying.indicator
    ):
        raise BadSaying(faults)
    values = vars(saying)
    for name, value in values.items():
        setattr(held, name, value)
    held.save(update_fields=list(values))
    version = CommitmentVersion.objects.create(
        commitment=held,
        number=number,
        in_force_from=timezone.localdate(),
        reason=reason,
        author=by,
        **values,
    )
    mark_commitment(held.pk, cause=Cause.COMMITMENT)
    return version


def record_saying(version: CommitmentVersion) -> None:
    """Write down what a commitment says from now on."""
    by, about, reason = version.author, version.commitment.code, version.reason
    if version.number == 1:
        record("commitment.proposed", by=by, about=about, reason=reason)
        return
    says = said_of(version)
    record("commitment.revised", by=by, about=about, version=version.number, reason=reason, says=says)


def said_of(version: CommitmentVersion) -> dict[str, Any]:
    """Everything that a version of a commitment says, as it is written down."""
    code = version.indicator.code if version.indicator else None
    return {**vars(saying_of(version)), "indicator": code}


def _check(saying: Saying) -> None:
    faults = faults_in_saying(saying)
    if faults:
        raise BadSaying(faults)
