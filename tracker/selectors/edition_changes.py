"""What changed between an edition and another, or today, and why: mark by mark, from what is on record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.enums import ChangeReason
from tracker.models import Edition
from tracker.scoring import Kind, Mark, Status, TargetSpec, turning_points
from tracker.selectors.edition_said import Words
from tracker.selectors.edition_sides import (
    Between,
    Key,
    Side,
    Wording,
    between,
    code_of,
    side_of_edition,
    side_of_today,
    wordings_today,
    years_of,
)
from tracker.selectors.place_refs import PlaceRef

TODAY = "today"
# So many places of one group are named, where not one commitment alone is asked about.
NAMED = 12
# What a target can become when a date passes and nothing else happens; without a goal, also met.
BY_TIME = {Status.AWAITING_END_LINE, Status.OVERDUE, Status.MISSED}
BY_TIME_ALSO = {Status.MET}
Shown = tuple[Mark, Status] | None


@dataclass(frozen=True, kw_only=True)
class ChangeGroup:
    """The places in which one target went from one mark to another for one reason; None where it was not there.

    The first places by name, and how many more there are; `linked` says that the target is still scored.
    """

    code: str
    years: int
    title: str
    linked: bool
    before: Shown
    after: Shown
    total: int
    places: tuple[PlaceRef, ...]

    @property
    def more(self) -> int:
        """How many places are not named."""
        return self.total - len(self.places)


@dataclass(frozen=True, kw_only=True)
class ReasonBlock:
    """All changes that have one reason."""

    reason: ChangeReason
    total: int
    groups: tuple[ChangeGroup, ...]


@dataclass(frozen=True, kw_only=True)
class ChangesPage:
    """What changed from the earlier of two days to the later. `commitment` is set where one alone is asked about.

    `moved` counts the targets whose figures changed and whose mark did not.
    """

    slug: str
    title: str
    since: str
    commitment: str
    earlier: Side
    later: Side
    compared: int
    changed: int
    moved: int
    fictional: bool
    reasons: tuple[ReasonBlock, ...]


@dataclass(frozen=True)
class _Comparison:
    """Both days, what was recorded between them, and the words for what is in them."""

    earlier: Side
    later: Side
    between: Between
    words: tuple[Words, ...]
    wordings: Mapping[str, Wording]


def changes_page(
    slug: str, *, since: str, commitment: str = "", named: int | None = NAMED
) -> ChangesPage | None:
    """What changed between an edition and another, or today; None where one of the two is not there.

    So many places of a group are `named`, or all; all too where one commitment alone is asked about. Five queries.
    """
    wanted = {slug} if since == TODAY else {slug, since}
    editions = {one.slug: one for one in Edition.objects.filter(slug__in=wanted)}
    if wanted - editions.keys():
        return None
    found = _comparison(sorted(editions.values(), key=lambda one: (one.as_of, one.frozen_at)))
    if commitment and commitment not in found.wordings:
        return None
    return _page(
        found, title=editions[slug].title, slug=slug, since=since, commitment=commitment, named=named
    )


def _comparison(editions: list[Edition]) -> _Comparison:
    """The earlier of the editions and the later, or an only one and today. Four queries."""
    wordings = wordings_today()
    earlier, words = side_of_edition(editions[0])
    if len(editions) > 1:
        later, more = side_of_edition(editions[-1])
        known: tuple[Words, ...] = (more, words)
    else:
        later, known = side_of_today(wordings), (words,)
    return _Comparison(earlier, later, between(earlier.as_of, later.as_of), known, wordings)


def _page(
    found: _Comparison, *, title: str, slug: str, since: str, commitment: str, named: int | None
) -> ChangesPage:
    keys = [
        key
        for key in sorted(found.earlier.cells.keys() | found.later.cells.keys())
        if not commitment or code_of(key[1]) == commitment
    ]
    changed = [key for key in keys if _shown(found.earlier, key) != _shown(found.later, key)]
    moved = [key for key in keys if _digest(found.earlier, key) != _digest(found.later, key)]
    reasons = {key: _reason(key, found) for key in changed}
    return ChangesPage(
        slug=slug,
        title=title,
        since=since,
        commitment=commitment,
        earlier=found.earlier,
        later=found.later,
        compared=len(keys),
        changed=len(changed),
        moved=len(set(moved) - set(changed)),
        fictional=any(_place(found, key[0]).fictional for key in changed),
        reasons=tuple(
            _block(
                reason,
                [key for key in changed if reasons[key] == reason],
                found,
                most=None if commitment else named,
            )
            for reason in ChangeReason
            if reason in reasons.values()
        ),
    )


def _shown(side: Side, key: Key) -> Shown:
    cell = side.cells.get(key)
    return (cell.mark, cell.status) if cell else None


def _digest(side: Side, key: Key) -> str:
    cell = side.cells.get(key)
    return cell.digest if cell else ""


def _reason(key: Key, found: _Comparison) -> ChangeReason:
    """The first reason that fits, from what is on record; never a guess."""
    before, after = found.earlier.cells.get(key), found.later.cells.get(key)
    if before is None or after is None:
        # It came or went with its words; within one day nothing on record says how.
        return ChangeReason.TARGET if found.earlier.as_of < found.later.as_of else ChangeReason.UNEXPLAINED
    reasons = (
        (ChangeReason.METHOD, before.method_version != after.method_version),
        (ChangeReason.TARGET, before.versions != after.versions),
        (ChangeReason.CORRECTION, key in found.between.corrected),
        (ChangeReason.NEW_DATA, key in found.between.reported),
        (ChangeReason.TIME, _turned(key[1], after.status, found)),
    )
    return next((reason for reason, fits in reasons if fits), ChangeReason.UNEXPLAINED)


def _turned(key: str, status: Status, found: _Comparison) -> bool:
    """Whether the due date, or the end of the time for late figures, passed, and can have led to this status."""
    said = _target(found, key)
    if said is None or status not in BY_TIME | (BY_TIME_ALSO if said["kind"] == Kind.IMPROVE else set()):
        return False
    spec = TargetSpec(
        kind=Kind(said["kind"]),
        baseline_on=date.min,
        due_on=date.fromisoformat(said["due_on"]),
        grace_months=int(said["grace_months"]),
    )
    return any(found.earlier.as_of < turn <= found.later.as_of for turn in turning_points(spec))


def _target(found: _Comparison, key: str) -> dict[str, str] | None:
    """What an edition says of a target."""
    for words in found.words:
        said = words.commitments.get(code_of(key), {}).get("targets", {}).get(years_of(key))
        if said:
            return dict(said)
    return None


def _block(reason: ChangeReason, keys: list[Key], found: _Comparison, *, most: int | None) -> ReasonBlock:
    """The changes with one reason, grouped by the target and by what they changed from and to."""
    groups: dict[tuple[str, Shown, Shown], list[str]] = {}
    for key in keys:
        same = (key[1], _shown(found.earlier, key), _shown(found.later, key))
        groups.setdefault(same, []).append(key[0])
    ordered = sorted(groups.items(), key=lambda group: (code_of(group[0][0]), int(years_of(group[0][0]))))
    return ReasonBlock(
        reason=reason,
        total=len(keys),
        groups=tuple(
            _group(key, before, after, codes, found, most=most) for (key, before, after), codes in ordered
        ),
    )


def _group(
    key: str, before: Shown, after: Shown, codes: Iterable[str], found: _Comparison, *, most: int | None
) -> ChangeGroup:
    places = sorted((_place(found, code) for code in codes), key=lambda place: place.name)
    wording = found.wordings.get(code_of(key))
    return ChangeGroup(
        code=code_of(key),
        years=int(years_of(key)),
        title=_title(found, key, wording),
        linked=bool(wording and wording.scored),
        before=before,
        after=after,
        total=len(places),
        places=tuple(places[:most]),
    )


def _title(found: _Comparison, key: str, wording: Wording | None) -> str:
    """What the target asks for, in the words of the later edition that has it; else the commitment's title."""
    said = _target(found, key)
    return said["title"] if said else (wording.title if wording else "")


def _place(found: _Comparison, code: str) -> PlaceRef:
    """The place as the later of the two days calls it."""
    return found.later.places.get(code) or found.earlier.places[code]
