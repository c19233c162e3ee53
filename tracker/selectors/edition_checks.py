"""Whether an edition is still what was frozen, and what the facts give: its bytes, the record of acts, every mark."""

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain as one_after_another
from typing import Any

from tracker.chain import digest_of
from tracker.enums import Act
from tracker.models import AuditEvent, Edition, ObjectSalt
from tracker.models.editions import unpacked
from tracker.scoring import METHOD_VERSION
from tracker.selectors.edition_payload import CannotCompute, opened, payload_pieces, rows_in
from tracker.selectors.edition_said import packed_parts

Parts = Sequence[tuple[str, bytes]]


@dataclass(frozen=True)
class Verdict:
    """What became of an edition: what differs, in words, and why it could not be computed again, if it could not."""

    edition: str
    differences: tuple[str, ...]
    undecided: str = ""


def verify_edition(edition: Edition, *, most: int = 50) -> Verdict:
    """Compare an edition with its digest, with the record of acts, and with what the facts give for its day.

    An edition of another version of the method cannot be computed again by this one: it is neither confirmed nor
    called wrong. At most so many differences are named.
    """
    parts = packed_parts(edition)
    found: list[str] = [*_bytes(edition, parts), *_record(edition)]
    undecided = ""
    if edition.method_version != METHOD_VERSION:
        undecided = (
            f"it was made by version {edition.method_version} of the method, and this is version {METHOD_VERSION}: "
            "its marks can neither be confirmed nor called wrong here"
        )
    else:
        for difference in _recomputed(edition, parts):
            found.append(difference)
            if len(found) > most:
                found[most:] = ["and more"]
                break
    return Verdict(edition.slug, tuple(found), undecided)


def editions_to_verify(slug: str | None) -> list[Edition]:
    """One edition by its name in addresses, or all, the oldest first."""
    editions = Edition.objects.order_by("frozen_at", "pk")
    return list(editions.filter(slug=slug) if slug else editions)


def recorded(edition: Edition) -> dict[str, object]:
    """What the record of acts keeps a digest of."""
    return {"digest": edition.digest, "as_of": edition.as_of, "method": edition.method_version}


def _bytes(edition: Edition, parts: Parts) -> Iterator[str]:
    """Whether the stored bytes are those of the digest."""
    digest, size = sha256(), 0
    for holder, kept in parts:
        text = _unpacked(kept)
        if text is None:
            yield f"the part {holder or 'around the marks'} cannot be read"
            return
        digest.update(text)
        size += len(text)
    if digest.hexdigest() != edition.digest or size != edition.size or len(parts) != edition.pieces:
        yield f"the stored bytes are not those that were frozen: their digest is {digest.hexdigest()}"


def _record(edition: Edition) -> Iterator[str]:
    """Whether the record of acts names this digest. Without its salt it says nothing, for or against."""
    events = AuditEvent.objects.filter(action=Act.EDITION_FROZEN, object_ref=edition.slug)
    noted = events.order_by("seq").values_list("digest", flat=True).first()
    salt = ObjectSalt.objects.filter(object_ref=edition.slug).values_list("salt", flat=True).first()
    if noted is None:
        yield "the record of acts does not know that it was frozen"
    elif salt and noted != digest_of(recorded(edition), salt=salt):
        yield "the record of acts names another digest, day or method"


def _recomputed(edition: Edition, parts: Parts) -> Iterator[str]:
    """Where its marks are not those that the facts give; of a place that came later it says nothing."""
    stored = {holder: kept for holder, kept in parts if holder}
    beginning = _unpacked(next((kept for holder, kept in parts if not holder), b""))
    if beginning is None:
        return
    try:
        pieces = payload_pieces(_about(beginning), as_of=edition.as_of)
        first = next(pieces)
        yield from _promises(beginning, first.text)
        for piece in pieces:
            if piece.holder in stored:
                yield from _rows(piece.holder, _unpacked(stored.pop(piece.holder)), piece.text)
    except CannotCompute as fault:
        yield f"the facts cannot be computed again: {fault}"
        return
    yield from (f"{holder} is in the edition, and the facts give no mark for it" for holder in sorted(stored))


def _about(beginning: bytes) -> Mapping[str, Any]:
    try:
        return dict(opened(beginning)["about"])
    except (KeyError, TypeError, ValueError):
        return {}


def _promises(stored: bytes, computed: bytes) -> Iterator[str]:
    """Where the words of commitments and targets are not those that were in force."""
    if stored == computed:
        return
    try:
        before = opened(stored)["scorecard"]
    except (KeyError, TypeError, ValueError):
        yield "what stands before the marks cannot be read"
        return
    after = opened(computed)["scorecard"]
    if before["as_of"] != after["as_of"]:
        yield f"its day is {before['as_of']} in the payload, and {after['as_of']} beside it"
    yield from _unlike("commitment", before["commitments"], after["commitments"])


def _rows(holder: str, stored: bytes | None, computed: bytes) -> Iterator[str]:
    """Where a holder's rows are not the same. A comma before them says only who comes first."""
    if stored is None or stored.removeprefix(b",") == computed.removeprefix(b","):
        return
    try:
        before = rows_in(stored)
    except ValueError:
        yield f"{holder} cannot be read"
        return
    yield from _unlike(holder, before, rows_in(computed))


def _unlike(name: str, stored: Mapping[str, Any], computed: Mapping[str, Any]) -> Iterator[str]:
    """Each key that does not say the same, with what differs."""
    for key in sorted(stored.keys() | computed.keys()):
        if key not in computed:
            yield f"{name} {key}: is in the edition, and the facts give nothing of the kind"
        elif key not in stored:
            yield f"{name} {key}: the facts give it, and the edition has none"
        elif stored[key] != computed[key]:
            yield f"{name} {key}: {_fields(stored[key], computed[key])}"


def _fields(stored: Mapping[str, Any], computed: Mapping[str, Any]) -> str:
    names = sorted(one_after_another(stored, computed.keys() - stored.keys()))
    return "; ".join(
        f"{name} is {_shown(stored.get(name))}, and the facts give {_shown(computed.get(name))}"
        for name in names
        if stored.get(name) != computed.get(name)
    )


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True)


def _unpacked(kept: bytes) -> bytes | None:
    """The bytes of a part, or None where they were spoiled."""
    try:
        return unpacked(kept)
    except zlib.error:
        return None
