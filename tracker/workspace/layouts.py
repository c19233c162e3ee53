"""Parts of a form that crispy-forms does not bring: a group that says when it is needed, one that opens, a hint."""

from crispy_forms.layout import Div
from django import forms
from django.utils.functional import Promise


class Part(Div):
    """Fields that belong together, under a legend, with a sentence on which answers need them."""

    template = "forms/part.html"

    def __init__(self, legend: str | Promise, explained: str | Promise, *fields: object, name: str) -> None:
        super().__init__(*fields, css_id=f"part-{name}")
        self.legend, self.explained = legend, explained


class More(Div):
    """Fields that few need, behind a line that opens them; open already where something stands in them."""

    template = "forms/more.html"

    def __init__(
        self, summary: str | Promise, *fields: object, opened: bool, hint: str | Promise = ""
    ) -> None:
        super().__init__(*fields)
        self.summary, self.opened, self.hint = summary, opened, hint


class Group(Div):
    """A few short fields under one name, with a sentence about all of them where they need one."""

    template = "forms/group_of_fields.html"

    def __init__(self, legend: str | Promise, *fields: object, name: str, hint: str | Promise = "") -> None:
        super().__init__(*fields, css_id=f"parts-{name}")
        self.legend, self.hint = legend, hint


class HintedRadio(forms.RadioSelect):
    """Radio buttons of which some have a line below that says what choosing them means."""

    def __init__(self, *args: object, hints: dict[str, Promise] | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.hints = hints or {}

    def create_option(self, *args: object, **kwargs: object) -> dict[str, object]:
        """The button with its hint, joined for those who hear the page."""
        option = super().create_option(*args, **kwargs)  # type: ignore[arg-type]
        hint = self.hints.get(str(option["value"]))
        if hint:
            option["hint"] = hint
            if option["attrs"].get("id"):
                option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_hint"
        return dict(option)
