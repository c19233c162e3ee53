"""The groups of people that commitments are about, and one of them with these commitments."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.text import slugify

from tracker.models import Commitment
from tracker.selectors.commitment_sets import CommitmentSet, commitment_set, scored_on

LONGEST = 60


@dataclass(frozen=True, kw_only=True)
class PopulationRow:
    """A group by the words of the heat map's list, and the commitments about it."""

    code: str
    name: str
    commitments: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PopulationsPage:
    """Every group, by name; `commitments` is how many there are in all, `about` how many are about some group."""

    populations: tuple[PopulationRow, ...]
    commitments: int
    about: int


@dataclass(frozen=True, kw_only=True)
class PopulationPage:
    """One group, and how the commitments about it stand."""

    code: str
    name: str
    together: CommitmentSet


def populations_page(*, as_of: date | None = None) -> PopulationsPage:
    """Every group with the commitments of that day that are about it. One query."""
    commitments = scored_on(as_of)
    return PopulationsPage(
        populations=_populations(commitments),
        commitments=len(commitments),
        about=sum(1 for one in commitments if one.populations),
    )


def population_page(code: str, *, as_of: date | None = None) -> PopulationPage | None:
    """One group by its name as an address has it, today or on a past date; None where there is none. Four queries."""
    commitments = scored_on(as_of)
    found = next((one for one in _populations(commitments) if one.code == code), None)
    if found is None:
        return None
    about = [one for one in commitments if found.name in one.populations]
    return PopulationPage(code=code, name=found.name, together=commitment_set(about, as_of=as_of))


def _populations(commitments: Iterable[Commitment]) -> tuple[PopulationRow, ...]:
    about: dict[str, list[str]] = {}
    for one in commitments:
        for name in one.populations:
            about.setdefault(name, []).append(one.code)
    return tuple(
        PopulationRow(code=population_code(name), name=name, commitments=tuple(codes))
        for name, codes in sorted(about.items())
    )


def population_code(name: str) -> str:
    """A group's name as it stands in an address; one in letters that no address takes goes by a number."""
    return slugify(name)[:LONGEST] or hashlib.sha256(name.encode()).hexdigest()[:12]
