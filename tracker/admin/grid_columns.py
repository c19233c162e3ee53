"""The columns of the grid of places: their strict fields, their names in a header line, and how they are shown."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.actions.targets import Local
from tracker.finding.words import folded
from tracker.forms.fields import StrictField
from tracker.sheets.local import local_columns

PLACE = "place"
LABELS: dict[str, str | Promise] = {
    PLACE: _("Place"),
    **{name: column.title for name, column in local_columns().items()},
}
# Other names that a header line may have for them.
ALSO = {
    PLACE: ("code", "country", "iso3"),
    **{name: column.also for name, column in local_columns().items()},
}


def columns() -> dict[str, StrictField]:
    """The columns beside the place, in their order. One query, where a source is named."""
    return {name: column.widget.field for name, column in local_columns().items()}


def shown(fields: Mapping[str, StrictField], local: Local) -> dict[str, str]:
    """What a place's version says, as it is typed."""
    typed = {name: field.prepare_value(getattr(local, name)) for name, field in fields.items()}
    return {name: "" if value is None else str(value) for name, value in typed.items()}


def header_of(cells: Iterable[str]) -> list[str | None] | None:
    """The columns that a header line names (None: a name that is not ours); None where the line is no header."""
    known = {folded(one): name for name, label in LABELS.items() for one in (name, str(label))}
    known |= {one: name for name, more in ALSO.items() for one in more}
    found = [known.get(folded(cell.strip())) for cell in cells]
    is_header = PLACE in found or sum(one is not None for one in found) > 1
    return found if is_header else None
