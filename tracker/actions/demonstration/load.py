"""The demonstration as one act, done once: from then on it belongs to whoever tries things out in it."""

from collections import defaultdict
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from tracker.actions import reports
from tracker.actions.audit import record
from tracker.actions.demonstration.begun import begin_a_report
from tracker.actions.demonstration.beside import show_beside
from tracker.actions.demonstration.entries import entry_from
from tracker.actions.demonstration.files import attach_samples
from tracker.actions.demonstration.history import Past, publish_then
from tracker.actions.demonstration.people import make_committees, make_people, make_seats
from tracker.actions.demonstration.places import (
    Applied,
    applied_in,
    apply_targets,
    make_places,
    set_baselines,
)
from tracker.actions.demonstration.rounds import make_assignments, make_rounds
from tracker.actions.demonstration.sheets import (
    ASSIGNMENTS,
    BASELINES,
    COMMITTEES,
    PARTS,
    PEOPLE,
    PLACES,
    REPORTS,
    ROUNDS,
    SEATS,
    SHEETS,
)
from tracker.actions.demonstration.voices import VOICES, make_voices
from tracker.actions.entries import BadEntry, Entry
from tracker.actions.loading.faults import BadData
from tracker.actions.loading.sheets import Row, Tables, read_sheet, unknown_references
from tracker.actions.marking import mark_dirty
from tracker.enums import Cause, ReportState
from tracker.models import Committee, Loading, PlaceTarget, User
from tracker.permissions import Refused

FOLDER = Path(__file__).resolve().parents[2] / "data" / "demonstration"
NAME = "demonstration"
FILES = {**SHEETS, **{sheet.file: sheet for sheet in VOICES}}


@transaction.atomic
def load_demonstration(folder: Path = FOLDER, *, passphrase: str) -> int | None:
    """Add the fictional places, their people and their reports; says how many reports, or None when it is there.

    Once there it is left alone, whatever became of it and whatever the files say now: passwords, seats and reports
    that somebody changed stay as they are. Raises BadData, with nothing stored, where a row is wrong. The reference
    data must be loaded.
    """
    if Loading.objects.filter(name=NAME).exists():
        return None
    now = timezone.now()
    tables = read_demonstration(folder)
    places = make_places(tables[PLACES.file])
    applied = apply_targets(places)
    set_baselines(tables[BASELINES.file], applied)
    people = make_people(tables[PEOPLE.file], passphrase=passphrase)
    committees = make_committees(tables[COMMITTEES.file], places)
    make_seats(tables[SEATS.file], committees, people)
    number = _make_reports(tables, applied, committees, people)
    today = timezone.localdate()
    make_assignments(
        tables[ASSIGNMENTS.file],
        applied,
        rounds=make_rounds(tables[ROUNDS.file], today=today),
        committees=committees,
        people=people,
        today=today,
    )
    show_beside(committees, people)
    attach_samples(committees.values())
    begin_a_report(committees.values())
    make_voices(tables, applied, places, people)
    Loading.objects.create(name=NAME, digest=_digest_of(folder), loaded_at=now)
    pairs = {(one.place, one.target.commitment_id) for one in applied.values()}
    mark_dirty(pairs, cause=Cause.LOADING)
    record("demonstration.loaded", by=None, about=NAME, places=len(places), reports=number)
    return number


def read_demonstration(folder: Path) -> Tables:
    """The rows of every file; raises BadData with all that cannot be read."""
    tables, faults = {}, []
    for file, sheet in FILES.items():
        tables[file], wrong = read_sheet(folder, sheet)
        faults += wrong
    if not faults:
        faults = [one for sheet in FILES.values() for one in unknown_references(sheet, tables, FILES)]
    if faults:
        raise BadData(faults)
    return tables


def _digest_of(folder: Path) -> str:
    return sha256(b"".join((folder / file).read_bytes() for file in FILES)).hexdigest()


def _make_reports(
    tables: Tables, applied: Applied, committees: Mapping[Any, Committee], people: Mapping[Any, User]
) -> int:
    """Every report of the file, one for each horizon it names."""
    about = ("place", "commitment", "about")
    parts: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in tables[PARTS.file]:
        parts[tuple(row[name] for name in about)].append(row)
    of_place = {committee.place.code: committee for committee in committees.values()}
    number = 0
    for row in tables[REPORTS.file]:
        if row["place"] not in of_place:
            raise BadData([row.fault("place", "No committee follows this place.")])
        for years in row["years"]:
            place_target = applied_in(row, applied, years=years)
            try:
                entry = entry_from(row, parts[tuple(row[name] for name in about)])
                _make_report(row, entry, place_target, of_place[row["place"]], people)
            except (BadEntry, Refused) as refusal:
                raise BadData([row.fault("commitment", f"For {years} years: {refusal}")]) from refusal
            number += 1
    return number


def _make_report(
    row: Row, entry: Entry, place_target: PlaceTarget, committee: Committee, people: Mapping[Any, User]
) -> None:
    """A published report with its own past; one on its way is written now, through the acts that members take."""
    author = people[row["author"]]
    if row["state"] == ReportState.PUBLISHED:
        decider = people[row["decider"]]
        days = row.pick("written_on", "decided_on")
        past = Past(author=author, decider=decider, correction=row["reason"], **days)
        publish_then(place_target, committee, entry, past)
        return
    report = reports.draft(place_target, committee, entry, by=author, token=uuid4())
    if row["state"] != ReportState.DRAFT:
        reports.submit(report, by=author)
    if row["state"] == ReportState.RETURNED:
        reports.send_back(report, by=people[row["decider"]], reason=row["reason"])
