"""The header of a table: which of our columns it names, and in words what is wrong with it."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from django.utils.translation import gettext as _

from tracker.finding.words import folded
from tracker.sheets.base import Sheet
from tracker.transfer.incoming import Unreadable


def known_by(sheet: Sheet) -> Mapping[str, str]:
    """Our columns by every name that a header may have for them; the own names go before the others."""
    names = {folded(one): name for name, column in sheet.columns.items() for one in column.also}
    names |= {folded(str(column.title)): name for name, column in sheet.columns.items()}
    return names | {folded(name): name for name in sheet.columns}


def count_known(sheet: Sheet, cells: Sequence[str]) -> int:
    """How many of our columns a line names."""
    known = known_by(sheet)
    return len({known[folded(cell.strip())] for cell in cells if folded(cell.strip()) in known})


def columns_in(sheet: Sheet, header: Sequence[str]) -> list[str]:
    """The columns that a header names, in its order. Raises Unreadable."""
    known = known_by(sheet)
    unknown = [cell for cell in header if folded(cell) not in known and not sheet.leaves_others]
    if unknown:
        raise Unreadable(" ".join(_unknown(sheet, cell, known) for cell in unknown[:5]))
    named = [known.get(folded(cell), cell) for cell in header]
    ours = set(known.values())
    twice = sorted({name for name in named if name in ours and named.count(name) > 1})
    if twice:
        words = _("The header names these columns more than once: %(names)s.")
        raise Unreadable(words % {"names": ", ".join(twice)})
    lacking = [name for name in sheet.told_by if name not in named]
    if lacking:
        words = _("These columns are missing, and no row can be told without them: %(names)s.")
        raise Unreadable(words % {"names": ", ".join(lacking)})
    return named


def _unknown(sheet: Sheet, cell: str, known: Mapping[str, str]) -> str:
    if not cell:
        return _("A column has no name in the header. Name it, or delete it.")
    near = get_close_matches(folded(cell), known, n=1, cutoff=0.75)
    if near:
        words = _("“%(name)s” is none of our columns. Did you mean “%(near)s”?")
        return words % {"name": cell[:60], "near": known[near[0]]}
    words = _("“%(name)s” is none of our columns. Ours are: %(ours)s.")
    return words % {"name": cell[:60], "ours": ", ".join(sheet.columns)}
