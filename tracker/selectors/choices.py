"""What a view of many marks can be narrowed down to: closed lists, made from what there is.

An address asks with plain words; what is not in the list is wrong, and is never looked for in the database.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tracker.enums import CommitmentStatus, DriverLevel, PlaceKind
from tracker.models import Commitment, Place
from tracker.selectors.compact import HorizonDate


@dataclass(frozen=True)
class Option:
    """One of the things to choose: as it stands in an address, and in words. `depth` says how far it is indented."""

    value: str
    label: str | Promise
    depth: int = 0


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A closed list with what was asked of it; `wrong` where that is not in it. Empty is all of it."""

    name: str
    options: tuple[Option, ...]
    asked: str

    @property
    def wrong(self) -> bool:
        """Whether something was asked that there is not."""
        return bool(self.asked) and self.chosen is None

    @property
    def chosen(self) -> Option | None:
        """What was asked for, where there is such a thing."""
        return next((one for one in self.options if one.value == self.asked), None)


def chosen_in_words(choices: Iterable[Choice]) -> str:
    """What a view is narrowed down to; nothing where it is whole."""
    return ", ".join(str(one.chosen.label) for one in choices if one.chosen)


def regions_to_choose(places: Iterable[Place], *, asked: str) -> Choice:
    """The regions, each followed by its sub-regions; by name."""
    found = sorted(places, key=lambda place: place.name)
    options = []
    for region in (one for one in found if one.kind == PlaceKind.REGION):
        options.append(Option(region.code, region.name))
        options += [
            Option(one.code, one.name, 1)
            for one in found
            if one.kind == PlaceKind.SUBREGION and one.parent_id == region.pk
        ]
    return Choice(name="region", options=tuple(options), asked=asked)


def horizons_to_choose(horizons: Iterable[HorizonDate], *, asked: str) -> Choice:
    """The horizons by their years, in the words of their due dates."""
    options = tuple(Option(str(one.years), _("by %(year)s") % {"year": one.due_year}) for one in horizons)
    return Choice(name="horizon", options=options, asked=asked)


def years_in(choice: Choice) -> int | None:
    """The horizon that was asked for by its years; None for all dates."""
    return int(choice.asked) if choice.chosen else None


def tags_to_choose(commitments: Sequence[Commitment], *, asked: Mapping[str, str]) -> tuple[Choice, ...]:
    """What commitments are tagged with: population group, driver, level of governance, area of action."""
    current = [one for one in commitments if one.status != CommitmentStatus.RETIRED]
    drivers = {one.driver_level for one in current}
    areas = {one.area.number: one.area.title for one in current}
    lists = {
        "population": _words(word for one in current for word in one.populations),
        "driver": [Option(one.value, one.label) for one in DriverLevel if one.value in drivers],
        "governance": _words(word for one in current for word in one.governance_levels),
        "area": [Option(str(number), title) for number, title in sorted(areas.items())],
    }
    return tuple(
        Choice(name=name, options=tuple(options), asked=asked.get(name, ""))
        for name, options in lists.items()
    )


def _words(words: Iterable[str]) -> list[Option]:
    return [Option(word, word) for word in sorted(set(words))]


def fits(commitment: Commitment, tags: Iterable[Choice]) -> bool:
    """Whether a commitment carries every tag that was asked for."""
    carries = {
        "population": commitment.populations,
        "driver": [commitment.driver_level],
        "governance": commitment.governance_levels,
        "area": [str(commitment.area.number)],
    }
    return all(one.asked in carries[one.name] for one in tags if one.asked)
