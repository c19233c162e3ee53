"""Who stands behind what: in public by name of the organisation, at work for whoever speaks for one."""

from dataclasses import dataclass

from django.utils import timezone

from tracker.enums import CommitmentStatus, EndorsementStep
from tracker.models import Commitment, Edition, Endorsement, EndorsementLetter, Organisation, User
from tracker.models.endorsements import digest_of
from tracker.permissions import organisations_of


@dataclass(frozen=True, kw_only=True)
class Endorsable:
    """A commitment or an edition that organisations can sign on to; `code` stands in its address."""

    subject: Commitment | Edition
    is_edition: bool
    code: str
    title: str


@dataclass(frozen=True, kw_only=True)
class LetterPage:
    """What a letter asks about."""

    organisation: str
    step: EndorsementStep
    about: Endorsable


@dataclass(frozen=True, kw_only=True)
class SignedRow:
    """An endorsement that stands, for whoever speaks for the organisation."""

    pk: int
    organisation: str
    about: Endorsable


@dataclass(frozen=True, kw_only=True)
class EndorsementDesk:
    """The organisations a person speaks for, and what they stand behind."""

    organisations: tuple[tuple[str, str], ...]
    signed: tuple[SignedRow, ...]


def commitment_to_endorse(code: str) -> Endorsable | None:
    """The commitment of that code, if one can sign on to it. One query."""
    found = Commitment.objects.exclude(status=CommitmentStatus.RETIRED).filter(code=code).first()
    return endorsable(found) if found else None


def edition_to_endorse(slug: str) -> Endorsable | None:
    """The edition at that address. One query."""
    found = Edition.objects.filter(slug=slug).first()
    return endorsable(found) if found else None


def endorsable(subject: Commitment | Edition) -> Endorsable:
    """What can be signed on to, as a page names it."""
    if isinstance(subject, Edition):
        return Endorsable(subject=subject, is_edition=True, code=subject.slug, title=subject.title)
    return Endorsable(subject=subject, is_edition=False, code=subject.code, title=subject.title)


def letter_page(token: str) -> LetterPage | None:
    """What the letter with this token asks about, while its link works. One query, whatever the token is."""
    loaded = EndorsementLetter.objects.open(timezone.now()).select_related(
        "organisation", "commitment", "edition"
    )
    found = loaded.filter(token_digest=digest_of(token)).first()
    if found is None:
        return None
    return LetterPage(
        organisation=found.organisation.name,
        step=EndorsementStep(found.step),
        about=endorsable(found.subject),
    )


def endorsers_of(subject: Edition) -> tuple[str, ...]:
    """The organisations that stand behind an edition, by name. One query."""
    names = Endorsement.objects.standing().of(subject).values_list("organisation__name", flat=True)
    return tuple(names.order_by("organisation__name"))


def endorsement_desk(user: User) -> EndorsementDesk:
    """What a person can do in the name of organisations. Two queries."""
    organisations = list(organisations_of(user))
    standing = Endorsement.objects.standing().filter(organisation__in=organisations)
    return EndorsementDesk(
        organisations=tuple((str(one.pk), one.name) for one in organisations),
        signed=tuple(
            SignedRow(pk=one.pk, organisation=one.organisation.name, about=endorsable(one.subject))
            for one in standing.select_related("organisation", "commitment", "edition")
        ),
    )


def offered_subjects() -> list[tuple[str, str]]:
    """What one can sign on to, as a form offers it: editions first, then commitments. Two queries."""
    editions = [(f"edition:{one.slug}", one.title) for one in Edition.objects.all()]
    open_ones = Commitment.objects.exclude(status=CommitmentStatus.RETIRED).order_by("code")
    return [*editions, *((f"commitment:{one.code}", f"{one.code} · {one.title}") for one in open_ones)]


def subject_of(chosen: str) -> Endorsable | None:
    """What a form means by a choice. One query."""
    kind, _colon, code = chosen.partition(":")
    return edition_to_endorse(code) if kind == "edition" else commitment_to_endorse(code)


def organisation_of(user: User, pk: str) -> Organisation | None:
    """The organisation, if the person speaks for it. One query."""
    return organisations_of(user).filter(pk=pk).first() if pk.isascii() and pk.isdecimal() else None
