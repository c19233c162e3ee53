"""The forms of tables that come in: the file with its reason and its day, and why one is undone."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from tracker import cleaning
from tracker.actions.imports import Brought
from tracker.admin.version_forms import line, reason_field
from tracker.enums import TableKind
from tracker.files import MOST_BYTES
from tracker.forms.base import Problem, StrictForm
from tracker.forms.fields import Choice, IsoDate, ShortText
from tracker.sheets import SHEETS, sheet_of
from tracker.sheets.base import AskedForm
from tracker.sheets.headers import columns_in, count_known
from tracker.transfer.arriving import ArrivedFile
from tracker.transfer.incoming import Unreadable, read_table

LONGEST_NAME = 255
# What an error file has besides, and may come back with.
OURS_ONLY = ("row", "what is wrong")


class TableFile(forms.FileField):
    """A file that lies where it arrived."""

    widget = forms.FileInput

    def clean(self, data: ArrivedFile | None, initial: Any = None) -> ArrivedFile:
        """The file, if there is one of a size that is read."""
        if data is None:
            raise ValidationError(_("Choose a file: CSV or XLSX."))
        if (data.size or 0) > MOST_BYTES:
            raise ValidationError(_("It is larger than 20 MB. Bring it in in parts."))
        return data


class ImportForm(StrictForm):
    """A table to be checked. Once the form is clean, `brought` is what to keep."""

    kind = Choice(
        label=_("What is in the table?"),
        choices=[(sheet.kind.value, sheet.kind.label) for sheet in SHEETS],
        widget=forms.Select,
        help_text=_("Each kind has a template below, whose columns it must have."),
    )
    file = TableFile(
        label=_("The file"),
        help_text=_(
            "CSV (UTF-8) or XLSX, up to 20 000 rows. It is only checked: you see first what it changes."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    sheet = ShortText(
        label=_("Name of the sheet"),
        max_length=60,
        required=False,
        help_text=_("Only where several sheets of a workbook have these columns."),
        widget=line(),
    )
    reason = reason_field()
    from_on = IsoDate(
        label=_("From which day does it hold?"),
        help_text=_(
            "Today or later, as YYYY-MM-DD, for targets and baselines; everything else holds from today."
        ),
        initial=timezone.localdate,
        widget=line(),
    )

    brought: Brought | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asking = {sheet.kind: self._asking(sheet.kind, sheet.asks) for sheet in SHEETS if sheet.asks}

    def _asking(self, kind: TableKind, asks: type[AskedForm]) -> AskedForm:
        """What is asked of a kind; of one that was not chosen what was typed stays, and nothing is said to it."""
        prefix = kind.value
        if self.is_bound and self.data.get("kind") == kind.value:
            return asks(self.data, prefix=prefix)
        sent = {name.removeprefix(f"{prefix}-"): value for name, value in self.data.items()}
        return asks(prefix=prefix, initial=sent)

    @property
    def asked(self) -> AskedForm | None:
        """What is asked besides of the kind that was chosen, if anything is."""
        kind = self.data.get("kind", "") if self.is_bound else ""
        return next((form for of, form in self.asking.items() if of.value == kind), None)

    @property
    def parts(self) -> list[tuple[TableKind, AskedForm, bool]]:
        """What is asked of some kinds alone, each with whether it is the one that was chosen."""
        return [(kind, form, form is self.asked) for kind, form in self.asking.items()]

    def error_summary(self) -> tuple[Problem, ...]:
        """Every error, with those of what is asked besides."""
        return (*super().error_summary(), *(self.asked.error_summary() if self.asked else ()))

    def clean(self) -> dict[str, Any]:
        """Read the file, also where the reason is missing."""
        arrived, kind = self.cleaned_data.get("file"), self.cleaned_data.get("kind")
        if self.asked and not self.asked.is_valid():
            self.add_error(None, _("Say below what the columns of this table mean."))
        elif arrived is not None and kind:
            try:
                self.brought = self._brought(TableKind(kind), arrived)
            except Unreadable as why:
                self.add_error("file", str(why))
        return self.cleaned_data

    def _brought(self, kind: TableKind, arrived: ArrivedFile) -> Brought:
        options = {"language": get_language(), **(self.asked.options() if self.asked else {})}
        sheet, content = sheet_of(kind).opened(options), arrived.content()
        named = self.cleaned_data.get("sheet") or ""
        table = read_table(content, known=lambda cells: count_known(sheet, cells), sheet=named)
        kept = [at for at, name in enumerate(table.header) if name.casefold() not in OURS_ONLY]
        columns = columns_in(sheet, [table.header[at] for at in kept])
        width = len(table.header)
        return Brought(
            kind=kind,
            file_name=_name(arrived.name or ""),
            sha256=sha256(content).hexdigest(),
            columns=columns,
            # What lies beyond the header stays, so that it is said of its row.
            rows=[(number, _cells(cells, kept, width)) for number, cells in table.rows],
            options=options,
        )


class UndoForm(StrictForm):
    """Why an import is undone."""

    undo_reason = reason_field(_("Why is it undone?"))


def _cells(cells: tuple[str, ...], kept: Iterable[int], width: int) -> list[str]:
    within = [cells[at] if at < len(cells) else "" for at in kept]
    return [*within, *cells[width:]]


def _name(name: str) -> str:
    """What the file was called, if that is a text; it is shown and nothing else."""
    try:
        return cleaning.text(name[-LONGEST_NAME:], max_length=LONGEST_NAME)
    except cleaning.Unclean:
        return now("a file")
