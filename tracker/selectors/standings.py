"""What a stored score says, as a row that a page can print; or why nothing of it is told.

Every public page reads what is kept by this, through `scores_at`: one that cannot be read, that another method made,
or that could not be computed says so in its own place, and stops no other.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor
from typing import Any

from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.lookups import Exact

from tracker.enums import Fault, PlaceKind, Subject
from tracker.models import DirtyScore, Place, Score
from tracker.scoring import METHOD_VERSION, Grade, Mark, Status
from tracker.selectors.spoilable import SPOILABLE, counts_in, fraction_in, in_order, number_in

# A box that is full has so many of these.
TENTHS = 10
PLAIN = (
    "key",
    "subject",
    "mark",
    "status",
    "published",
    "applicable",
    "lowest_grade",
    "proxy",
    "contested",
    "as_of",
    "method_version",
)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A score, with what must stand beside it: the counts, the coverage, the bounds, the lowest grade.

    `status` and `share` are set for a single target only. `years` is None over all horizons. `place` or `process` is
    the code of whose score it is; `updating` says that it is about to be computed anew.
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
    place: str = ""
    process: str = ""
    updating: bool = False

    @property
    def fault(self) -> None:
        """Nothing is wrong with it."""
        return None

    @property
    def with_data(self) -> int:
        """How many of the targets that apply have something to score."""
        unknown = {Mark.NO_EVIDENCE, Mark.NOT_APPLICABLE}
        return sum(number for mark, number in self.counts if mark not in unknown)

    @property
    def tenths(self) -> int:
        """How full its box is drawn: not empty where anything is known, not full before everything is."""
        tenths = self.coverage * TENTHS
        return ceil(tenths) if tenths < 1 else floor(tenths)

    @property
    def is_silent(self) -> bool:
        """Whether nothing at all was reported, so that there is no sum to explain."""
        return self.mark is Mark.NO_EVIDENCE and not self.coverage


@dataclass(frozen=True, kw_only=True)
class Unshown:
    """A score of which nothing is told, and why. `last` is what it said before, where that can be read."""

    key: str
    years: int | None
    fault: Fault
    as_of: date | None
    place: str = ""
    process: str = ""
    last: Standing | None = None
    updating: bool = False


Told = Standing | Unshown


def shown(found: Told | None) -> Standing | None:
    """The standing, where there is one and it can be shown."""
    return found if isinstance(found, Standing) else None


def is_updating(found: Iterable[Told | None]) -> bool:
    """Whether any of these is about to be computed anew."""
    return any(one.updating for one in found if one)


def standing(score: Score) -> Standing:
    """A score that was loaded whole, as a standing; needs `horizon` and the place or process loaded."""
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
        counts=in_order(score.counts, Mark),
        statuses=in_order(score.statuses, Status),
        lowest_grade=Grade(score.lowest_grade) if score.lowest_grade else None,
        proxy=score.proxy,
        contested=score.contested,
        as_of=score.as_of,
        method_version=score.method_version,
        place=score.place.code if score.place else "",
        process=score.process.code if score.process else "",
    )


def as_stored(rows: QuerySet[Score], *, settled: bool = False) -> QuerySet[Score]:
    """The rows for `told`: what may be spoilt as text, whose they are, and whether they wait to be computed anew.

    Where all is `settled`, since nothing waits at all, no row is asked for by itself whether it does.
    """
    texts = {
        f"{name}_text": ExpressionWrapper(F(name), output_field=TextField(null=True)) for name in SPOILABLE
    }
    dirty = DirtyScore.objects.none() if settled else _dirty()
    return rows.defer(*SPOILABLE).annotate(
        **texts,
        years=F("horizon__years"),
        place_code=F("place__code"),
        process_code=F("process__code"),
        waiting=Exists(dirty.pending()),
        held=Exists(dirty.quarantined().filter(quarantined_at__gte=OuterRef("computed_at"))),
    )


def _dirty() -> Any:
    """What must be computed anew, of the outer row's holder and of what the row is made from."""
    whose = Q(place=OuterRef("place")) | Q(process=OuterRef("process"))
    below = Q(commitment=OuterRef("commitment")) | Q(commitment__objective=OuterRef("objective"))
    return DirtyScore.objects.filter(whose, below | Q(Exact(OuterRef("subject"), Value(Subject.PLACE))))


def stored(rows: QuerySet[Score], *more: str) -> list[Any]:
    """The rows of a query as plain values fit for `told`, with these columns besides. One query."""
    return list(plain(rows, *more))


def plain(rows: QuerySet[Score], *more: str, settled: bool = False) -> QuerySet[Score, Any]:
    """The same, not asked yet; `settled` where nothing waits to be computed anew."""
    texts = [f"{name}_text" for name in SPOILABLE]
    beside = ("years", "place_code", "process_code", "waiting", "held")
    return as_stored(rows, settled=settled).values_list(*PLAIN, *texts, *beside, *more, named=True)


def told(row: Any) -> Told:
    """What a stored row says, or why nothing of it is told; `row` has what `as_stored` gives."""
    last, fault = None, Fault.UNREADABLE
    if row.method_version != METHOD_VERSION:
        fault = Fault.OTHER_METHOD
    else:
        # Whatever is wrong with it, nothing is told and nothing else is stopped.
        with suppress(ValueError, TypeError, AttributeError):
            last = _read(row)
    if last and not row.held:
        return last
    return Unshown(
        key=row.key,
        years=row.years,
        fault=Fault.HELD if last else fault,
        as_of=row.as_of,
        place=row.place_code or "",
        process=row.process_code or "",
        last=last,
        updating=bool(row.waiting),
    )


def _read(row: Any) -> Standing:
    """The row as a standing; raises ValueError or the like where it is none."""
    score, coverage, lower, upper = _numbers_in(
        row.score_text, row.coverage_text, row.lower_text, row.upper_text
    )
    if not (isinstance(row.as_of, date) and isinstance(row.applicable, int)):
        raise ValueError(f"no day, or no count: {row.as_of}, {row.applicable}")
    return Standing(
        key=row.key,
        years=row.years,
        mark=Mark(row.mark),
        status=Status(row.status) if row.status else None,
        share=fraction_in(row.share_text),
        score=score,
        coverage=coverage,
        lower=lower,
        upper=upper,
        published=row.published,
        applicable=row.applicable,
        counts=counts_in(row.counts_text, Mark),
        statuses=counts_in(row.statuses_text, Status),
        lowest_grade=Grade(row.lowest_grade) if row.lowest_grade else None,
        proxy=row.proxy,
        contested=row.contested,
        as_of=row.as_of,
        method_version=row.method_version,
        place=row.place_code or "",
        process=row.process_code or "",
        updating=bool(row.waiting),
    )


@lru_cache(maxsize=10_000)
def _numbers_in(
    score_text: str | None, coverage_text: str | None, lower_text: str | None, upper_text: str | None
) -> tuple[Fraction | None, Fraction, Fraction, Fraction]:
    """The score, the coverage and the bounds; raises ValueError where they do not lie where those of a score can lie.

    A map reads thousands of rows, and most say the same.
    """
    score = fraction_in(score_text)
    coverage, lower, upper = number_in(coverage_text), number_in(lower_text), number_in(upper_text)
    within = 0 <= coverage <= 1 and 0 <= lower <= upper <= 100
    fits = coverage == 0 if score is None else coverage > 0 and lower <= score <= upper
    if not (within and fits):
        raise ValueError(f"no score can be so: {score}, {coverage}, {lower}, {upper}")
    return score, coverage, lower, upper


def standings(place: Place, *subjects: Subject) -> dict[str, Told]:
    """The standings of one place on these kinds of subject, by key. One query."""
    rows = stored(Score.objects.filter(place=place, subject__in=subjects))
    return {row.key: told(row) for row in rows}


def world_standings(*subjects: Subject) -> dict[Subject, dict[str, Told]]:
    """The world's standings on each of these kinds of subject, by key. One query; no place is looked up."""
    found: dict[Subject, dict[str, Told]] = {subject: {} for subject in subjects}
    # As a question within the question, so that SQLite finds the rows by their place and reads no others.
    world = Place.objects.filter(kind=PlaceKind.WORLD)
    for row in stored(Score.objects.filter(place__in=world, subject__in=subjects)):
        found[Subject(row.subject)][row.key] = told(row)
    return found


def standings_by_place(*keys: str) -> dict[tuple[int, str], Told]:
    """The standings of every place on these keys, by place and key. One query."""
    rows = stored(Score.objects.filter(key__in=keys, place__isnull=False), "place_id")
    return {(row.place_id, row.key): told(row) for row in rows}


def address_of(key: str) -> str:
    """The key as it stands in an address: `GCM10-1-5`."""
    return key.replace(":", "-")


def keys_at(address: str) -> tuple[str, ...]:
    """The keys that an address can mean: `objective-10`, or else what is called `objective` by ten years."""
    name, _hyphen, years = address.rpartition("-")
    return (address, f"{name}:{years}") if name and years.isdigit() else (address,)


def key_of(name: str, years: int | None) -> str:
    """The key of a score within its place: a commitment's code, `objective-N` or `all`, and the horizon if one."""
    return f"{name}:{years}" if years else name
