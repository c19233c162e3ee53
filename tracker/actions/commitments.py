"""Changing what a commitment says: the row and its next version, in one act, from today on."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from tracker.actions.audit import record
from tracker.actions.marking import mark_commitment
from tracker.enums import Cause, CommitmentStatus
from tracker.models import Commitment, CommitmentVersion, User


@dataclass(frozen=True, kw_only=True)
class Saying:
    """What one version of a commitment says, where it decides a mark or is read beside one."""

    title: str
    text: str
    weight: int
    status: CommitmentStatus
    verifiable: bool
    why_not_verifiable: str = ""


def saying_of(commitment: Commitment | CommitmentVersion) -> Saying:
    """What a commitment, or one version of it, says."""
    return Saying(
        title=commitment.title,
        text=commitment.text,
        weight=commitment.weight,
        status=CommitmentStatus(commitment.status),
        verifiable=commitment.verifiable,
        why_not_verifiable=commitment.why_not_verifiable,
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
        **asdict(saying_of(commitment)),
    )


@transaction.atomic
def revise(commitment: Commitment, saying: Saying, *, by: User, reason: str) -> CommitmentVersion | None:
    """Make what a commitment says new from today on, and compute anew every place it applies to.

    Answers with the version made, or None where nothing changed.
    """
    held = Commitment.objects.select_for_update().get(pk=commitment.pk)
    if saying_of(held) == saying:
        return None
    values = asdict(saying)
    for name, value in values.items():
        setattr(held, name, value)
    held.save(update_fields=list(values))
    latest = held.versions.order_by("-number").first()
    version = CommitmentVersion.objects.create(
        commitment=held,
        number=latest.number + 1 if latest else 1,
        in_force_from=timezone.localdate(),
        reason=reason,
        author=by,
        **values,
    )
    mark_commitment(held.pk, cause=Cause.COMMITMENT)
    record("commitment.revised", by=by, about=held.code, version=version.number, reason=reason)
    return version
