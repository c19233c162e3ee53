"""What a member types about a good practice, and what is refused of it; form and act ask the same question."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tracker.actions.entries import BadEntry, Fault, Link
from tracker.enums import CommitmentStatus, Language
from tracker.models import Commitment, GoodPractice, PracticeLink


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A good practice as typed; commitments by their codes."""

    title: str
    done: str
    outcome: str
    language: Language
    commitments: tuple[str, ...]
    links: tuple[Link, ...]


def faults_in_proposal(proposal: Proposal) -> list[Fault]:
    """Everything that is wrong with a proposal, whoever makes it. One query."""
    faults = []
    if not proposal.title.strip():
        faults.append(Fault("title", _("Give it a title.")))
    if not proposal.done.strip():
        faults.append(Fault("done", _("Say what was done.")))
    if not proposal.outcome.strip():
        faults.append(Fault("outcome", _("Say what came of it. “It is too early to say” is an answer.")))
    known = offered().filter(code__in=proposal.commitments).count()
    if not proposal.commitments or known != len(proposal.commitments):
        faults.append(Fault("commitments", _("Choose at least one commitment that it serves.")))
    if not proposal.links:
        faults.append(Fault("link_url", _("Name at least one page that shows it.")))
    return faults


def check_proposal(proposal: Proposal) -> None:
    """Refuse a proposal with faults."""
    faults = faults_in_proposal(proposal)
    if faults:
        raise BadEntry(faults)


def offered() -> QuerySet[Commitment]:
    """The commitments that a practice can serve."""
    return Commitment.objects.exclude(status=CommitmentStatus.RETIRED)


def proposal_of(practice: GoodPractice) -> Proposal:
    """What stands in a practice, as it would be typed. Two queries."""
    return Proposal(
        title=practice.title,
        done=practice.done,
        outcome=practice.outcome,
        language=Language(practice.language),
        commitments=tuple(practice.commitments.order_by("code").values_list("code", flat=True)),
        links=tuple(Link(title=one.title, url=one.url) for one in practice.evidence.all()),
    )


def fill(practice: GoodPractice, proposal: Proposal) -> None:
    """Put the typed columns into a practice."""
    practice.title, practice.language = proposal.title, proposal.language
    practice.done, practice.outcome = proposal.done, proposal.outcome


def attach(practice: GoodPractice, proposal: Proposal) -> None:
    """Give a stored practice its commitments and its evidence."""
    practice.commitments.set(offered().filter(code__in=proposal.commitments))
    practice.evidence.all().delete()
    PracticeLink.objects.bulk_create(
        PracticeLink(practice=practice, title=link.title, url=link.url) for link in proposal.links
    )
