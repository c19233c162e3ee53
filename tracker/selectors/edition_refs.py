"""Editions by name: the list, what cites one, and its bytes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.models import Edition
from tracker.models.editions import unpacked
from tracker.selectors.edition_said import packed_parts


@dataclass(frozen=True, kw_only=True)
class EditionRef:
    """An edition as pages name, link and cite it. `replaced_by` is a later edition of the same round."""

    slug: str
    title: str
    round: str
    note: str
    as_of: date
    frozen_on: date
    method_version: int
    marks: int
    size: int
    digest: str
    version: str
    replaces: tuple[str, str] | None
    replaced_by: tuple[str, str, str] | None


@dataclass(frozen=True)
class Payload:
    """An edition's bytes, piece by piece."""

    size: int
    digest: str
    packed: tuple[bytes, ...]

    def __iter__(self) -> Iterator[bytes]:
        return (unpacked(one) for one in self.packed)


def edition_rows() -> tuple[EditionRef, ...]:
    """Every edition, the newest first. One query."""
    editions = list(Edition.objects.select_related("round"))
    return tuple(ref_of(one, editions) for one in editions)


def edition_ref(slug: str) -> EditionRef | None:
    """One edition with what cites it. One query."""
    return next((row for row in edition_rows() if row.slug == slug), None)


def ref_of(edition: Edition, editions: list[Edition]) -> EditionRef:
    """An edition among all, with its neighbours in the same round; needs `round` loaded."""
    same = sorted((one for one in editions if one.round_id == edition.round_id), key=lambda one: one.number)
    before = [one for one in same if one.number < edition.number]
    after = [one for one in same if one.number > edition.number]
    return EditionRef(
        slug=edition.slug,
        title=edition.title,
        round=edition.round.name,
        note=edition.note,
        as_of=edition.as_of,
        frozen_on=edition.frozen_at.date(),
        method_version=edition.method_version,
        marks=edition.marks,
        size=edition.size,
        digest=edition.digest,
        version=edition.version,
        replaces=(before[-1].slug, before[-1].title) if before else None,
        replaced_by=(after[-1].slug, after[-1].title, after[-1].note) if after else None,
    )


def edition_payload(slug: str) -> Payload | None:
    """The bytes of an edition. Two queries."""
    edition = Edition.objects.filter(slug=slug).first()
    if edition is None:
        return None
    return Payload(edition.size, edition.digest, tuple(kept for _holder, kept in packed_parts(edition)))


def edition_among_all(slug: str) -> tuple[list[Edition], Edition | None]:
    """All editions, and the one of that name. One query."""
    editions = list(Edition.objects.select_related("round"))
    return editions, next((one for one in editions if one.slug == slug), None)
