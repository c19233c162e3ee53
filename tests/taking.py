"""Everything that can be taken away, made as the product makes it; and reading the files back as a stranger does."""

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal

from openpyxl import load_workbook

from tests.cast import apply_target, figure, make_place, published, unobserved
from tests.editions import frozen, make_round, reopened
from tests.models import build
from tests.practices import made_public
from tracker.actions.drain import recompute
from tracker.actions.search import refresh
from tracker.enums import PlaceKind
from tracker.models import Commitment, Framework, Membership, SearchState, Source, Term
from tracker.scoring import Answer

WHOLE, NUMBER, YES_NO = "integer", "number", "boolean"


def make_everything(cast, clock):
    """One of everything; the clock stands in 2025 then. Answers with the address of a page for each that is taken."""
    Membership.objects.create(process=build.process(), place=cast.arcadia)
    apply_target(
        cast.place_target.target, make_place("xar", PlaceKind.COUNTRY, fictional=True), baseline=10_000
    )
    Commitment.objects.filter(pk=cast.commitment.pk).update(populations=["women"])
    framework = Framework.objects.create(code="SDG", name="Goals")
    cast.commitment.benchmarks.create(
        code="SDG-10.7", framework=framework, number="10.7", title="Safe migration"
    )
    Term.objects.create(
        code="term", language="en", avoid=["x"], prefer=["y"], why="Because.", severity="warn", pattern="x"
    )
    published(cast, figure(5_200, 2023))
    clock.set(date(2025, 1, 15))
    recompute()
    frozen(make_round(), as_of=date(2024, 12, 31), by=cast.administrator)
    reopened()
    report = published(cast, figure(3_900, 2024))
    published(cast, unobserved(Answer.NO_DATA, 2022))
    made_public(cast)
    Source.objects.get_or_create(code="src", defaults={"title": "Source"})
    recompute()
    SearchState.objects.update(version=-1)
    refresh()
    return {
        "home": "/",
        "heatmap": "/heatmap/?horizon=5",
        "map": "/map/?subject=GCM10-9",
        "horizon": "/horizons/5/",
        "search": "/search/?q=arcadia",
        "changes": "/changes/?place=arcadia",
        "objectives": "/objectives/",
        "objective": "/objectives/10/",
        "commitment": "/commitments/GCM10-9/",
        "places": "/places/",
        "place": "/places/arcadia/",
        "place-commitment": "/places/arcadia/GCM10-9/",
        "target": "/places/arcadia/GCM10-9/5/",
        "processes": "/processes/",
        "process": "/processes/talks/",
        "report": f"/reports/{report.uuid}/",
        "compare": "/compare/?place=arcadia&place=borduria",
        "benchmarks": "/benchmarks/",
        "benchmark": "/benchmarks/SDG-10.7/",
        "populations": "/populations/",
        "population": "/populations/women/",
        "committees": "/committees/",
        "practices": "/practices/",
        "terms": "/terms/",
        "term": "/terms/term/",
        "sources": "/sources/",
        "editions": "/editions/",
        "edition": "/editions/imrf-2026/",
        "edition-place": "/editions/imrf-2026/places/arcadia/",
        "edition-process": "/editions/imrf-2026/processes/talks/",
        "edition-commitment": "/editions/imrf-2026/commitments/GCM10-9/",
        "edition-changes": "/editions/imrf-2026/changes/",
    }


def file_of(page, form, query=""):
    """The address of a file of a page, which asks for what the page asks for."""
    path, _mark, asked = page.partition("?")
    said = "&".join(filter(None, (asked, query.removeprefix("?"))))
    return f"{path}data.{form}" + (f"?{said}" if said else "")


def json_of(answer):
    return json.loads(answer.content)


def csv_table(content):
    """The header and the rows of a CSV file, as text."""
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return header, rows


def typed(text, kind):
    """A cell of a CSV file as its column says."""
    if text == "":
        return None
    if kind == YES_NO:
        return {"true": True, "false": False}[text]
    return Decimal(text) if kind in (WHOLE, NUMBER) else text


def xlsx_table(content):
    """The header and the rows of the first sheet; days as they are written in the other files."""
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    header, *rows = ([_plain(cell.value) for cell in row] for row in sheet.iter_rows())
    return header, rows


def _plain(value):
    if hasattr(value, "date"):
        return value.date().isoformat()
    return Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value


def marks_linked(html):
    """Every mark of a page that leads to its explanation: the mark by the address."""
    found = re.findall(r'<a class="mark m-(\w+)" href="([^"?#]+)', html)
    return {address: mark for mark, address in found}


def why_address(row):
    """Where the mark of a row is explained."""
    key = row["commitment"] or (f"objective-{row['objective']}" if row["objective"] else "all")
    if row["level"] == "target":
        return f"/places/{row['place']}/{row['commitment']}/{row['horizon']}/"
    address = f"{key}-{row['horizon']}" if row["horizon"] else key
    of_process = row["process"] and (row["level"] != "whole" or not row["place"])
    holder = f"processes/{row['process']}" if of_process else f"places/{row['place']}"
    return f"/{holder}/why/{address}/"
