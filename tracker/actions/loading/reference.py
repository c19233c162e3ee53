"""The loading as one act: read every file, check every row, and only then store."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from tracker.actions.audit import record
from tracker.actions.loading.baselines import BASELINES, check_baselines, keep_baselines
from tracker.actions.loading.commitments import COMMITMENTS, Linked, check_commitments, keep_commitments
from tracker.actions.loading.compact import (
    AREAS,
    HORIZONS,
    OBJECTIVES,
    PRINCIPLES,
    check_horizons,
    keep_areas,
    keep_horizons,
    keep_objectives,
    keep_principles,
)
from tracker.actions.loading.constituencies import CONSTITUENCIES, keep_constituencies
from tracker.actions.loading.faults import BadData, Fault
from tracker.actions.loading.frameworks import (
    BENCHMARKS,
    FRAMEWORKS,
    INDICATORS,
    check_indicators,
    keep_benchmarks,
    keep_frameworks,
    keep_indicators,
)
from tracker.actions.loading.keeping import Tally
from tracker.actions.loading.marks import mark_since, newest
from tracker.actions.loading.places import PLACES, check_places, keep_places
from tracker.actions.loading.processes import PROCESSES, check_processes, keep_processes
from tracker.actions.loading.readings import keep_readings
from tracker.actions.loading.series import OBSERVATIONS, SERIES, check_observations, check_series
from tracker.actions.loading.sheets import Tables, read_sheet, unknown_references
from tracker.actions.loading.sources import SOURCES, keep_sources
from tracker.actions.loading.targets import TARGETS, check_targets, keep_place_targets, keep_targets
from tracker.actions.loading.terms import TERMS, keep_terms
from tracker.actions.loading.words import words_in
from tracker.actions.statistics import take_statistics
from tracker.models import Loading

FOLDER = Path(__file__).resolve().parents[2] / "data"
NAME = "reference"
# Raised when the same bytes should be stored in another way: the next start then loads them again.
LOADER = 1
SHEETS = {
    sheet.file: sheet
    for sheet in (
        SOURCES,
        PLACES,
        OBJECTIVES,
        PRINCIPLES,
        AREAS,
        HORIZONS,
        FRAMEWORKS,
        BENCHMARKS,
        INDICATORS,
        CONSTITUENCIES,
        PROCESSES,
        TERMS,
        COMMITMENTS,
        TARGETS,
        BASELINES,
        SERIES,
        OBSERVATIONS,
    )
}
Check = Callable[[Tables], Iterator[Fault]]


@dataclass(frozen=True)
class Loaded:
    """What a loading did, and which words in it should be thought about."""

    added: int
    changed: int
    words: tuple[str, ...] = ()


@transaction.atomic
def load_reference(folder: Path = FOLDER) -> Loaded | None:
    """Bring the stored reference data and series to what the files say; None when these bytes were loaded before.

    Raises BadData, before anything is stored, with everything that is wrong. What an administrator or a committee
    decided stays: see versions and readings. Scores that rest on what came in are marked to be computed anew.
    """
    digest = digest_of(folder)
    if Loading.objects.filter(name=NAME, digest=digest).exists():
        return None
    now = timezone.now()
    tables = read_reference(folder, today=now.date())
    tally, before = Tally(), newest()
    _keep_all(tables, tally=tally)
    # Only the tables of this app: those that all databases of a server share stay locked until the commit.
    take_statistics(apps.get_app_config("tracker").get_models(include_auto_created=True))
    Loading.objects.update_or_create(name=NAME, defaults={"digest": digest, "loaded_at": now})
    mark_since(before)
    record("reference.loaded", by=None, about=NAME, digest=digest, added=tally.added, changed=tally.changed)
    return Loaded(tally.added, tally.changed, words_in(tables))


def digest_of(folder: Path) -> str:
    """One word for the bytes of all the files, and for how they are read."""
    found = sha256(f"loader {LOADER}\n".encode())
    for file in SHEETS:
        content = (folder / file).read_bytes() if (folder / file).is_file() else b""
        found.update(f"{file} {len(content)}\n".encode() + content)
    return found.hexdigest()


def read_reference(folder: Path, *, today: date) -> Tables:
    """The rows of every file; raises BadData with all that is wrong in all of them."""
    tables, faults = {}, []
    for file, sheet in SHEETS.items():
        tables[file], wrong = read_sheet(folder, sheet)
        faults += wrong
    if not faults:
        faults = [fault for check in _checks(today=today) for fault in check(tables)]
    if faults:
        raise BadData(faults)
    return tables


def codes_of_series(folder: Path = FOLDER) -> frozenset[str]:
    """The series that the data files have: only a loading changes what they say."""
    rows, _faults = read_sheet(folder, SERIES)
    return frozenset(str(row["code"]) for row in rows)


def _checks(*, today: date) -> tuple[Check, ...]:
    """What must hold across cells, rows and files that can each be read."""

    def references(tables: Tables) -> Iterator[Fault]:
        for sheet in SHEETS.values():
            yield from unknown_references(sheet, tables, SHEETS)

    return (
        references,
        lambda tables: check_places(tables[PLACES.file]),
        lambda tables: check_horizons(tables[HORIZONS.file]),
        lambda tables: check_indicators(tables[INDICATORS.file]),
        lambda tables: check_processes(tables[PROCESSES.file], tables[PLACES.file]),
        lambda tables: check_commitments(tables[COMMITMENTS.file]),
        check_targets,
        check_baselines,
        lambda tables: check_series(tables, today=today),
        check_observations,
    )


def _keep_all(tables: Tables, *, tally: Tally) -> None:
    """Store each noun after those it names."""
    now = timezone.now()
    sources = keep_sources(tables[SOURCES.file], tally=tally)
    places = keep_places(tables[PLACES.file], tally=tally)
    keep_principles(tables[PRINCIPLES.file], sources, tally=tally)
    keep_constituencies(tables[CONSTITUENCIES.file], sources, tally=tally)
    keep_processes(tables[PROCESSES.file], places, sources, today=now.date(), tally=tally)
    keep_terms(tables[TERMS.file], sources, tally=tally)
    frameworks = keep_frameworks(tables[FRAMEWORKS.file], sources, tally=tally)
    linked = Linked(
        objectives=keep_objectives(tables[OBJECTIVES.file], sources, tally=tally),
        areas=keep_areas(tables[AREAS.file], sources, tally=tally),
        indicators=keep_indicators(tables[INDICATORS.file], sources, tally=tally),
        frameworks=frameworks,
        benchmarks=keep_benchmarks(tables[BENCHMARKS.file], frameworks, sources, tally=tally),
        sources=sources,
    )
    commitments = keep_commitments(tables[COMMITMENTS.file], linked, today=now.date(), tally=tally)
    horizons = keep_horizons(tables[HORIZONS.file], tally=tally)
    targets = keep_targets(tables[TARGETS.file], commitments, horizons, today=now.date(), tally=tally)
    keep_place_targets(targets, tally=tally)
    keep_baselines(tables[BASELINES.file], targets, places, sources, today=now.date(), tally=tally)
    keep_readings(tables, places, sources, now=now, tally=tally)
