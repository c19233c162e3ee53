"""The cells that hold several things, one a line: graduated steps, and steps to reach."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tracker import cleaning
from tracker.forms.fields import Figure, IsoDate, ShortText, StrictField, WholeNumber
from tracker.sheets.fields import LONG_AGO, Code

MILESTONE = re.compile(r"(?P<code>[^:]+):\s*(?P<title>.+?)\s*\((?P<weight>[^()]*)\)")
MOST = 60


class Several(StrictField):
    """A cell with one thing a line."""

    blank = ()

    def clean_text(self, value: Any) -> Any:
        """The things, in their order."""
        lines = cleaning.text(value, max_length=20_000, multiline=True).split("\n")
        told = [line.strip() for line in lines if line.strip()]
        if len(told) > MOST:
            raise ValidationError(_("These are too many: sixty at most."), code="too_many")
        return tuple(self.thing(line) for line in told)

    def thing(self, line: str) -> dict[str, Any]:
        """What a line says."""
        raise NotImplementedError


class Steps(Several):
    """Graduated steps."""

    def thing(self, line: str) -> dict[str, Any]:
        """A date and a figure."""
        on, colon, value = line.partition(":")
        if not colon:
            raise ValidationError(_("Write a date, a colon and the figure, for example 2020-12-31: 5000."))
        day, figure = IsoDate(earliest=LONG_AGO).clean(on), Figure().clean(value)
        return {"on": day.isoformat(), "value": f"{figure:f}"}

    def prepare_value(self, value: Any) -> Any:
        """One a line."""
        if not isinstance(value, tuple | list):
            return value
        return "\n".join(f"{step['on']}: {step['value']}" for step in value)


class Milestones(Several):
    """Steps to reach."""

    def thing(self, line: str) -> dict[str, Any]:
        """A code, what is done, and a weight."""
        found = MILESTONE.fullmatch(line)
        if not found:
            raise ValidationError(
                _("Write a code, a colon, what is done and its weight in brackets: law: A law stands (2).")
            )
        return {
            "code": Code(max_length=40).clean(found["code"]),
            "title": ShortText(max_length=300).clean(found["title"]),
            "weight": WholeNumber(maximum=100).clean(found["weight"]),
        }

    def prepare_value(self, value: Any) -> Any:
        """One a line."""
        if not isinstance(value, tuple | list):
            return value
        return "\n".join(f"{one['code']}: {one['title']} ({one['weight']})" for one in value)
