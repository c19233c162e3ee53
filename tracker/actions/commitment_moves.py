"""Where the status of a commitment may go, and what must be there before it is adopted."""

from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.actions.entries import Fault
from tracker.enums import CommitmentStatus
from tracker.models import Commitment, Indicator
from tracker.selectors.followable import Extent, Followable, followable
from tracker.workflow import COMMITMENT_MOVES

BACK_TO_PROPOSED = _(
    "A commitment that was adopted or retired does not become a proposal again. Propose another one instead."
)
NO_TARGET = _("It has no target in force yet, so it cannot be adopted. Set one first: by each date, above.")
NOT_MEASURED = _(
    "Nothing says how it is measured: no indicator is named, and no target is answered by steps or by a yes. So it "
    "cannot be adopted as one that can be verified. Name an indicator, set such a target, or take “It can be "
    "verified” away and say why: then it is adopted and kept, and its targets are “not assessable”."
)
NO_MORE_MEASURED = _(
    "It is adopted as one that can be verified, and without an indicator nothing says how it is measured. Name "
    "another one, set a target that is answered by steps or by a yes, or take “It can be verified” away and say why."
)


def faults_in_move(
    held: Commitment, *, status: CommitmentStatus, verifiable: bool, indicator: Indicator | None
) -> list[Fault]:
    """What is wrong with bringing a commitment from what is stored to this. None where nothing of it changes."""
    stored = CommitmentStatus(held.status)
    if status != stored and status not in COMMITMENT_MOVES[stored]:
        return [Fault("status", BACK_TO_PROPOSED)]
    claims_anew = status != stored or (verifiable and not held.verifiable)
    loses_its_indicator = held.indicator_id is not None and indicator is None
    if status != CommitmentStatus.ADOPTED or not (claims_anew or loses_its_indicator):
        return []
    found = _naming(indicator, followable(held, today=timezone.localdate()))
    if claims_anew:
        return faults_in_adopting(found, verifiable=verifiable)
    return [Fault("indicator", NO_MORE_MEASURED)] if verifiable and found.measured is Extent.NO else []


def _naming(indicator: Indicator | None, found: Followable) -> Followable:
    """What would be stored, were this its indicator."""
    return replace(
        found,
        indicator_pk=indicator.pk if indicator else None,
        indicator=indicator.name if indicator else "",
    )


def faults_in_adopting(found: Followable, *, verifiable: bool) -> list[Fault]:
    """What is missing before it can be adopted: any target, and how it is measured where it claims to be."""
    if not found.targets:
        return [Fault("status", NO_TARGET)]
    if verifiable and found.measured is Extent.NO:
        return [Fault("status", NOT_MEASURED)]
    return []
