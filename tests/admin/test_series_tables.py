"""Readings of official series at the desk: what the columns mean is asked at the upload, and rows are left out."""

import pytest
from django.urls import reverse

from tests.admin.pages import Page
from tests.cast import make_source
from tests.recorded import acts_since
from tests.series import marks, series_readings
from tests.tables import as_csv, latest, send_file
from tests.workspace.elements import text_of
from tracker.actions.drain import drain, recompute
from tracker.enums import ImportState, TableKind
from tracker.models import Place

HEADER = ["year", "iso3", "hosted_refugees", "idmc_idps"]
ROWS = [
    ["2020", "ARC", "6500", ""],
    ["2020", "BOR", "0", "7"],
    ["2020", "HKG", "5", ""],
    ["2021", "ARC", "", ""],
]
ASKED = {
    "shape": "by_column",
    "place_column": "iso3",
    "year_column": "year",
    "column_1": "hosted_refugees",
    "commitment_1": "GCM10-9",
    "series": "agency",
    "source": "agency",
    "vintage": "June 2025",
    "released_on": "2025-06-13",
    "grade": "A",
    "leave_out": "on",
}


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    """A store of this test's own."""
    settings.EVIDENCE_DIR = tmp_path / "evidence"


@pytest.fixture
def at_desk(cast, signed_in):
    Place.objects.filter(pk=cast.arcadia.pk).update(iso3="ARC")
    Place.objects.filter(pk=cast.borduria.pk).update(iso3="BOR")
    make_source("agency", url="https://agency.example")
    recompute()
    return signed_in(cast.administrator)


def send(at_desk, *rows, header=HEADER, **more):
    asked = {f"readings-{name}": value for name, value in {**ASKED, **more}.items() if value is not None}
    content = as_csv(*(rows or ROWS), header=header)
    return send_file(at_desk, content, kind=TableKind.READINGS, name="agency.csv", **asked)


def press(at_desk, what, **more):
    return at_desk.post(reverse("admin:import", args=[latest().uuid]), {"do": what, **more}, follow=True)


def rows_of(answer):
    return Page(answer).differences("desk-table desk-preview")


def test_table_is_read_stored_and_undone(cast, at_desk):
    before = marks()

    answer = send(at_desk)
    with acts_since() as acts:
        stored = press(at_desk, "store")
    drain()
    after, kept = marks(), series_readings()
    press(at_desk, "undo", undo_reason="It was the wrong column.")
    drain()

    unknown = "No place of this scorecard has this code, these three letters or these three digits."
    assert rows_of(answer) == [
        ("2", "ARC · 2020", "new", "hosted_refugees (GCM10-9): – → 6500"),
        ("3", "BOR · 2020", "new", "hosted_refugees (GCM10-9): – → 0"),
        ("4", "HKG · 2020", "left out", f"iso3, “HKG”: {unknown}"),
        ("5", "ARC · 2021", "same", ""),
    ]
    assert "1 row is left out, as you asked: see below." in Page(answer).read_back
    assert "Marks that change" in text_of(answer)
    assert "Stored" in text_of(stored)
    assert [one[4] for one in kept] == ["published", "published"]
    assert after != before
    assert marks() == before
    assert [act for act, _about, _by in acts][-2:] == ["series.imported", "import.stored"]
    assert latest().state == ImportState.UNDONE


def test_one_wrong_row_stores_nothing_and_is_named(cast, at_desk):
    answer = send(at_desk, ["2020", "ARC", "6,5,0", ""], *ROWS[1:])

    forced = press(at_desk, "store")

    assert "Row 2, hosted_refugees (GCM10-9), “6,5,0”" in text_of(answer)
    assert series_readings() == []
    assert "This cannot be done now" in text_of(forced)


def test_rows_that_were_left_out_are_listed(at_desk):
    send(at_desk)

    page = at_desk.get(reverse("admin:import", args=[latest().uuid]), {"rows": "left_out"})

    assert [row[:3] for row in rows_of(page)] == [("4", "HKG · 2020", "left out")]


def test_without_the_tick_they_are_wrong(at_desk):
    answer = send(at_desk, leave_out=None)

    assert [row[:3] for row in rows_of(answer)] == [("4", "HKG · 2020", "wrong")]


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"released_on": "13.06.2025"}, "readings-released_on"),
        ({"source": "nobody"}, "readings-source"),
        ({"commitment_1": ""}, "readings-commitment_1"),
        ({"proxy": "on"}, "readings-caveat"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(at_desk, more, problem):
    answer = send(at_desk, **more)

    assert answer.status_code == 422
    assert problem in Page(answer).problems
    assert 'value="hosted_refugees"' in answer.text
    assert 'value="June 2025"' in answer.text


def test_column_that_the_file_does_not_have_is_named(at_desk):
    answer = send(at_desk, column_1="hosted")

    assert answer.status_code == 422
    assert "hosted" in Page(answer).problems["file"][0]


def test_what_was_typed_for_readings_stays_where_another_kind_is_chosen(at_desk):
    typed = {f"readings-{name}": value for name, value in ASKED.items()}

    answer = send_file(at_desk, as_csv(["x"], header=["nothing"]), kind=TableKind.PLACES, **typed)

    assert answer.status_code == 422
    assert 'value="June 2025"' in answer.text
    assert list(Page(answer).problems) == ["file"]


def test_seats_are_taken_out_for_administrators_alone_and_kept_by_nobody(cast, at_desk, client):
    address = reverse("admin:table", args=["seats", "export", "csv"])

    answer = at_desk.get(address)

    assert cast.reporter.email in answer.content.decode("utf-8-sig")
    assert answer.headers["Cache-Control"] == "private, no-store"
    client.logout()
    client.force_login(cast.reporter)
    assert client.get(address).status_code in (302, 403, 404)
