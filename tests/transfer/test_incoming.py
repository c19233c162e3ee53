"""Files that come in: what is read of them, and in which words the others are refused."""

import csv
import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import Workbook
from openpyxl.styles import numbers

from tests.tables import as_csv, as_xlsx, saved
from tracker.transfer.incoming import Unreadable, read_table

HEADER = ["code", "figure", "on"]
ROW = ["A1", "12.5", "2018-12-31"]


def known(cells):
    return len({cell.strip() for cell in cells} & set(HEADER))


def read(content, **more):
    return read_table(content, known=known, **more)


def refusal(content, **more):
    with pytest.raises(Unreadable) as refused:
        read(content, **more)
    return str(refused.value)


class TestCsv:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    @pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
    def test_delimiters_and_the_mark_of_utf8(self, delimiter, mark):
        table = read(mark + as_csv(ROW, header=HEADER, delimiter=delimiter))
        assert (table.header, table.rows) == (tuple(HEADER), ((2, tuple(ROW)),))

    def test_rows_are_counted_as_a_spreadsheet_counts_them(self):
        table = read(b'code,figure\r\n\r\nA1,"1\n2"\r\nA2,3\r\n')
        assert table.rows == ((3, ("A1", "1\n2")), (4, ("A2", "3")))

    @pytest.mark.parametrize("content", [b"", b" \n ", b"\xef\xbb\xbf"])
    def test_nothing(self, content):
        assert refusal(content) in {"The file is empty.", "There is no row below the header."}

    def test_header_alone(self):
        assert refusal(as_csv(header=HEADER)) == "There is no row below the header."

    def test_windows_1252(self):
        words = refusal("code,figure\nA1,1\nCôte,2\n".encode("cp1252"))
        assert words.startswith("The file is not UTF-8: line 3 has a letter in another encoding")
        assert words.endswith("Save it as CSV UTF-8, and send that.")

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
    def test_utf16(self, encoding):
        content = "code,figure\nA1,1\n".encode(encoding)
        words = refusal(content)
        assert "UTF-16" in words or "holds a character that no text has" in words

    def test_quotation_mark_that_is_not_closed(self):
        words = refusal(b'code,figure\nA1,1\nA2,"2\nA3,3\n')
        assert words.startswith("Row 3, which begins in line 3 of the file, cannot be read")

    def test_nul(self):
        assert refusal(b"code,figure\nA1,1\0\n").startswith("Row 2, column 2 holds a character")

    def test_too_many_columns(self):
        assert "more than 60 columns" in refusal(b",".join([b"c"] * 20_000) + b"\n1\n")

    def test_too_many_rows(self):
        assert "more than 20\u202f000 rows" in refusal(b"code,figure\n" + b"A1,1\n" * 20_001)

    def test_cell_that_is_too_long(self):
        assert "longer than a cell can be. Write less." in refusal(b"code,figure\nA1," + b"x" * 200_000)

    @pytest.mark.parametrize("limit", [1_000, 10_000_000])
    def test_cell_that_is_too_long_whatever_the_library_takes(self, limit):
        """What the library takes is set for the whole process, by whoever comes first."""
        before = csv.field_size_limit(limit)
        try:
            words = [
                refusal(b"code,figure\nA1," + b"x" * 200_000),
                refusal(b"x" * 200_000 + b",figure\nA1,1"),
            ]
        finally:
            csv.field_size_limit(before)
        assert [one.split(",")[0] for one in words] == ["Row 2", "Row 1"]
        assert all("longer than a cell can be. Write less." in one for one in words)

    def test_old_workbook(self):
        assert "(.xls)" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)


class TestWorkbook:
    def test_types_become_what_would_be_typed(self):
        cells = [
            "A1",
            0.1 + 0.2,
            date(2018, 12, 31),
            True,
            10_000,
            Decimal("1.50"),
            datetime(2020, 1, 2, 3, 4),  # noqa: DTZ001 - a spreadsheet knows no zone
        ]
        table = read(as_xlsx(cells, header=[*HEADER, "d", "e", "f", "g"]))
        assert table.rows == ((2, ("A1", "0.3", "2018-12-31", "yes", "10000", "1.5", "2020-01-02T03:04:00")),)

    def test_number_where_a_date_is_meant_stays_a_number(self):
        assert read(as_xlsx(["A1", 1, 45_678], header=HEADER)).rows == ((2, ("A1", "1", "45678")),)

    def test_formula_is_named_and_its_last_value_is_not_trusted(self):
        words = refusal(as_xlsx(["A1", "=1+1", "x"], ["A2", "=B2", "x"], header=HEADER))
        assert words.startswith("There are formulas in these cells: B2, B3.")

    def test_per_cent(self):
        book = Workbook()
        book.active.append(HEADER)
        book.active.append(["A1", 0.25])
        book.active["B2"].number_format = numbers.FORMAT_PERCENTAGE
        assert refusal(saved(book)).startswith("Row 2, cell B2 is formatted as per cent")

    def test_merged_cells(self):
        book = Workbook()
        for row in (HEADER, ROW, ROW):
            book.active.append(row)
        book.active.merge_cells("A2:A3")
        assert refusal(saved(book)).startswith("Cells are merged (A2:A3)")

    def test_sheet_with_our_columns_is_found(self):
        content = as_xlsx(["x"], header=["Notes"], more={"Data": [HEADER, ROW]})
        assert read(content).rows == ((2, tuple(ROW)),)

    def test_wrong_sheet(self):
        content = as_xlsx(["x"], header=["Notes"], more={"More": [["y"]]})
        words = (
            "No sheet of this workbook has our columns in its first row. Its sheets are: “Baselines”, “More”."
        )
        assert refusal(content) == words

    def test_several_sheets_have_our_columns(self):
        content = as_xlsx(ROW, header=HEADER, title="Old", more={"New": [HEADER, [*ROW[:1], "7"]]})
        assert refusal(content).startswith("Several sheets have our columns: “Old”, “New”.")
        assert read(content, sheet="new").rows == ((2, ("A1", "7")),)
        assert refusal(content, sheet="None").startswith("There is no sheet “None” in this workbook.")

    def test_what_reaches_outside(self):
        content = with_member(as_xlsx(ROW, header=HEADER), "xl/externalLinks/externalLink1.xml", b"<x/>")
        assert refusal(content).startswith("The workbook refers to other files")

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda content: content[: len(content) // 2],
            lambda content: content[:200] + b"\xff" * 400 + content[600:],
            lambda content: with_member(content, "xl/worksheets/sheet1.xml", b"<!DOCTYPE x><worksheet/>"),
            lambda content: with_member(
                content, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row r="
            ),
            lambda content: with_member(content, "xl/sharedStrings.xml", b"\xff\xfe<\0s\0"),
            lambda content: with_member(content, "xl/workbook.xml", b"<workbook/>"),
        ],
    )
    def test_damaged(self, spoil):
        words = refusal(spoil(as_xlsx(ROW, header=HEADER)))
        assert words.startswith("The workbook cannot be read") or "Its sheets are" in words

    def test_zip_that_is_none_of_ours(self):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("a.txt", "hello")
        assert refusal(packed.getvalue()).startswith("The workbook cannot be read")

    def test_zip_that_unpacks_to_too_much(self):
        content = with_member(as_xlsx(ROW, header=HEADER), "xl/media/x.bin", b"\0" * (101 * 1024 * 1024))
        assert "unpacks to too much" in refusal(content)

    @pytest.mark.parametrize("last", ["4294967296", "1048577"])
    def test_row_far_below(self, last):
        far = (
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            b'<row r="1"><c r="A1" t="inlineStr"><is><t>code</t></is></c></row>'
            b'<row r="%s"><c t="inlineStr"><is><t>A1</t></is></c></row></sheetData></worksheet>'
            % last.encode()
        )
        content = with_member(as_xlsx(ROW, header=HEADER), "xl/worksheets/sheet1.xml", far)
        assert refusal(content).startswith("The workbook cannot be read")


def with_member(content, name, data):
    """A workbook with one member in place of its own."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, data)
    return packed.getvalue()
