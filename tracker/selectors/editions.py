"""The pages of an edition: the whole, a place or a process in it, a commitment in its words of then."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.enums import PlaceKind
from tracker.models import Edition, EditionPart
from tracker.scoring import Mark
from tracker.selectors.edition_payload import PLACES, PROCESSES
from tracker.selectors.edition_refs import EditionRef, edition_among_all, ref_of
from tracker.selectors.edition_said import Words, standings_in, texts_of, words_in
from tracker.selectors.endorsements import endorsers_of
from tracker.selectors.objectives import HorizonHead, by_horizon
from tracker.selectors.place_refs import PlaceRef
from tracker.selectors.places import CommitmentCell, ObjectiveBlock
from tracker.selectors.standings import Standing, key_of


@dataclass(frozen=True, kw_only=True)
class HorizonCounts:
    """The commitments with a target by one horizon, counted by the world's mark."""

    due_year: int
    years: int
    counts: tuple[tuple[Mark, int], ...]
    standing: Standing | None


@dataclass(frozen=True, kw_only=True)
class PromisedTarget:
    """What a commitment asked for by one horizon, and the world's mark."""

    due_on: date
    title: str
    standing: Standing | None


@dataclass(frozen=True, kw_only=True)
class PromisePage:
    """A commitment in its words of then."""

    edition: EditionRef
    code: str
    title: str
    text: str
    why_not_verifiable: str
    objective_number: int
    objective_label: str
    overall: Standing | None
    targets: tuple[PromisedTarget, ...]


@dataclass(frozen=True, kw_only=True)
class PlacesOfKind:
    """The places of one kind, by name."""

    kind: PlaceKind
    places: tuple[PlaceRef, ...]


@dataclass(frozen=True, kw_only=True)
class EditionPage:
    """What the page of an edition shows."""

    edition: EditionRef
    audit_head: str
    world: str
    heads: tuple[HorizonHead, ...]
    horizons: tuple[HorizonCounts, ...]
    objectives: tuple[ObjectiveBlock, ...]
    places: tuple[PlacesOfKind, ...]
    processes: tuple[tuple[str, str], ...]
    others: tuple[EditionRef, ...]
    endorsers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class HolderPage:
    """What the page of one place or process in an edition shows; a process has no place."""

    edition: EditionRef
    place: PlaceRef | None
    name: str
    heads: tuple[HorizonHead, ...]
    overall: Standing | None
    by_horizon: tuple[Standing | None, ...]
    objectives: tuple[ObjectiveBlock, ...]


def edition_page(slug: str) -> EditionPage | None:
    """One edition: how far the world was, every commitment, everyone in it. Five queries."""
    editions, edition = edition_among_all(slug)
    if edition is None:
        return None
    words = words_in(texts_of(edition)[""])
    found = world_standings_in(edition, words)
    heads = _heads(words, found)
    head = words.about["audit_head"]
    names = list(
        EditionPart.objects.filter(edition=edition).exclude(holder="").values_list("holder", flat=True)
    )
    return EditionPage(
        edition=ref_of(edition, editions),
        audit_head=f"{head['seq']} {head['hash']} {head['day']}" if head else "",
        world=words.world,
        heads=heads,
        horizons=tuple(_horizon(one, found) for one in heads),
        objectives=_objectives(words, found, heads),
        places=_places(words, _codes(names, PLACES)),
        processes=tuple(
            sorted(
                ((code, words.about["processes"][code]) for code in _codes(names, PROCESSES)),
                key=lambda process: process[1],
            )
        ),
        others=tuple(ref_of(one, editions) for one in editions if one.pk != edition.pk),
        endorsers=endorsers_of(edition),
    )


def holder_page(slug: str, kind: str, code: str) -> HolderPage | None:
    """One place or process in an edition. Two queries."""
    editions, edition = edition_among_all(slug)
    texts = texts_of(edition, f"{kind}/{code}") if edition else {}
    if edition is None or f"{kind}/{code}" not in texts:
        return None
    words, found = words_in(texts[""]), standings_in(edition, texts[f"{kind}/{code}"])
    place = words.place(code) if kind == PLACES else None
    heads = _heads(words, found)
    return HolderPage(
        edition=ref_of(edition, editions),
        place=place,
        name=place.name if place else words.about["processes"][code],
        heads=heads,
        overall=found.get("all"),
        by_horizon=tuple(found.get(key_of("all", head.years)) for head in heads),
        objectives=_objectives(words, found, heads),
    )


def promise_page(slug: str, code: str) -> PromisePage | None:
    """One commitment in an edition, in its words of then. Three queries."""
    editions, edition = edition_among_all(slug)
    words = words_in(texts_of(edition)[""]) if edition else None
    if edition is None or words is None or code not in words.commitments:
        return None
    said, found = words.commitments[code], world_standings_in(edition, words)
    number = words.objective_of(code)
    return PromisePage(
        edition=ref_of(edition, editions),
        code=code,
        title=said["title"],
        text=said["text"],
        why_not_verifiable=said["why_not_verifiable"],
        objective_number=number,
        objective_label=words.objective(number),
        overall=found.get(code),
        targets=tuple(
            PromisedTarget(
                due_on=date.fromisoformat(one["due_on"]),
                title=one["title"],
                standing=found.get(key_of(code, int(years))),
            )
            for years, one in sorted(
                said["targets"].items(), key=lambda pair: (pair[1]["due_on"], int(pair[0]))
            )
        ),
    )


def world_standings_in(edition: Edition, words: Words) -> dict[str, Standing]:
    """The world's marks in an edition, by key. One query."""
    name = f"{PLACES}/{words.world}"
    text = texts_of(edition, name).get(name)
    return standings_in(edition, text) if text else {}


def _heads(words: Words, found: Mapping[str, Standing]) -> tuple[HorizonHead, ...]:
    """The horizons by which something is asked, the nearest first."""
    there = {row.years for row in found.values()}
    nearest = sorted(words.due_years.items(), key=lambda pair: (pair[1], pair[0]))
    return tuple(HorizonHead(years=years, due_year=due) for years, due in nearest if years in there)


def _horizon(head: HorizonHead, found: Mapping[str, Standing]) -> HorizonCounts:
    """The commitments with a target by one horizon, counted by mark."""
    marks = [
        row.mark
        for key, row in found.items()
        if row.years == head.years and not key.startswith(("objective-", "all:"))
    ]
    return HorizonCounts(
        due_year=head.due_year,
        years=head.years,
        counts=tuple((mark, marks.count(mark)) for mark in Mark if mark in marks),
        standing=found.get(key_of("all", head.years)),
    )


def _objectives(
    words: Words, found: dict[str, Standing], heads: tuple[HorizonHead, ...]
) -> tuple[ObjectiveBlock, ...]:
    """The objectives with a mark here, each with its commitments under their titles of then."""
    under: dict[int, list[str]] = {}
    for code in sorted(words.commitments):
        if code in found:
            under.setdefault(words.objective_of(code), []).append(code)
    return tuple(
        ObjectiveBlock(
            number=number,
            label=words.objective(number),
            overall=found.get(f"objective-{number}"),
            by_horizon=by_horizon(found, f"objective-{number}", heads),
            commitments=tuple(_cell(words, found, code, heads) for code in under[number]),
        )
        for number in sorted(under)
    )


def _cell(
    words: Words, found: dict[str, Standing], code: str, heads: tuple[HorizonHead, ...]
) -> CommitmentCell:
    return CommitmentCell(
        code=code,
        title=words.commitments[code]["title"],
        by_horizon=by_horizon(found, code, heads),
    )


def _codes(names: list[str], kind: str) -> list[str]:
    """The codes of the holders of one kind."""
    return [name.removeprefix(f"{kind}/") for name in names if name.startswith(f"{kind}/")]


def _places(words: Words, codes: list[str]) -> tuple[PlacesOfKind, ...]:
    """The places by kind, the largest first, each by name; the fictional ones say so."""
    kinds = {code: PlaceKind(words.about["places"][code]["kind"]) for code in codes}
    return tuple(
        PlacesOfKind(
            kind=kind,
            places=tuple(
                sorted(
                    (words.place(code) for code in codes if kinds[code] == kind), key=lambda place: place.name
                )
            ),
        )
        for kind in PlaceKind
        if kind in kinds.values()
    )
