"""What would be frozen: an edition of a round as of a day that is over, computed and not stored."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.utils import timezone

from tracker.models import Edition, Horizon, Objective, Place, Process, Round
from tracker.models.editions import packed
from tracker.scoring import METHOD_VERSION
from tracker.selectors.audit import audit_head
from tracker.selectors.edition_payload import Said, payload_pieces

# An act that began before midnight may still be on its way to the database after it.
SETTLING = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class PackedPiece:
    """A part of the payload as it is stored."""

    holder: str
    packed: bytes


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An edition as it would be stored."""

    round: Round
    number: int
    slug: str
    title: str
    note: str
    as_of: date
    method_version: int
    pieces: tuple[PackedPiece, ...]
    marks: int
    size: int
    digest: str

    @property
    def holders(self) -> int:
        """Of how many places and processes it has marks."""
        return sum(1 for piece in self.pieces if piece.holder)


def last_day_over(now: datetime) -> date:
    """The last day, in UTC, about which nothing can come in any more."""
    return (now.astimezone(UTC) - SETTLING).date() - timedelta(days=1)


def next_number(of: Round) -> int:
    """The number of the next edition of a round."""
    latest = Edition.objects.filter(round=of).order_by("-number").values_list("number", flat=True).first()
    return (latest or 0) + 1


def draft_edition(of: Round, *, as_of: date, note: str = "") -> Draft:
    """The next edition of a round, computed from the facts. Takes seconds, and writes nothing."""
    number = next_number(of)
    name = {"slug": _free_slug(of, number), "title": _title(of, number)}
    about = {**_around(), **name, "number": number, "note": note, "round": _said_of_round(of)}
    digest, size, marks, pieces = sha256(), 0, 0, []
    for piece in payload_pieces(about, as_of=as_of):
        digest.update(piece.text)
        size, marks = size + len(piece.text), marks + piece.marks
        pieces.append(PackedPiece(holder=piece.holder, packed=packed(piece.text)))
    return Draft(
        **name,
        round=of,
        number=number,
        note=note,
        as_of=as_of,
        method_version=METHOD_VERSION,
        pieces=tuple(pieces),
        marks=marks,
        size=size,
        digest=digest.hexdigest(),
    )


def _title(of: Round, number: int) -> str:
    return of.name if number == 1 else f"{of.name}, edition {number}"


def _free_slug(of: Round, number: int) -> str:
    """The round's own name in addresses, or with the number behind it; never one that is taken already."""
    slug = of.slug if number == 1 else f"{of.slug}-{number}"
    taken = set(Edition.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    while slug in taken:
        slug = f"{slug}-{number}"
    return slug


def _said_of_round(of: Round) -> Said:
    return {"slug": of.slug, "name": of.name, "opens_on": of.opens_on, "closes_on": of.closes_on}


def _around() -> dict[str, Any]:
    """What stands around the marks today and is not computed again: names, places in places, the record's head.

    The head is the one of the last day that is over, as everywhere in public.
    """
    today = timezone.localdate()
    head = audit_head(today=today)
    return {
        "frozen_on": today,
        "audit_head": {"seq": head.seq, "hash": head.hash, "day": head.day} if head else None,
        "horizons": {
            str(one.years): {"baseline_on": one.baseline_on, "due_on": one.due_on}
            for one in Horizon.objects.all()
        },
        "objectives": {
            str(one.number): {"title": one.title, "labels": one.labels} for one in Objective.objects.all()
        },
        "places": {one.code: _said_of_place(one) for one in Place.objects.select_related("parent")},
        "processes": dict(Process.objects.values_list("code", "name")),
    }


def _said_of_place(place: Place) -> Said:
    return {
        "names": place.names,
        "kind": place.kind,
        "parent": place.parent.code if place.parent else None,
        "fictional": place.fictional,
    }
