"""The corpus of bad inputs about tables: at the desk, with what is said, and that nothing is stored."""

import time

import pytest
from openpyxl import Workbook

from tests.admin.pages import Page
from tests.cleaning.corpus import ELSEWHERE
from tests.tables import ARCADIA, BORDURIA, COLUMNS, as_csv, as_xlsx, latest, saved, send_file
from tests.transfer.test_incoming import with_member
from tests.workspace.elements import text_of
from tracker.actions.import_work import work_on
from tracker.enums import ImportState, RowState, TableKind
from tracker.models import Commitment, ImportBatch, PlaceTargetVersion


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    """A store of this test's own."""
    settings.EVIDENCE_DIR = tmp_path / "evidence"


@pytest.fixture
def at_desk(cast, signed_in):
    return signed_in(cast.administrator)


def merged():
    book = Workbook()
    for row in (COLUMNS, ARCADIA, BORDURIA):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    return saved(book)


# By its id: the file, and what is said beside the field, where it is refused as a whole.
REFUSED = {
    "B297": (b"", "The file is empty."),
    "B298": (as_csv(), "There is no row below the header."),
    "B299": (
        as_csv([*ARCADIA, "1"], header=[*COLUMNS, "vintagge"]),
        "“vintagge” is none of our columns. Did you mean “vintage”?",
    ),
    "B300": (
        as_csv(ARCADIA[:2], header=COLUMNS[:2]),
        "These columns are missing, and no row can be told without them: place.",
    ),
    "B301": (
        as_csv([*ARCADIA, "1"], header=[*COLUMNS, "Baseline"]),
        "The header names these columns more than once: baseline.",
    ),
    "B306": (as_csv([*ARCADIA[:2], "Côte", "1", ""]).decode().encode("cp1252"), "Save it as CSV UTF-8"),
    "B307": (as_csv(ARCADIA).decode().encode("utf-16"), "Save it as CSV UTF-8"),
    "B311": (merged(), "Cells are merged (A2:A3)"),
    "B313": (
        with_member(as_xlsx(ARCADIA), "xl/externalLinks/externalLink1.xml", b"<x/>"),
        "The workbook refers to other files",
    ),
    "B315": (
        as_csv([*ARCADIA, "published"], header=[*COLUMNS, "status"]),
        "“status” is none of our columns.",
    ),
    "B317": (b",".join([b"c"] * 20_000) + b"\n1\n", "more than 60 columns"),
    "B318": (b'commitment,years,place\n"GCM10-9,5,arcadia\n', "Row 2, which begins in line 2 of the file"),
    "formula": (as_xlsx([*ARCADIA[:3], "=1+1"]), "There are formulas in these cells: D2."),
    "wrong sheet": (as_xlsx(["x"], header=["Notes"]), "Its sheets are: “Baselines”."),
}
# By its id: the rows, and the row, column and value that are named with the words.
WRONG = {
    "B304": ([ARCADIA, ARCADIA], "Row 3, Commitment, “GCM10-9”: This stands in row 2 already."),
    "B308": ([["GCM10-9", "5", "arcadia", "12000,5", "2018-12-31"]], "Row 2, Baseline, “12000,5”:"),
    "B312": ([["GCM10-9", "5", "arcadia", "12000", "45678"]], "Row 2, Date of the baseline, “45678”:"),
    "B314": (
        [["GCM99-9", "5", "arcadia", "1", ""]],
        "Row 2, Commitment, “GCM99-9”: There is none with this code.",
    ),
    "formula": ([["GCM10-9", "5", "arcadia", "=1+1", "2018-12-31"]], "Row 2, Baseline, “=1+1”:"),
    "too many cells": ([[*ARCADIA, "x"]], "Row 2: There are more cells than columns in this row."),
    "control": ([[*ARCADIA[:3], "1\x1b[2J", ""]], "Row 2, Baseline,"),
}
# Those with a test of their own.
ALONE = {"B303", "B305"}


def test_every_case_about_tables_is_tried():
    tried = {name for name in (*REFUSED, *WRONG, *ALONE) if name.startswith("B")}
    assert tried == set(ELSEWHERE["imports"].split())


@pytest.mark.parametrize("name", REFUSED)
def test_file_that_is_no_table_is_refused_beside_its_field(at_desk, name):
    content, words = REFUSED[name]

    answer = send_file(at_desk, content)

    assert answer.status_code == 422
    (said,) = Page(answer).problems["file"]
    assert words in said.replace("&quot;", '"')
    assert not ImportBatch.objects.exists()


def test_no_file_at_all(at_desk):
    answer = at_desk.post("/desk/tables/", {"kind": "baselines"})

    assert (answer.status_code, list(Page(answer).problems)) == (422, ["file", "reason", "from_on"])


@pytest.mark.parametrize("name", WRONG)
def test_wrong_row_is_named_with_its_column_and_value(at_desk, name):
    rows, words = WRONG[name]
    before = PlaceTargetVersion.objects.count()

    answer = send_file(at_desk, as_csv(*rows, delimiter=";"))
    forced = at_desk.post(answer.redirect_chain[-1][0], {"do": "store"})

    assert words in text_of(answer)
    assert forced.status_code == 422
    assert PlaceTargetVersion.objects.count() == before


def test_one_bad_row_of_ten_thousand_stores_nothing(at_desk):
    """B303; and ten thousand rows are checked in well under a minute."""
    header = ["code", "title", "text", "objective", "area", "scope", "weight"]
    rows = [[f"GCM10-9{number}", "T", "A promise.", "10", "1", "each_state", "1"] for number in range(10_000)]
    rows[9_997][6] = "heavy"
    began = time.monotonic()
    send_file(at_desk, as_csv(*rows, header=header), kind=TableKind.COMMITMENTS)
    batch = work_on(latest())
    took = time.monotonic() - began
    answer = at_desk.get(f"/desk/tables/imports/{batch.uuid}/")
    forced = at_desk.post(f"/desk/tables/imports/{batch.uuid}/", {"do": "store"})

    assert (batch.state, batch.count_of(RowState.WRONG)) == (ImportState.CHECKED, 1)
    assert "Row 9999, Priority weight, “heavy”:" in text_of(answer).replace("\u202f", "")
    assert forced.status_code == 422
    assert Commitment.objects.filter(title="T").count() == 0
    assert took < 40


def test_every_file_of_noise_is_answered_in_words(at_desk):
    for content in (
        b"\xff\xfe",
        b"PK\x03\x04" + b"x" * 100,
        bytes(range(256)),
        b"\xef\xbb\xbf\n\n",
        b'"',
        b"=1",
    ):
        assert send_file(at_desk, content).status_code == 422
