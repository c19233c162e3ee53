"""The kinds of tables that administrators bring in and take out: their columns, and how a row is read and compared.

How a table is stored stands in acts, and when, in `tracker/actions/imports.py`.
"""

from tracker.actions.table_kinds import make_known
from tracker.enums import TableKind
from tracker.sheets.base import Sheet
from tracker.sheets.baselines import Baselines
from tracker.sheets.commitments import Commitments
from tracker.sheets.committees import Committees
from tracker.sheets.organisations import Organisations
from tracker.sheets.places import Places
from tracker.sheets.readings import Readings
from tracker.sheets.seats import Seats
from tracker.sheets.targets import Targets

# A new kind is a class, and its line here.
SHEETS: tuple[type[Sheet], ...] = (
    Commitments,
    Targets,
    Baselines,
    Readings,
    Places,
    Organisations,
    Committees,
    Seats,
)


def make_all_known() -> None:
    """Tell the acts how tables are read."""
    for sheet in SHEETS:
        make_known(sheet.kind, sheet.opened)


def sheet_of(kind: TableKind) -> type[Sheet]:
    """The class of a kind of table; raises KeyError where there is none."""
    return {sheet.kind: sheet for sheet in SHEETS}[kind]


__all__ = ["SHEETS", "Sheet", "make_all_known", "sheet_of"]
