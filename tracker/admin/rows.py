"""A short table that is typed row by row, such as graduated steps: plain inputs, which need no script."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.forms.fields import StrictField

MOST, SPARE = 30, 3


class RowsInput(forms.Widget):
    """The inputs of all rows, with a few empty ones at the end; the next saving brings more."""

    template_name = "admin/tracker/rows.html"

    def __init__(self, columns: Mapping[str, StrictField]) -> None:
        super().__init__()
        self.columns = columns

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[dict[str, str]]:
        """What was typed, row by row, as it was typed."""
        return [
            {column: data.get(f"{name}-{number}-{column}", "") for column in self.columns}
            for number in range(MOST)
        ]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The head of the table and its rows, down to the last that is not blank and a few more."""
        context = super().get_context(name, None, attrs)
        rows = _without_blank_end(value or [])
        shown = [*rows, *({} for _row in range(SPARE))][:MOST]
        context["columns"] = list(self.columns.values())
        context["rows"] = [
            [
                {
                    "name": f"{name}-{number}-{column}",
                    "value": row.get(column, ""),
                    "label": field.label,
                    "number": number + 1,
                    "column": column,
                }
                for column, field in self.columns.items()
            ]
            for number, row in enumerate(shown)
        ]
        context["described_by"] = (attrs or {}).get("aria-describedby", "")
        context["invalid"] = (attrs or {}).get("aria-invalid", "")
        return context

    def id_for_label(self, id_: str) -> str:
        """The first input."""
        return f"{id_}-0-{next(iter(self.columns))}" if id_ else id_


class Rows(forms.Field):
    """Rows of strict fields. Blank rows are no rows; a refusal names the row and the column."""

    def __init__(self, columns: Mapping[str, StrictField], **kwargs: Any) -> None:
        self.columns = columns
        super().__init__(required=False, widget=RowsInput(columns), **kwargs)

    def to_python(self, value: Sequence[Mapping[str, str]] | None) -> list[dict[str, Any]]:
        """The clean rows in their order."""
        faults: list[ValidationError] = []
        rows = [
            self._row(number, typed, faults)
            for number, typed in enumerate(value or [], start=1)
            if any(cell.strip() for cell in typed.values())
        ]
        if faults:
            raise ValidationError(faults)
        return rows

    def _row(self, number: int, typed: Mapping[str, str], faults: list[ValidationError]) -> dict[str, Any]:
        clean: dict[str, Any] = {}
        for column, field in self.columns.items():
            try:
                clean[column] = field.clean(typed[column])
            except ValidationError as refusal:
                faults.extend(_placed(number, field.label, message) for message in refusal.messages)
        return clean


def _placed(number: int, label: str | Promise | None, message: str) -> ValidationError:
    said = {"number": number, "column": str(label or ""), "message": message}
    return ValidationError(_("Row %(number)s, %(column)s: %(message)s"), code="row", params=said)


def _without_blank_end(rows: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """The rows down to the last one in which something was typed."""
    last = max(
        (
            number
            for number, row in enumerate(rows, start=1)
            if any(str(cell).strip() for cell in row.values())
        ),
        default=0,
    )
    return list(rows[:last])
