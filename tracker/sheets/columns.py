"""A column of a table: a field of django-import-export whose cells go through one of our strict fields."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from import_export.fields import NOT_PROVIDED, Field
from import_export.widgets import Widget

from tracker.forms.fields import StrictField
from tracker.transfer.cells import disarmed


class BadCell(ValueError):
    """A cell is refused; its words are what the library hands on."""


class Cell(Widget):
    """Reads a cell through a strict field, and writes a value as it would be typed."""

    def __init__(self, field: StrictField) -> None:
        super().__init__()
        self.field = field

    def clean(self, value: Any, row: Any = None, **_more: Any) -> Any:
        """The value of a cell."""
        try:
            return self.field.clean(value)
        except ValidationError as refusal:
            raise BadCell(" ".join(refusal.messages)) from None

    def render(self, value: Any, obj: Any = None, **_more: Any) -> str:
        """The text of a value, the same for readers of every language."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        typed = self.field.prepare_value(value)
        return "" if typed is None else str(typed)


class Column(Field):
    """A column: its title for people, what it says, and whether a new row needs it.

    An empty cell is what the field's `blank` says, or `default` where one is given. `example` stands in the template.
    `also` are other names that a header may have for it.
    """

    def __init__(
        self,
        field: StrictField,
        title: str | Promise,
        about: str | Promise,
        *,
        needed: bool = False,
        default: Any = NOT_PROVIDED,
        example: str = "",
        also: Iterable[str] = (),
    ) -> None:
        super().__init__(widget=Cell(field), default=default)
        self.title, self.about, self.needed = title, about, needed
        self.example, self.also = example, tuple(also)
        field.required, field.label = needed, str(title)


def even(text: str) -> str:
    """A text as two are compared: whatever the line ends and the space around it."""
    return text.replace("\r\n", "\n").strip()


def armed(text: str) -> str:
    """A text as it was before it was disarmed for a spreadsheet."""
    return text[1:] if text.startswith("'") and disarmed(text[1:]) == text else text
