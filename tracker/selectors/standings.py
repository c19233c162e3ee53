"""What a stored score says, as a row that a page can print."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import QuerySet

from tracker.enums import PlaceKind, Subject
from tracker.models import Place, Score
from tracker.scoring import Grade, Mark, Status


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A score, with what must stand beside it: the counts, the coverage, the bounds, the lowest grade.

    `status` and `share` are set for a single target only. `years` is None over all horizons.
    """

    key: str
    years: int | None
    mark: Mark
    status: Status | None
    share: Fraction | None
    score: Fraction | None
    coverage: Fraction
    lower: Fraction
    upper: Fraction
    published: bool
    applicable: int
    counts: tuple[tuple[Mark, int], ...]
    statuses: tuple[tuple[Status, int], ...]
    lowest_grade: Grade | None
    proxy: bool
    contested: bool
    as_of: date
    method_version: int

    @property
    def with_data(self) -> int:
        """How many of the targets that apply have something to score."""
        unknown = {Mark.NO_EVIDENCE, Mark.NOT_APPLICABLE}
        return sum(number for mark, number in self.counts if mark not in unknown)


def standing(score: Score) -> Standing:
    """The row as a standing; needs `horizon` loaded."""
    return Standing(
        key=score.key,
        years=score.horizon.years if score.horizon else None,
        mark=Mark(score.mark),
        status=Status(score.status) if score.status else None,
        share=score.share,
        score=score.score,
        coverage=score.coverage,
        lower=score.lower,
        upper=score.upper,
        published=score.published,
        applicable=score.applicable,
        counts=tuple((mark, score.counts[mark]) for mark in Mark if score.counts.get(mark)),
        statuses=tuple((status, score.statuses[status]) for status in Status if score.statuses.get(status)),
        lowest_grade=Grade(score.lowest_grade) if score.lowest_grade else None,
        proxy=score.proxy,
        contested=score.contested,
        as_of=score.as_of,
        method_version=score.method_version,
    )


def standings(place: Place, *subjects: Subject) -> dict[str, Standing]:
    """The standings of one place on these kinds of subject, by key. One query."""
    return {row.key: standing(row) for row in _rows().filter(place=place, subject__in=subjects)}


def world_standings(*subjects: Subject) -> dict[Subject, dict[str, Standing]]:
    """The world's standings on each of these kinds of subject, by key. One query; no place is looked up."""
    found: dict[Subject, dict[str, Standing]] = {subject: {} for subject in subjects}
    # As a question within the question, so that SQLite finds the rows by their place and reads no others.
    world = Place.objects.filter(kind=PlaceKind.WORLD)
    for row in _rows().filter(place__in=world, subject__in=subjects):
        found[Subject(row.subject)][row.key] = standing(row)
    return found


def standings_by_place(*keys: str) -> dict[tuple[int, str], Standing]:
    """The standings of every place on these keys, by place and key. One query."""
    rows = _rows().filter(key__in=keys, place__isnull=False)
    return {(row.place_id, row.key): standing(row) for row in rows if row.place_id}


def _rows() -> QuerySet[Score]:
    return Score.objects.select_related("horizon")


def key_of(name: str, years: int | None) -> str:
    """The key of a score within its place: a commitment's code, `objective-N` or `all`, and the horizon if one."""
    return f"{name}:{years}" if years else name
