"""Good practices in public: the list, or those of one place or commitment, and one with what shows it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tracker.enums import CommitmentStatus, Credit
from tracker.models import Commitment, GoodPractice, Place
from tracker.models.practices import PracticeQuerySet
from tracker.selectors.credits import OF_A_CREDIT, CommitteeRef, credit_of
from tracker.selectors.place_refs import PlaceRef, place_ref


@dataclass(frozen=True, kw_only=True)
class ServedCommitment:
    """A commitment that a practice serves."""

    code: str
    title: str


@dataclass(frozen=True, kw_only=True)
class PracticeRow:
    """A good practice in a list."""

    uuid: UUID
    title: str
    language: str
    place: PlaceRef
    commitments: tuple[ServedCommitment, ...]
    published_on: date


@dataclass(frozen=True, kw_only=True)
class PracticesPage:
    """The good practices there are, newest first; `about` names the place or commitment that was asked for."""

    about: str
    rows: tuple[PracticeRow, ...]


@dataclass(frozen=True, kw_only=True)
class PracticePage:
    """One good practice: the committee's words, never who typed them."""

    row: PracticeRow
    done: str
    outcome: str
    committee: CommitteeRef
    evidence: tuple[tuple[str, str], ...]


def offered_commitments() -> list[tuple[str, str]]:
    """The commitments that a practice can serve, as a form offers them. One query."""
    found = Commitment.objects.exclude(status=CommitmentStatus.RETIRED).order_by("code")
    return [(code, f"{code} · {title}") for code, title in found.values_list("code", "title")]


def practices_page(*, commitment: str = "", place: str = "") -> PracticesPage | None:
    """The published ones, of all or of one place or commitment; None where there is no such one. Three queries."""
    found, about = GoodPractice.objects.published(), ""
    if commitment:
        served = Commitment.objects.filter(code=commitment).first()
        if served is None:
            return None
        found, about = found.filter(commitments=served), f"{served.code} {served.title}"
    elif place:
        where = Place.objects.filter(code=place).first()
        if where is None:
            return None
        found, about = found.filter(place=where), where.name
    return PracticesPage(about=about, rows=tuple(_row(one) for one in _loaded(found)))


def practice_page(uuid: UUID) -> PracticePage | None:
    """One that is public, or None. Three queries."""
    found = GoodPractice.objects.published().filter(uuid=uuid)
    one = _loaded(found).prefetch_related("evidence").first()
    if one is None:
        return None
    return PracticePage(
        row=_row(one),
        done=one.done,
        outcome=one.outcome,
        committee=credit_of(one.committee, Credit(one.credit)),
        evidence=tuple((link.title, link.url) for link in one.evidence.all()),
    )


def _loaded(found: PracticeQuerySet) -> PracticeQuerySet:
    return found.select_related("place", OF_A_CREDIT).prefetch_related("commitments").newest_first()


def _row(one: GoodPractice) -> PracticeRow:
    if one.published_at is None:
        raise ValueError("a practice that was never published is on no public page")
    return PracticeRow(
        uuid=one.uuid,
        title=one.title,
        language=one.language,
        place=place_ref(one.place),
        commitments=tuple(ServedCommitment(code=c.code, title=c.title) for c in one.commitments.all()),
        published_on=one.published_at.date(),
    )
