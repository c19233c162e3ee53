"""How cells are written: no text becomes a formula, no number loses what it says, nothing missing becomes a zero."""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.cleaning.corpus import FILE
from tracker.selectors.imprint import Imprint
from tracker.transfer.as_csv import as_csv
from tracker.transfer.as_json import as_json, version_of
from tracker.transfer.as_xlsx import as_xlsx
from tracker.transfer.cells import disarmed, exact, in_json, in_table, on_paper
from tracker.transfer.extract import Column, Extract, Type, row_of

FORMULAS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://evil.example","see")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    " =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u202e=1+1",
]
HARMLESS = [
    "Arcadia",
    "1 = 1",
    "a+b",
    "Côte d’Ivoire",
    "–",
    "−1",
    "",
    "2024-01-01",
    "中文",
    "'quoted",
    "#tag",
]
IMPRINT = Imprint(address="https://example.org/", method_version=1, audit_head="", demonstration=False)


def extract(*cells, kind=Type.TEXT):
    return Extract(
        view="view",
        title="Title",
        sentence="Sentence.",
        as_of=date(2026, 11, 25),
        columns=(Column("cell", "Cell", "A cell.", type=kind),),
        rows=tuple((cell,) for cell in cells),
    )


def corpus():
    """Every text of the project's corpus of bad inputs."""
    cases = json.loads(FILE.read_text(encoding="utf-8"))["cases"]
    return [str(case.get("value", case.get("input", ""))) for case in cases]


@pytest.mark.parametrize("text", FORMULAS)
def test_formula_is_disarmed_everywhere_but_in_json(text):
    written = extract(text)

    (_header, (in_csv, *_more)) = csv.reader(
        io.StringIO(as_csv(written, IMPRINT).decode("utf-8-sig"), newline="")
    )
    sheet = load_workbook(io.BytesIO(as_xlsx(written, IMPRINT))).worksheets[0]
    cell = sheet["A2"]

    assert in_csv.startswith("'")
    assert (cell.data_type, str(cell.value)[:1]) == ("s", "'")
    assert json.loads(as_json(written, IMPRINT))["rows"] == [{"cell": text}]


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_text_stays_as_it_is(text):
    assert in_table(text) == text


def test_no_text_of_the_corpus_is_a_formula_in_a_workbook_or_a_csv():
    texts = [*corpus(), *FORMULAS]

    sheet = load_workbook(io.BytesIO(as_xlsx(extract(*texts), IMPRINT))).worksheets[0]
    rows = csv.reader(io.StringIO(as_csv(extract(*texts), IMPRINT).decode("utf-8-sig"), newline=""))

    assert len(texts) > 200
    assert [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []
    assert [
        cell for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "@", "＝", "＋", "＠"))
    ] == []


@given(st.text())
def test_whatever_is_typed_never_begins_a_formula(text):
    seen = disarmed(text).lstrip("\u200b\ufeff\u202e").strip()

    assert not seen.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


@given(st.text())
def test_disarming_loses_nothing_but_what_is_never_seen(text):
    kept = "".join(
        one for one in text if one.isprintable() or not ("\x00" <= one <= "\x1f" or "\x7f" <= one <= "\x9f")
    )

    assert disarmed(kept).removeprefix("'") in (kept, kept.removeprefix("'"))


@pytest.mark.parametrize(
    ("cell", "table", "told"),
    [
        (None, "", None),
        (0, "0", 0),
        (-3, "-3", -3),
        (True, "true", True),
        (False, "false", False),
        (Decimal("133943.0000"), "133943", 133943),
        (Decimal("-0.9400"), "-0.94", -0.94),
        (Decimal("123456789012345"), "123456789012345", 123456789012345),
        (Decimal("12345678901.2345"), "12345678901.2345", 12345678901.2345),
        (Fraction(1, 3), "0.333333", 0.333333),
        (Fraction(-1, 3), "-0.333333", -0.333333),
        (Fraction(100, 3), "33.333333", 33.333333),
        (Fraction(0), "0", 0),
        (Fraction(999_999_999, 1_000_000_000), "0.999999", 0.999999),
        (date(2026, 1, 2), "2026-01-02", "2026-01-02"),
    ],
)
def test_cells_say_what_they_are(cell, table, told):
    assert (in_table(cell), in_json(cell)) == (table, told)


@given(st.fractions(min_value=-(10**15), max_value=10**15))
def test_a_fraction_is_cut_towards_zero_and_never_reaches_what_it_does_not(value):
    found = Fraction(exact(value))

    assert abs(found) <= abs(value)
    assert abs(value - found) < Fraction(1, 10**6)


def test_numbers_of_a_workbook_are_numbers_and_its_days_are_days():
    (number,) = extract(Decimal("2.5"), kind=Type.NUMBER).rows[0]
    sheet = load_workbook(
        io.BytesIO(as_xlsx(extract(number, date(2026, 1, 2), True, None, "text"), IMPRINT))
    ).worksheets[0]

    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells] == ["n", "d", "b", "n", "s"]
    assert [cell.value for cell in cells][:1] + [cells[3].value] == [2.5, None]


def test_paper_says_numbers_as_pages_do():
    plain = Column("n", "N", "A number.", type=Type.NUMBER, places=0)
    share = Column("s", "S", "A share.", type=Type.NUMBER, per_cent=True)

    assert on_paper(Fraction(199, 2), plain) == "100"
    assert on_paper(Fraction(999, 1000), share) == "99\u00a0%"
    assert on_paper(Decimal(133943), plain) == "133\u202f943"
    assert [on_paper(cell, plain) for cell in (None, "", True, date(2026, 1, 2))] == [
        "–",
        "–",
        "yes",
        "2 January 2026",
    ]


def test_workbook_of_the_same_rows_is_the_same_bytes():
    assert as_xlsx(extract("a"), IMPRINT) == as_xlsx(extract("a"), IMPRINT)
    assert as_xlsx(extract("a"), IMPRINT) != as_xlsx(extract("b"), IMPRINT)


def test_version_is_of_what_is_said():
    assert version_of(extract("a")) == version_of(extract("a"))
    assert version_of(extract("a")) != version_of(extract("b"))


def test_cell_of_no_column_is_refused():
    with pytest.raises(KeyError, match="other"):
        row_of((Column("cell", "Cell", "A cell."),), {"other": 1})
