"""The two days that are compared: an edition, or today, each with the mark of every target of every place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from tracker.enums import CommitmentStatus
from tracker.models import CommitmentVersion, Edition, ProgressReport, Score
from tracker.models.editions import unpacked
from tracker.models.places import name_of
from tracker.scoring import METHOD_VERSION, Mark, Status
from tracker.selectors.edition_payload import PLACES, rows_in
from tracker.selectors.edition_said import Words, packed_parts, words_in
from tracker.selectors.place_refs import PlaceRef

Key = tuple[str, str]  # a place's code, and the key of one of its targets


@dataclass(frozen=True)
class Cell:
    """A target's mark on one day: what it says, by which versions, and the digest of what it rests on."""

    mark: Mark
    status: Status
    versions: tuple[int | None, int | None, int | None]
    digest: str
    method_version: int


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two days. Today has no slug."""

    slug: str
    title: str
    as_of: date
    method_version: int
    cells: Mapping[Key, Cell]
    places: Mapping[str, PlaceRef]


@dataclass(frozen=True)
class Wording:
    """What a commitment is called today, by which version, and whether it is scored."""

    number: int
    title: str
    scored: bool


@dataclass(frozen=True)
class Between:
    """Of which targets a report was replaced between two days, and of which one was published."""

    corrected: frozenset[Key]
    reported: frozenset[Key]


def wordings_today() -> dict[str, Wording]:
    """Every commitment as it is worded today, by its code. One query."""
    found: dict[str, Wording] = {}
    versions = CommitmentVersion.objects.in_force_on(timezone.localdate()).order_by("number")
    for code, number, title, status in versions.values_list("commitment__code", "number", "title", "status"):
        found[code] = Wording(number, title, scored=status != CommitmentStatus.RETIRED)
    return found


def side_of_edition(edition: Edition) -> tuple[Side, Words]:
    """The marks in an edition, and its words. One query."""
    parts = packed_parts(edition)
    words = words_in(unpacked(parts[0][1]))
    numbers = {code: said["version"] for code, said in words.commitments.items()}
    cells = {
        (holder.removeprefix(f"{PLACES}/"), key): Cell(
            Mark(said["mark"]),
            Status(said["status"]),
            (numbers[code_of(key)], said.get("version"), said.get("place_version")),
            said["digest"],
            edition.method_version,
        )
        for holder, kept in parts
        if holder.startswith(f"{PLACES}/")
        for key, said in rows_in(unpacked(kept)).items()
        if "status" in said
    }
    side = Side(
        slug=edition.slug,
        title=edition.title,
        as_of=edition.as_of,
        method_version=edition.method_version,
        cells=cells,
        places={place: words.place(place) for place, _key in cells},
    )
    return side, words


def side_of_today(wordings: Mapping[str, Wording]) -> Side:
    """The marks as they are stored now. One query."""
    rows = Score.objects.filter(place_target__isnull=False, place__isnull=False).values_list(
        "place__code",
        "place__names",
        "place__fictional",
        "key",
        "mark",
        "status",
        "target_version__number",
        "place_version__number",
        "digest",
        "method_version",
    )
    cells: dict[Key, Cell] = {}
    places: dict[str, PlaceRef] = {}
    for code, names, fictional, key, mark, status, version, local, digest, method in rows:
        place = str(code)
        versions = (_number(wordings, key), version, local)
        cells[place, key] = Cell(Mark(mark), Status(status), versions, digest, method)
        if place not in places:
            places[place] = PlaceRef(code=place, name=name_of(names or {}), fictional=bool(fictional))
    today = timezone.localdate()
    return Side(slug="", title="", as_of=today, method_version=METHOD_VERSION, cells=cells, places=places)


def _number(wordings: Mapping[str, Wording], key: str) -> int | None:
    found = wordings.get(code_of(key))
    return found.number if found else None


def code_of(key: str) -> str:
    """The commitment's code in a key such as GCM10-1:5."""
    return key.partition(":")[0]


def years_of(key: str) -> str:
    """The horizon in a key such as GCM10-1:5."""
    return key.partition(":")[2]


def between(earlier: date, later: date) -> Between:
    """What was published, and what was replaced, after one day and up to the end of another. One query."""
    start, end = (datetime.combine(day + timedelta(days=1), time(), UTC) for day in (earlier, later))
    published = Q(published_at__gte=start, published_at__lt=end)
    replaced = Q(superseded_at__gte=start, superseded_at__lt=end)
    rows = (
        ProgressReport.objects.once_public()
        .filter(published | replaced)
        .values_list(
            "place_target__place__code",
            "place_target__target__commitment__code",
            "place_target__target__horizon__years",
            "superseded_at",
        )
    )
    corrected: set[Key] = set()
    reported: set[Key] = set()
    for place, code, years, replaced_at in rows:
        is_replaced = replaced_at is not None and start <= replaced_at < end
        (corrected if is_replaced else reported).add((place, f"{code}:{years}"))
    return Between(frozenset(corrected), frozenset(reported))
