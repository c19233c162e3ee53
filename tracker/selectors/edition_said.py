"""What an edition says, read back from its parts as rows that a page can print."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from tracker.enums import PlaceKind
from tracker.models import Edition, EditionPart
from tracker.models.editions import unpacked
from tracker.models.places import name_of
from tracker.scoring import Grade, Mark, Status
from tracker.selectors.edition_payload import opened, rows_in
from tracker.selectors.place_refs import PlaceRef
from tracker.selectors.standings import Standing


@dataclass(frozen=True)
class Words:
    """What an edition says beside its marks: the names of everything, and what was promised, as it stood."""

    about: Mapping[str, Any]
    commitments: Mapping[str, Mapping[str, Any]]

    def place(self, code: str) -> PlaceRef:
        """A place as it was called."""
        found = self.about["places"][code]
        return PlaceRef(code=code, name=name_of(found["names"]), fictional=found["fictional"])

    def objective(self, number: int) -> str:
        """The short name of an objective."""
        return name_of(self.about["objectives"][str(number)]["labels"])

    def objective_of(self, code: str) -> int:
        """The number of the objective a commitment is under."""
        return int(self.commitments[code]["objective"])

    @property
    def world(self) -> str:
        """The code of the place that everything rolls up to; empty where there was none."""
        kinds = {found["kind"]: code for code, found in self.about["places"].items()}
        return str(kinds.get(PlaceKind.WORLD, ""))

    @property
    def due_years(self) -> dict[int, int]:
        """The year in which the targets of each horizon are due, the nearest first."""
        found = {int(years): one["due_on"] for years, one in self.about["horizons"].items()}
        return {years: date.fromisoformat(found[years]).year for years in sorted(found)}


def words_in(beginning: bytes) -> Words:
    """The words in the first part of a payload."""
    found = opened(beginning)
    return Words(found["about"], found["scorecard"]["commitments"])


def standings_in(edition: Edition, text: bytes) -> dict[str, Standing]:
    """The marks in one holder's part, by key."""
    return {key: _standing(edition, key, said) for key, said in rows_in(text).items()}


def _standing(edition: Edition, key: str, said: Mapping[str, Any]) -> Standing:
    """A row as it was said; a single target's counts are its own mark and status."""
    mark = Mark(said["mark"])
    status = Status(said["status"]) if "status" in said else None
    counts = {mark.value: 1} if status else said.get("counts", {})
    statuses = {status.value: 1} if status else said.get("statuses", {})
    _name, _colon, years = key.partition(":")
    return Standing(
        key=key,
        years=int(years) if years else None,
        mark=mark,
        status=status,
        share=_fraction(said.get("share")),
        score=_fraction(said.get("score")),
        coverage=Fraction(said["coverage"]),
        lower=Fraction(said["lower"]),
        upper=Fraction(said["upper"]),
        published=said.get("published", False),
        applicable=sum(number for name, number in counts.items() if name != Mark.NOT_APPLICABLE),
        counts=tuple((one, counts[one]) for one in Mark if one in counts),
        statuses=tuple((one, statuses[one]) for one in Status if one in statuses),
        lowest_grade=Grade(said["grade"]) if "grade" in said else None,
        proxy=said.get("proxy", False),
        contested=said.get("contested", False),
        as_of=edition.as_of,
        method_version=edition.method_version,
    )


def _fraction(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def texts_of(edition: Edition, *holders: str) -> dict[str, bytes]:
    """The first part of the payload, by an empty name, and those of these holders, by their names. One query."""
    parts = EditionPart.objects.filter(edition=edition, holder__in=["", *holders]).order_by("number")
    found: dict[str, bytes] = {}
    for holder, kept in parts.values_list("holder", "packed"):
        if holder not in found:
            found[holder] = unpacked(kept)
    return found


def packed_parts(edition: Edition) -> list[tuple[str, bytes]]:
    """Every part in its order with its holder, compressed as it is kept. One query."""
    parts = EditionPart.objects.filter(edition=edition).order_by("number")
    return [(holder, bytes(kept)) for holder, kept in parts.values_list("holder", "packed")]
