"""Places or processes of like kind side by side, in the order the reader chose: nothing is ranked by itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tracker.enums import Likeness, Misfit, PlaceKind, Subject
from tracker.models import Place, Process
from tracker.selectors.all_places import plain_name
from tracker.selectors.choices import Choice, Option
from tracker.selectors.compact import HorizonDate, ObjectiveHead, outline
from tracker.selectors.credits import CommitteeRef, who_could_report
from tracker.selectors.holders import Holder
from tracker.selectors.objectives import latest
from tracker.selectors.place_refs import PlaceRef, place_ref
from tracker.selectors.scores_at import told_of
from tracker.selectors.standings import Told, is_updating, key_of, shown

FEWEST, MOST = 2, 4
# So many of what was chosen are given back to be put right.
KEPT = 8
SHARE = "share"
WHOLE = "all"
PLACES, PROCESSES = "place", "process"
REAL = {
    PlaceKind.COUNTRY: Likeness.STATE,
    PlaceKind.REGION: Likeness.REGION,
    PlaceKind.SUBREGION: Likeness.REGION,
    PlaceKind.LOCAL: Likeness.LOCAL,
}
MADE_UP = {PlaceKind.COUNTRY: Likeness.MADE_UP, PlaceKind.LOCAL: Likeness.MADE_UP_LOCAL}


@dataclass(frozen=True, kw_only=True)
class OptionGroup:
    """Options of one kind, under its name."""

    label: str | Promise
    options: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True)
class Pick:
    """One list of the form with what was chosen in it; `misfit` says why that cannot be compared."""

    name: str
    number: int
    asked: str
    misfit: Misfit | None = None

    @property
    def key(self) -> str:
        """What the field is called on the page."""
        return f"{self.name}-{self.number}"


@dataclass(frozen=True, kw_only=True)
class Picks:
    """The lists of one kind, all with the same options."""

    name: str
    groups: tuple[OptionGroup, ...]
    picks: tuple[Pick, ...]


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One that is compared, with its standing on everything, by each date, and on each objective in turn."""

    name: str
    place: PlaceRef | None
    process: str
    kind: PlaceKind | None
    overall: Told | None
    by_horizon: tuple[Told | None, ...]
    objectives: tuple[Told | None, ...]
    committees: tuple[CommitteeRef, ...]


@dataclass(frozen=True, kw_only=True)
class ComparePage:
    """What is chosen from, and those compared; none where too few were chosen or something cannot be compared."""

    as_of: date | None
    updating: bool
    lists: tuple[Picks, ...]
    order: Choice
    horizons: tuple[HorizonDate, ...]
    objectives: tuple[ObjectiveHead, ...]
    compared: tuple[Compared, ...]

    @property
    def wrong(self) -> tuple[Pick, ...]:
        """The fields in which something was chosen that cannot be compared."""
        return tuple(one for lists in self.lists for one in lists.picks if one.misfit)

    @property
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """What was chosen, as an address says it."""
        return tuple((one.name, one.asked) for lists in self.lists for one in lists.picks if one.asked)


def compare_page(
    *, places: Sequence[str], processes: Sequence[str], order: str = "", as_of: date | None = None
) -> ComparePage:
    """What was chosen by its codes side by side, today or on a past date. Five queries at most."""
    about = outline(as_of)
    known: dict[str, dict[str, Holder]] = {
        PLACES: {one.code: one for one in sorted(Place.objects.all(), key=_by_name)},
        PROCESSES: {one.code: one for one in sorted(Process.objects.all(), key=_by_name)},
    }
    lists = _lists(known, {PLACES: places, PROCESSES: processes})
    choice = Choice(name="order", options=(Option(SHARE, _("by score, the highest first")),), asked=order)
    picks = [one for found in lists for one in found.picks if one.asked]
    holders: list[Holder] = []
    if len(picks) >= FEWEST and not choice.wrong and not any(one.misfit for one in picks):
        holders = [known[one.name][one.asked] for one in picks]
    found = told_of(holders, Subject.PLACE, Subject.OBJECTIVE, as_of=as_of) if holders else {}
    told = [one for rows in found.values() for one in rows.values()]
    compared = _compared(holders, found, about.horizons, about.objectives, as_of=as_of)
    return ComparePage(
        as_of=as_of or latest(told),
        updating=is_updating(told),
        lists=lists,
        order=choice,
        horizons=about.horizons,
        objectives=about.objectives,
        compared=tuple(sorted(compared, key=_by_score)) if choice.chosen else compared,
    )


def _by_name(one: Holder) -> tuple[str, str]:
    return plain_name(one.name), one.code


def _lists(
    known: Mapping[str, Mapping[str, Holder]], asked: Mapping[str, Sequence[str]]
) -> tuple[Picks, ...]:
    """The fields for places and for processes, with what is wrong in each."""
    kinds = {name: _by_kind(found.values()) for name, found in known.items()}
    kind_of = {(name, code): like for name in kinds for like, codes in kinds[name].items() for code in codes}
    picked = [(name, code) for name in (PLACES, PROCESSES) for code in asked[name] if code][:KEPT]
    first = next((kind_of[one] for one in picked if one in kind_of), None)
    made: dict[str, list[Pick]] = {PLACES: [], PROCESSES: []}
    for at, (name, code) in enumerate(picked):
        misfit = _misfit(kind_of.get((name, code)), first, again=(name, code) in picked[:at], at=at)
        made[name].append(Pick(name=name, number=len(made[name]) + 1, asked=code, misfit=misfit))
    return tuple(
        Picks(name=name, groups=_groups(kinds[name], known[name]), picks=_filled(name, made[name]))
        for name in made
    )


def _by_kind(holders: Iterable[Holder]) -> dict[Likeness, list[str]]:
    """The codes of those that can be compared with each other, by what they are together."""
    found: dict[Likeness, list[str]] = {like: [] for like in Likeness}
    for one in holders:
        if like := _likeness(one):
            found[like].append(one.code)
    return {like: codes for like, codes in found.items() if codes}


def _likeness(one: Holder) -> Likeness | None:
    """What it can be compared with; the world with nothing."""
    if isinstance(one, Process):
        return Likeness.PROCESS
    if one.fictional:
        return MADE_UP.get(PlaceKind(one.kind))
    return REAL.get(PlaceKind(one.kind))


def _misfit(kind: Likeness | None, first: Likeness | None, *, again: bool, at: int) -> Misfit | None:
    if kind is None:
        return Misfit.UNKNOWN
    if again:
        return Misfit.TWICE
    if kind != first:
        return Misfit.OTHER_KIND
    return Misfit.TOO_MANY if at >= MOST else None


def _groups(kinds: Mapping[Likeness, Iterable[str]], known: Mapping[str, Holder]) -> tuple[OptionGroup, ...]:
    return tuple(
        OptionGroup(label=like.label, options=tuple(Option(code, known[code].name) for code in codes))
        for like, codes in kinds.items()
    )


def _filled(name: str, picks: list[Pick]) -> tuple[Pick, ...]:
    """As many fields as can be compared, or were chosen."""
    empty = [Pick(name=name, number=number + 1, asked="") for number in range(len(picks), MOST)]
    return (*picks, *empty)


def _compared(
    holders: Sequence[Holder],
    found: Mapping[tuple[bool, int], Mapping[str, Told]],
    horizons: Sequence[HorizonDate],
    objectives: Sequence[ObjectiveHead],
    *,
    as_of: date | None,
) -> tuple[Compared, ...]:
    places = [one for one in holders if isinstance(one, Place)]
    committees = {} if as_of or not holders else who_could_report(place__in=places)
    made = []
    for one in holders:
        place = one if isinstance(one, Place) else None
        told = found.get((place is None, one.pk), {})
        made.append(
            Compared(
                name=one.name,
                place=place_ref(place) if place else None,
                process="" if place else one.code,
                kind=PlaceKind(place.kind) if place else None,
                overall=told.get(WHOLE),
                by_horizon=tuple(told.get(key_of(WHOLE, horizon.years)) for horizon in horizons),
                objectives=tuple(told.get(objective.name) for objective in objectives),
                committees=committees.get(place, ()) if place else (),
            )
        )
    return tuple(made)


def _by_score(one: Compared) -> Fraction:
    """The highest first; where there is no number it is the last, and stays where the reader put it."""
    told = shown(one.overall)
    return -told.score if told and told.published and told.score is not None else Fraction(1)
