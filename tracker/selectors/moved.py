"""What moved in the world since the last edition: its marks of then beside those of now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Subquery

from tracker.models import Edition, EditionPart
from tracker.models.editions import unpacked
from tracker.scoring import Mark
from tracker.selectors.edition_payload import PLACES
from tracker.selectors.edition_said import Words, standings_in, words_in
from tracker.selectors.edition_sides import code_of, years_of
from tracker.selectors.standings import Standing, Told, shown


@dataclass(frozen=True, kw_only=True)
class Move:
    """A commitment by one horizon whose mark for the world became another; None where it was not there."""

    code: str
    title: str
    due_year: int
    before: Mark | None
    now: Standing


@dataclass(frozen=True, kw_only=True)
class Moved:
    """What moved since an edition; on how many targets something was known then and is now, of all there are now."""

    slug: str
    title: str
    as_of: date
    moves: tuple[Move, ...]
    known_then: int
    known_now: int
    total: int


def moved(
    world: str, now: Mapping[str, Told], whole: Told | None, due_years: Mapping[int, int]
) -> Moved | None:
    """What moved in the world, by its code, since the last edition; None where there is none, or nothing to compare.

    One query.
    """
    last = Edition.objects.order_by("-as_of", "-frozen_at").values("pk")[:1]
    wanted = Q(holder="") | Q(holder=f"{PLACES}/{world}")
    found_parts = EditionPart.objects.filter(wanted, edition=Subquery(last)).select_related("edition")
    parts = list(found_parts.order_by("number"))
    texts: dict[str, bytes] = {}
    for part in parts:
        texts.setdefault(part.holder, unpacked(part.packed))
    found, current = texts.get(f"{PLACES}/{world}"), shown(whole)
    if found is None or current is None:
        return None
    edition, words = parts[0].edition, words_in(texts[""])
    then = standings_in(edition, found)
    before = then.get(current.key)
    return Moved(
        slug=edition.slug,
        title=edition.title,
        as_of=edition.as_of,
        moves=tuple(
            _move(key, then.get(key), one, words, due_years)
            for key, one in ((key, shown(now[key])) for key in sorted(now))
            if one and one.years and (key not in then or then[key].mark != one.mark)
        ),
        known_then=before.with_data if before else 0,
        known_now=current.with_data,
        total=current.applicable,
    )


def _move(key: str, then: Standing | None, now: Standing, words: Words, due_years: Mapping[int, int]) -> Move:
    said = words.commitments.get(code_of(key), {})
    target = said.get("targets", {}).get(years_of(key), {})
    return Move(
        code=code_of(key),
        title=str(target.get("title") or said.get("title") or ""),
        due_year=due_years.get(now.years or 0, 0),
        before=then.mark if then else None,
        now=now,
    )
