"""The columns of the grid of places: their strict fields, their names in a header line, and how they are shown."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from tracker.actions.targets import Local
from tracker.admin.fields import LONG_AGO
from tracker.finding.words import folded
from tracker.forms.fields import Figure, IsoDate, Narrative, ShortText, StrictField
from tracker.models import Source

# How a spreadsheet begins a formula, and what people write where they know nothing.
FORMULA = ("=", "+", "@")
NOTHING_KNOWN = frozenset(
    ("n/a", "na", "n.a.", "nan", "none", "null", "nil", "-", "–", "—", ".", "..", "...", "?")
)

PLACE = "place"
LABELS: dict[str, str | Promise] = {
    PLACE: _("Place"),
    "applies": _("Applies"),
    "baseline": _("Baseline"),
    "baseline_on": _("Date of the baseline"),
    "source": _("Source"),
    "vintage": _("Vintage"),
    "note": _("Note"),
    "why_not": _("Why it does not apply"),
}
# Other names that a header line may have for them.
ALSO = {
    "baseline_on": ("date", "baseline date"),
    "source": ("source code",),
    "vintage": ("vintage of the figure",),
    "note": ("note on the baseline",),
    "why_not": ("why not", "reason why not"),
    PLACE: ("code", "country", "iso3"),
}


class GridFigure(Figure):
    """A baseline as it comes out of a spreadsheet."""

    def clean_text(self, value: Any) -> Any:
        """The number; what a spreadsheet writes instead of one is refused with what to write."""
        plain = str(value).strip()
        if plain.startswith(FORMULA):
            raise ValidationError(
                _("Write the figure itself: a formula or a sign before it is not read."), code="formula"
            )
        if folded(plain) in NOTHING_KNOWN:
            raise ValidationError(_("Leave this empty where nobody knows the figure."), code="nothing")
        return super().clean_text(value)


class YesNo(StrictField):
    """Whether the target applies."""

    def clean_text(self, value: Any) -> bool:
        """Yes or no, in English or in the reader's language."""
        said = folded(str(value).strip())
        if said in {"yes", "true", folded(now("yes"))}:
            return True
        if said in {"no", "false", folded(now("no"))}:
            return False
        raise ValidationError(_("Write yes or no."), code="yes_no")

    def prepare_value(self, value: Any) -> Any:
        """How it is typed."""
        return {True: now("yes"), False: now("no"), None: ""}.get(value, value)


class SourceCode(StrictField):
    """A source by its code."""

    def __init__(self, sources: Mapping[str, Source], **kwargs: Any) -> None:
        self.sources = sources
        super().__init__(**kwargs)

    def clean_text(self, value: Any) -> Source:
        """The source."""
        found = self.sources.get(str(value).strip().casefold())
        if found is None:
            raise ValidationError(
                _("No source has this code. Its code stands in the list of sources."), code="source"
            )
        return found

    def prepare_value(self, value: Any) -> Any:
        """Its code."""
        return value.code if isinstance(value, Source) else value


def columns() -> dict[str, StrictField]:
    """The columns beside the place, in their order. One query."""
    fields: dict[str, StrictField] = {
        "applies": YesNo(),
        "baseline": GridFigure(signed=True),
        "baseline_on": IsoDate(earliest=LONG_AGO),
        "source": SourceCode({one.code.casefold(): one for one in Source.objects.all()}),
        "vintage": ShortText(max_length=60),
        "note": Narrative(max_length=2000),
        "why_not": ShortText(max_length=300),
    }
    for name, field in fields.items():
        field.label, field.required = str(LABELS[name]), False
    return fields


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
