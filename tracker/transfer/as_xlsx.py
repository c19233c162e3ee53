"""An extract as a workbook: a sheet of rows with typed cells, and one that explains them.

Of the same rows it is the same bytes. openpyxl is loaded only where a workbook is asked for.
"""

import re
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from tracker.selectors.imprint import Imprint
from tracker.transfer.as_json import version_of
from tracker.transfer.cells import disarmed, exact
from tracker.transfer.extract import LICENCE, Cell, Extract, with_imprint

# A zip cannot say less.
EARLIEST = (1980, 1, 1, 0, 0, 0)
CHANGED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
# What one cell can hold.
LONGEST = 32_767


def as_xlsx(extract: Extract, imprint: Imprint) -> bytes:
    """The extract, its rows on the first sheet, the dictionary, the caveats and the licence on the second."""
    from openpyxl import Workbook  # noqa: PLC0415 - a web process that nobody asks for workbooks does without it

    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = extract.title, imprint.attribution
    whole = with_imprint(extract, imprint)
    data = book.create_sheet(_("Data"))
    data.freeze_panes = "A2"
    data.append([typed(data, column.name) for column in whole.columns])
    for row in whole.rows:
        data.append([typed(data, cell) for cell in row])
    about = book.create_sheet(_("About"))
    for line in _about(whole, imprint, version=version_of(extract)):
        about.append([typed(about, cell) for cell in line])
    written = BytesIO()
    book.save(written)
    return _steady(written.getvalue(), extract.as_of)


def typed(sheet: Any, cell: Cell) -> Any:
    """A cell of its own type; a text is text, whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - see above

    if isinstance(cell, Decimal | Fraction):
        return exact(cell)
    if isinstance(cell, date):
        dated = WriteOnlyCell(sheet, value=cell)
        dated.number_format = "yyyy-mm-dd"
        return dated
    if cell is None or isinstance(cell, bool | int):
        return cell
    written = WriteOnlyCell(sheet, value=disarmed(cell)[:LONGEST])
    written.data_type = "s"
    return written


def _about(whole: Extract, imprint: Imprint, *, version: str) -> list[tuple[Cell, ...]]:
    """The lines of the second sheet."""
    return [
        (_("Title"), whole.title),
        (_("In a sentence"), whole.sentence),
        (_("As of"), whole.as_of),
        (_("Version"), version),
        (_("Method"), imprint.method_version),
        (_("Address"), imprint.address),
        (_("To be named as"), imprint.attribution),
        (_("Licence"), f"{LICENCE.title} ({LICENCE.name}), {LICENCE.url}"),
        (_("Record of acts"), imprint.audit_head),
        (_("Demonstration data are loaded"), imprint.demonstration),
        *((_("To know"), caveat) for caveat in whole.caveats),
        (),
        (_("Column"), _("Title"), _("Type"), _("What it says")),
        *((column.name, str(column.title), column.type.value, str(column.about)) for column in whole.columns),
    ]


def _steady(written: bytes, as_of: date) -> bytes:
    """The same workbook without the moment at which it was made: of the same rows it is the same bytes."""
    moment = datetime.combine(as_of, datetime.min.time()).isoformat() + "Z"
    steady = BytesIO()
    with ZipFile(BytesIO(written)) as made, ZipFile(steady, "w", ZIP_DEFLATED) as kept:
        for name in made.namelist():
            content = made.read(name)
            if name == "docProps/core.xml":
                content = CHANGED.sub(rb"\g<1>" + moment.encode(), content)
            info = ZipInfo(name, EARLIEST)
            info.compress_type = ZIP_DEFLATED
            kept.writestr(info, content)
    return steady.getvalue()
