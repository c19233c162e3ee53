"""The arithmetic of the audit chain: how an act becomes a link, and what is wrong with a chain.

It needs nothing but Python's own library, so that a stranger can check a chain with this file alone. It is the
first version of the chain, named in every hash; a second one would be a second set of functions beside it.
"""

import hmac
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

VERSION = "v1"
BEFORE_ALL = "0" * 64  # what the first link has before it
ANCHOR_PARTS = 3


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What one link says: when, who, did what, to what, and the digest of what it was made to say."""

    at: datetime
    actor_ref: UUID | None
    action: str
    object_ref: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class Link:
    """A statement with its place in the chain."""

    seq: int
    said: Statement
    prev: str
    hash: str


@dataclass(frozen=True)
class Anchor:
    """Where a chain had got to on a day, as somebody outside wrote it down."""

    seq: int
    hash: str
    day: date

    def __str__(self) -> str:
        return f"{self.seq} {self.hash} {self.day}"


class Break(StrEnum):
    """The ways in which a chain can be found broken."""

    TWICE = "twice"
    MISSING = "missing"
    UNLINKED = "unlinked"
    CHANGED = "changed"
    REWRITTEN = "rewritten"
    CUT_OFF = "cut_off"


@dataclass(frozen=True)
class Fault:
    """The first thing that is wrong with a chain: what, and at which number."""

    what: Break
    seq: int


@dataclass(frozen=True)
class Verdict:
    """How many links were read, and the fault that ended the reading."""

    links: int
    fault: Fault | None


class BadAnchor(ValueError):
    """A line of an anchor file is no anchor."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line} is not a number, a hash of 64 digits and a date")
        self.line = line


def canonical(content: object) -> str:
    """The one text for a content: sorted keys, no spaces, plain ASCII, numbers without trailing zeros."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain)


def _plain(value: object) -> str:
    """What JSON has no form for, as text; anything unforeseen is refused."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"the chain knows no text for {type(value).__name__}")


def stamp(instant: datetime) -> str:
    """An instant in UTC, always with six digits after the seconds."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def digest_of(content: Mapping[str, object], *, salt: str) -> str:
    """What a content says, sealed: nobody without the salt can find or check it by guessing."""
    return hmac.new(bytes.fromhex(salt), canonical(content).encode(), sha256).hexdigest()


def hash_of(said: Statement, *, seq: int, prev: str) -> str:
    """The hash of a link, over what it says, its number, and the hash before it."""
    return sha256(f"{VERSION}|{seq}|{prev}|{canonical(vars(said))}".encode()).hexdigest()


def linked(said: Statement, *, after: Link | None) -> Link:
    """The statement as the next link."""
    seq, prev = (after.seq + 1, after.hash) if after else (1, BEFORE_ALL)
    return Link(seq=seq, said=said, prev=prev, hash=hash_of(said, seq=seq, prev=prev))


def verify(links: Iterable[Link], anchors: Collection[Anchor] = ()) -> Verdict:
    """Read a chain from its first link to its last, in the order of the numbers, holding no more than one."""
    noted: dict[int, set[str]] = {}
    for anchor in anchors:
        noted.setdefault(anchor.seq, set()).add(anchor.hash)
    count, last = 0, None
    for link in links:
        what = _break_at(link, after=last, noted=noted.get(link.seq, set()))
        if what:
            return Verdict(count, Fault(what, _named(what, link, last)))
        count, last = count + 1, link
    beyond = [seq for seq in noted if seq > count]
    return Verdict(count, Fault(Break.CUT_OFF, count + 1) if beyond else None)


def _break_at(link: Link, *, after: Link | None, noted: set[str]) -> Break | None:
    """What is wrong at one link, if anything is."""
    expected = after.seq + 1 if after else 1
    if link.seq < expected:
        return Break.TWICE
    if link.seq > expected:
        return Break.MISSING
    if link.prev != (after.hash if after else BEFORE_ALL):
        return Break.UNLINKED
    if link.hash != hash_of(link.said, seq=link.seq, prev=link.prev):
        return Break.CHANGED
    return Break.REWRITTEN if noted - {link.hash} else None


def _named(what: Break, link: Link, after: Link | None) -> int:
    """The number a fault goes by: a missing link is named itself, not the one found in its place."""
    if what == Break.MISSING:
        return after.seq + 1 if after else 1
    return link.seq


def anchors_in(text: str) -> Iterator[Anchor]:
    """The anchors in a file: one on a line, as they were printed; empty lines and # comments are passed over."""
    for number, line in enumerate(text.splitlines(), start=1):
        parts = line.split("#")[0].split()
        if parts:
            yield _anchor(parts, line=number)


def _anchor(parts: list[str], *, line: int) -> Anchor:
    if len(parts) != ANCHOR_PARTS or len(parts[1]) != len(BEFORE_ALL):
        raise BadAnchor(line)
    try:
        int(parts[1], 16)
        anchor = Anchor(int(parts[0]), parts[1].lower(), date.fromisoformat(parts[2]))
    except ValueError:
        raise BadAnchor(line) from None
    if anchor.seq < 1:
        raise BadAnchor(line)
    return anchor
