"""Taking a page with you: every file of every page holds what the page shows, and says where it comes from."""

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from html import unescape
from io import BytesIO
from types import SimpleNamespace

import pikepdf
import pytest
from django.conf import settings
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone
from openpyxl import load_workbook

from tests.cast import drafted, figure, make_commitment, make_source, published
from tests.clock import Clock
from tests.pages import main_of
from tests.protected import protect
from tests.taking import (
    csv_table,
    file_of,
    json_of,
    make_everything,
    marks_linked,
    typed,
    why_address,
    xlsx_table,
)
from tracker.enums import Credit
from tracker.models import Place
from tracker.public.takings import TAKINGS, asked_in
from tracker.selectors.imprint import imprint, known_places
from tracker.transfer.as_pdf import told_on_paper
from tracker.transfer.extract import OF_THE_FILE, Type, with_places
from tracker.transfer.mark_columns import SCORE_COLUMNS
from tracker.transfer.taken import FORMS

pytestmark = pytest.mark.django_db
ONCE_FOR_ALL = sorted(TAKINGS)
NO_MARKS = {"target", "report", "committees", "practices", "terms", "term", "sources", "editions"}
NO_MARKS |= {"edition-changes", "changes", "search", "benchmarks", "populations"}
# `places` counts what is known of each place; `edition-commitment` is compared word by word.
# Boxes and tiles are drawn otherwise than marks, and compared by their words.
DRAWN = {"heatmap", "map", "home"}
MARKS = set(TAKINGS) - NO_MARKS - {"places", "edition-commitment"} - DRAWN
# Pages on which every mark leads to its explanation.
ALL_LINKED = {"objectives", "objective", "processes"}
# What the page asks, and two more: for the imprint and for the names and codes of places.
QUERIES = {
    "home": 8,
    "heatmap": 7,
    "map": 6,
    "horizon": 7,
    "search": 8,
    "changes": 6,
    "objectives": 5,
    "objective": 7,
    "commitment": 7,
    "places": 4,
    "place": 7,
    "place-commitment": 7,
    "target": 7,
    "processes": 4,
    "process": 5,
    "report": 7,
    "compare": 7,
    "benchmarks": 7,
    "benchmark": 7,
    "populations": 3,
    "population": 6,
    "committees": 5,
    "practices": 4,
    "terms": 3,
    "term": 3,
    "sources": 3,
    "editions": 3,
    "edition": 7,
    "edition-place": 4,
    "edition-process": 4,
    "edition-commitment": 5,
    "edition-changes": 7,
}


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch, date(2024, 6, 1))


@pytest.fixture
def pages(cast, clock):
    return make_everything(cast, clock)


def told(client, page, form="json", query=""):
    answer = client.get(file_of(page, form, query))
    assert answer.status_code == 200, answer.content[:300]
    return answer


def test_every_page_that_is_taken_is_walked(pages):
    assert sorted(pages) == ONCE_FOR_ALL


def test_csv_json_and_xlsx_hold_the_same_rows(client, pages):
    for name, page in pages.items():
        said = json_of(told(client, page))
        header, rows = csv_table(told(client, page, "csv").content)
        sheet_header, sheet_rows = xlsx_table(told(client, page, "xlsx").content)

        names = [column["name"] for column in said["columns"]]
        kinds = [column["type"] for column in said["columns"]]
        wanted = [[_number(row[one]) for one in names] for row in said["rows"]]
        assert wanted, name
        assert header == sheet_header == [*names, *(column.name for column in OF_THE_FILE)], name
        assert [[typed(*cell) for cell in zip(row, kinds, strict=False)] for row in rows] == wanted, name
        assert [row[: len(names)] for row in sheet_rows] == wanted, name


def _number(value):
    return Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value


def test_page_shows_what_its_files_hold(client, pages):
    for name, shown in SHOWN.items():
        rows = json_of(told(client, pages[name]))["rows"]
        text = unescape(main_of(client.get(pages[name]))).casefold()

        texts = {str(row[one]).casefold() for row in rows for one in shown if row[one] is not None}
        assert texts, name
        assert [one for one in texts if one not in text] == [], name


def test_marks_of_the_page_are_the_marks_of_its_files(client, pages):
    for name in MARKS:
        rows = json_of(told(client, pages[name]))["rows"]
        html = client.get(pages[name]).content.decode()

        held = {why_address(row): row["mark"] for row in rows if row["mark"]}
        shown = {address: mark for address, mark in marks_linked(html).items() if address in held}
        in_cells = Counter(re.findall(r"<td>\s*<(?:a|span) class=\"mark m-(\w+)\"", html))
        assert shown.items() <= held.items(), name
        assert in_cells <= Counter(row["mark"] for row in rows), name
        assert len(shown) + in_cells.total() > 0, name
        assert set(held) == set(shown) or name not in ALL_LINKED, name


# How often each box is told: on the map once as a tile and once in the table.
TIMES = {"heatmap": 1, "map": 2, "home": 1}
IN_A_BOX = r"(?:Met|Met in part|Not met|Moving backwards|No evidence), \d+ % known|No report(?!:)"


@pytest.mark.parametrize("name", sorted(DRAWN))
def test_boxes_of_the_page_are_the_marks_of_its_files(client, pages, name):
    rows = json_of(told(client, pages[name]))["rows"]

    boxes = Counter(re.findall(IN_A_BOX, main_of(client.get(pages[name]))))

    # The map tells the world in words; the first page its dates and its examples.
    drawn = [
        row for row in rows if name == "heatmap" or row["place"] != "world" or row["level"] == "objective"
    ]
    wanted = Counter(_in_a_box(row) for row in drawn if row["mark"])
    assert len(boxes) > 1
    assert boxes == Counter({said: number * TIMES[name] for said, number in wanted.items()})


def _in_a_box(row):
    known = int(Decimal(str(row["coverage"])) * 100)
    return f"{row['mark_label']}, {known} % known" if known else "No report"


def test_first_page_and_horizon_count_commitments_as_they_are_drawn(client, pages):
    whole = next(row for row in json_of(told(client, "/horizons/5/"))["rows"] if row["level"] == "whole")
    first = next(row for row in json_of(told(client, "/"))["rows"] if row["horizon"] == 5)

    counts = {name: number for name, number in whole.items() if name.startswith("commitments_") and number}
    assert counts == {name: first[name] for name in counts} != {}
    assert sum(counts.values()) == 1


@pytest.mark.parametrize("query", ["?horizon=7", "?region=nowhere", "?horizon=5&horizon=5"])
def test_view_that_there_is_not_has_no_file_and_offers_none(client, pages, query):
    page = client.get(f"/heatmap/{query}")

    assert (page.status_code, client.get(f"/heatmap/data.csv{query}").status_code) == (400, 400)
    assert "data.csv" not in page.content.decode()


def test_search_gives_its_results_along_but_no_text_that_may_be_taken_back(client, pages):
    rows = json_of(told(client, pages["search"]))["rows"]
    html = client.get(pages["search"]).content.decode()

    linked = re.findall(r'<h3 dir="auto"><a href="([^"]+)"', html)
    assert [row["address"] for row in rows] == [settings.SITE_URL + address for address in linked] != []

    assert {
        row["kind"]: bool(row["text"]) for row in rows if row["kind"] in ("commitments", "practices")
    } == {"practices": False}
    assert "nine languages" in main_of(client.get(pages["search"]))


# Texts of a row that must stand on the page as they are.
SHOWN = {
    "target": ("commitment", "unit", "credited_to", "reference"),
    "report": ("commitment", "unit", "credited_to", "target"),
    "benchmarks": ("framework_name", "benchmark_title", "commitment"),
    "populations": ("population", "commitment"),
    "committees": ("committee_name", "place_name"),
    "practices": ("title", "commitment", "place_name"),
    "terms": ("avoid", "prefer", "why"),
    "term": ("avoid", "prefer", "why"),
    "sources": ("title",),
    "editions": ("title",),
    "edition-changes": (
        "place_name",
        "status_before_label",
        "status_after_label",
        "reason_label",
        "commitment",
    ),
    "edition-commitment": ("commitment_title", "target", "mark_label"),
    "places": ("place_name",),
    "process": ("place_name", "process_name"),
    "heatmap": ("place_name", "mark_label"),
    "map": ("place_name", "mark_label"),
    "horizon": ("commitment", "place_name"),
    "search": ("kind_label",),
    "changes": ("place_name", "mark_after_label", "reason_label", "commitment"),
}


def test_figures_of_readings_stand_on_the_page(client, pages):
    for name in ("target", "report"):
        rows = json_of(told(client, pages[name]))["rows"]
        text = main_of(client.get(pages[name]))

        figures = [f"{row['value']:,}".replace(",", " ") for row in rows if row["value"]]
        assert figures, name
        assert [one for one in figures if one not in text] == [], name


def test_numbers_of_a_place_are_those_on_its_page(client, cast):
    published(cast, figure(7_000, 2021))

    whole = json_of(told(client, "/places/arcadia/"))["rows"][0]
    text = main_of(client.get("/places/arcadia/"))

    said = {name: whole[name] for name in ("score", "coverage", "lower", "upper", "targets", "missing")}
    assert said == {"score": 50, "coverage": 1, "lower": 50, "upper": 50, "targets": 1, "missing": None}
    assert "Over what is known the whole is 50 of 100." in text


# One of each kind of table: each is set by a process of its own, which takes its time.
SET = ("place", "target", "edition-changes", "search", "terms")


def test_pdf_is_tagged_titled_and_the_same_each_time(client, pages):
    for name in SET:
        page = pages[name]
        answer = told(client, page, "pdf")

        with pikepdf.open(BytesIO(answer.content)) as pdf, pdf.open_metadata() as metadata:
            root = pdf.Root
            facts = (metadata["pdfuaid:part"], metadata["dc:title"], str(root.Lang))
            marked = (bool(root.MarkInfo.Marked), bool(root.ViewerPreferences.DisplayDocTitle))
            tags = _tags(root.StructTreeRoot)
        assert facts == ("1", json_of(told(client, page))["title"], "en"), name
        assert marked == (True, True), name
        assert {"/Table", "/TH", "/TD", "/H1"} <= tags, name
    assert told(client, pages["place"], "pdf").content == told(client, pages["place"], "pdf").content


def _tags(node):
    """The kinds of every element in the tree of tags."""
    found, waiting = set(), [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting.extend(one)
        elif isinstance(one, pikepdf.Dictionary):
            if "/S" in one:
                found.add(str(one.S))
            if "/K" in one:
                waiting.append(one.K)
    return found


def test_what_is_on_paper_is_what_is_in_the_other_files(client, pages):
    numbers = Counter()
    for name, page in pages.items():
        said = json_of(told(client, page))
        extract = _extract(name, page)

        paper = told_on_paper(extract, _imprint())

        cells = list(zip(*paper["rows"], strict=True))
        table = [(one["title"], list(cells[at])) for at, one in enumerate(paper["columns"])]
        above = [(title, [cell] * len(paper["rows"])) for title, cell in paper["same"]]
        wanted = [
            (str(one.title), [_on_paper(row[one.name], one) for row in said["rows"]])
            for one in extract.columns
            if one.printed
        ]
        left_out = [(title, column) for title, column in wanted if set(column) == {"–"}]
        assert sorted([*table, *above, *left_out]) == sorted(wanted), name
        numbers[name] = sum(one["number"] for one in paper["columns"])
    # The search has no numbers; the others of these are each laid out in a way of their own.
    assert [
        one for one in ("place", "target", "heatmap", "horizon", "changes", "compare") if not numbers[one]
    ] == []


def _on_paper(value, column):
    if value is None or value == "":
        return "–"
    if column.type == Type.YES_NO:
        return "yes" if value else "no"
    if column.type == Type.DAY:
        on = date.fromisoformat(value)
        return f"{on.day} {on:%B %Y}"
    if column.type not in (Type.NUMBER, Type.WHOLE):
        return value
    if column.per_cent:
        return f"{int(Decimal(str(value)) * 100)}\u00a0%"
    return f"{round(Decimal(str(value)), column.places).normalize():,f}".replace(",", "\u202f").replace(
        "-", "−"
    )


def _extract(name, page):
    taking, request = TAKINGS[name], RequestFactory().get(page)
    asked = asked_in(request, taking.hears, many=taking.many, dated=False)
    day = {"as_of": None} if taking.dated else {}
    return with_places(taking.extract(**resolve(request.path).kwargs, **asked, **day), known_places())


def _imprint():
    return imprint("https://example.org/", known_places(), as_of=None, today=timezone.localdate())


def test_every_file_says_where_it_comes_from(client, pages, clock, settings):
    # The record of acts is kept by the database's own clock; its head is told once its day is over.
    today = datetime.now(UTC).date()
    clock.set(today + timedelta(days=1))
    for name, page in pages.items():
        said = json_of(told(client, page))
        _header, rows = csv_table(told(client, page, "csv").content)
        about = load_workbook(BytesIO(told(client, page, "xlsx").content)).worksheets[1]
        sheet = {row[0].value: row[1].value for row in about.iter_rows() if row and row[0].value}

        head, address = said["audit_head"], settings.SITE_URL + page
        facts = (said["licence"]["name"], said["address"], said["demonstration"])
        in_row = (said["as_of"], "1", "CC-BY-4.0", f"GCM Scorecard, {address}", head, "true")
        assert re.fullmatch(rf"\d+ [0-9a-f]{{64}} {today}", head) or said["as_of"] < str(today), name
        assert facts == ("CC-BY-4.0", address, True), name
        assert {tuple(row[-6:]) for row in rows} == {in_row}, name
        in_sheet = (sheet["Record of acts"] or "", sheet["Address"], sheet["Version"])
        assert in_sheet == (head, address, said["version"]), name


def test_file_is_to_be_saved_under_its_view_day_and_version(client, cast, clock):
    clock.set(date(2025, 1, 15))
    version = json_of(told(client, "/places/arcadia/"))["version"]
    for form in FORMS:
        answer = told(client, "/places/arcadia/", form)

        name = f"gcm-scorecard_place-arcadia_2025-01-15_{version}.{form}"
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["Cache-Control"] == "public, max-age=1, must-revalidate"
        assert not answer.cookies


def test_same_rows_are_the_same_bytes_and_others_another_version(client, cast, clock):
    page = "/places/arcadia/GCM10-9/5/"
    before = {form: told(client, page, form) for form in FORMS}
    again = {form: told(client, page, form) for form in FORMS}

    published(cast, figure(9_000, 2023))
    after = {form: told(client, page, form) for form in FORMS}

    for form in FORMS:
        assert again[form].content == before[form].content
        assert after[form].content != before[form].content
        assert after[form]["Content-Disposition"] != before[form]["Content-Disposition"]


def test_past_day_is_that_days_and_stays_the_same_for_ever(client, pages, cast, clock):
    then = {
        form: told(client, "/places/arcadia/", form, "?as_of=2024-12-31") for form in ("csv", "json", "xlsx")
    }
    today = told(client, "/places/arcadia/", "json")

    clock.set(date(2025, 6, 1))
    published(cast, figure(3_000, 2024, reference_on=date(2024, 11, 30), yearly=False))
    later = {form: told(client, "/places/arcadia/", form, "?as_of=2024-12-31") for form in then}

    assert {form: one.content for form, one in later.items()} == {
        form: one.content for form, one in then.items()
    }
    assert json_of(then["json"])["as_of"] == "2024-12-31"
    assert json_of(then["json"])["address"].endswith("/places/arcadia/?as_of=2024-12-31")
    assert json_of(then["json"])["rows"] != json_of(today)["rows"]


@pytest.mark.parametrize("query", ["?as_of=never", "?as_of=2999-01-01", "?as_of=2024-01-01&as_of=2024-01-02"])
def test_bad_day_is_refused_as_on_the_page(client, pages, query):
    assert client.get(f"/places/arcadia/data.csv{query}").status_code == 400


def test_what_is_not_there_has_no_file(client, pages):
    wanted = {
        "/places/nowhere/data.csv": 404,
        "/places/arcadia/data.xml": 404,
        "/places/data.csv?name=%00": 400,
        "/places/data.csv?name=" + "x" * 61: 400,
        "/practices/data.csv?place=nowhere": 404,
        "/method/data.csv": 404,
        "/editions/nowhere/data.json": 404,
        "/editions/imrf-2026/changes/data.json?since=nowhere": 404,
        "/horizons/7/data.csv": 404,
        "/changes/data.csv?place=nowhere": 404,
        "/changes/data.csv?since=never": 404,
        "/search/data.csv?q=a": 404,
        "/places/data.csv?name=a&name=b": 400,
    }

    assert {address: client.get(address).status_code for address in wanted} == wanted


def test_filter_of_the_page_is_the_filter_of_its_files(client, pages):
    page = client.get("/places/?name=arc")

    said = json_of(told(client, "/places/", "json", "?name=arc"))

    assert [row["place"] for row in said["rows"]] == ["arcadia"]
    assert said["address"].endswith("/places/?name=arc")
    assert '<a href="/places/data.csv?name=arc"' in page.content.decode()


def test_page_leads_to_its_four_files(client, pages):
    for page in pages.values():
        html = client.get(page).content.decode()

        linked = re.findall(r'<a href="([^"]+)" rel="nofollow" download', html)

        assert list(map(unescape, linked)) == [file_of(page, form) for form in ("csv", "xlsx", "json", "pdf")]


def test_page_of_a_past_day_leads_to_that_days_files(client, pages):
    html = client.get("/places/arcadia/?as_of=2024-12-31").content.decode()

    assert '<a href="/places/arcadia/data.csv?as_of=2024-12-31" rel="nofollow"' in html


def test_page_without_files_offers_none(client, pages):
    assert "data.csv" not in client.get("/method/").content.decode()


def test_files_ask_as_often_however_much_there_is(client, pages, cast):
    before = {name: _queries(client, page) for name, page in pages.items()}

    for number in range(3):
        make_commitment(f"GCM10-{number}", objective=cast.objective)
        make_source(f"more-{number}")
    after = {name: _queries(client, page) for name, page in pages.items()}

    assert before == after == QUERIES


def _queries(client, page):
    with CaptureQueriesContext(connection) as asked:
        told(client, page)
    return len(asked)


def test_hxl_row_stands_in_csv_only_where_it_is_asked_for(client, pages):
    header, plain = csv_table(told(client, "/places/arcadia/", "csv").content)
    same, (tags, *rows) = csv_table(told(client, "/places/arcadia/", "csv", "?hxl=1").content)

    assert (same, rows) == (header, plain)
    assert all(re.fullmatch(r"#[a-z]+(\+[a-z0-9_]+)*", tag) for tag in tags)
    assert dict(zip(header, tags, strict=True))["score"] == "#value+score"


def test_columns_of_marks_say_what_they_hold():
    names = [column.name for column in SCORE_COLUMNS]

    assert len(set(names)) == len(names)
    assert {"place", "objective", "commitment", "horizon", "missing", "status", "unit"} <= set(names)
    assert all(re.fullmatch(r"[a-z0-9_]+", name) for name in names)
    assert all(str(column.about) and str(column.title) for column in SCORE_COLUMNS)


def test_codes_of_official_lists_stand_beside_the_names(client, pages, cast):
    Place.objects.filter(pk=cast.arcadia.pk).update(iso3="ARC", m49="004")

    (row,) = json_of(told(client, "/places/", "json", "?name=arc"))["rows"]

    assert {name: row[name] for name in ("place", "place_name", "iso3", "m49", "fictional")} == {
        "place": "arcadia",
        "place_name": "Arcadia",
        "iso3": "ARC",
        "m49": "004",
        "fictional": False,
    }


def test_missing_is_empty_says_why_and_is_never_zero(client, cast):
    (row,) = [one for one in json_of(told(client, "/places/borduria/"))["rows"] if one["level"] == "target"]

    assert {name: row[name] for name in ("score", "share", "mark", "status", "missing", "coverage")} == {
        "score": None,
        "share": None,
        "mark": "no_evidence",
        "status": "no_data",
        "missing": "no_evidence",
        "coverage": 0,
    }


def test_target_without_reports_is_one_row_that_says_so(client, cast):
    (row,) = json_of(told(client, "/places/borduria/GCM10-9/5/"))["rows"]

    assert (row["missing"], row["value"], row["report"], row["goal"]) == ("no_report", None, None, 4_000)


def test_mark_that_cannot_be_shown_has_no_number(client, cast):
    cast.place_target.scores.update(method_version=99)

    (row,) = [
        one for one in json_of(told(client, "/places/arcadia/"))["rows"] if one["missing"] == "other_method"
    ]

    assert [row[name] for name in ("mark", "score", "coverage", "lower", "upper", "targets")] == [None] * 6
    assert row["state"] == "cannot_be_shown"


@pytest.mark.parametrize("credit", [Credit.REGION, Credit.PSEUDONYM])
def test_protected_committee_is_named_in_no_file(client, pages, cast, credit):
    cast.committee.name, cast.committee.about = "Zelkova Watch", "We meet in the old mill."
    cast.committee.save(update_fields=["name", "about"])
    open_ = _all_files(client, pages)

    protect(cast, credit)
    hidden = _all_files(client, pages)

    assert "Zelkova" in open_
    assert "Zelkova" not in hidden
    assert "old mill" not in open_ + hidden


def _all_files(client, pages):
    forms = ("csv", "json")
    return "".join(told(client, page, form).content.decode() for page in pages.values() for form in forms)


def test_no_file_names_a_person(client, pages, cast):
    everything = _all_files(client, pages)

    people = [cast.reporter, cast.reviewer, cast.coordinator, cast.administrator]
    assert [one for person in people for one in (person.email,) if one in everything] == []


def test_draft_has_no_file(client, cast):
    report = drafted(cast)

    assert client.get(f"/reports/{report.uuid}/data.json").status_code == 404


def test_text_in_a_script_without_a_font_is_refused_with_the_other_ways(client, cast):
    report = published(cast, figure(7_000, 2021))
    Place.objects.filter(pk=cast.arcadia.pk).update(names={"en": "阿卡迪亚"})

    answer = client.get(f"/reports/{report.uuid}/data.pdf")

    text = main_of(answer)
    assert answer.status_code == 422
    assert "letters or signs for which we have no font" in text
    assert f'href="/reports/{report.uuid}/data.csv"' in answer.content.decode()
    assert f'href="/reports/{report.uuid}/"' in answer.content.decode()
    assert client.get(f"/reports/{report.uuid}/data.csv").status_code == 200


def test_what_was_typed_is_never_read_as_markup(client, cast):
    said = '#sys.version *bold* $x$ "quoted" \\ // /* [x] <a> @b `c` #read("/etc/passwd")'
    Place.objects.filter(pk=cast.arcadia.pk).update(names={"en": said})

    answer = told(client, "/places/arcadia/", "pdf")

    with pikepdf.open(BytesIO(answer.content)) as pdf, pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == said


def test_too_many_rows_for_paper_are_refused(client, cast, monkeypatch):
    monkeypatch.setattr("tracker.transfer.as_pdf.MOST_ROWS", 1)

    answer = client.get("/places/arcadia/data.pdf")

    assert (answer.status_code, "too many to read on paper" in main_of(answer)) == (422, True)


def test_whoever_waits_too_long_for_a_pdf_is_told_to_come_again(client, cast, monkeypatch):
    monkeypatch.setattr("tracker.transfer.as_pdf.PATIENCE", 0.01)
    busy = SimpleNamespace(acquire=lambda timeout: False)
    monkeypatch.setattr("tracker.transfer.as_pdf._setting", busy)

    answer = client.get("/places/arcadia/data.pdf")

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
