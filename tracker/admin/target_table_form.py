"""Several targets side by side: the figures of each in a row, with one reason and one day for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tracker.actions.changes import Foreseen, TargetChange, foreseen, said_again
from tracker.actions.wordings import Wording, columns_of, wording_of
from tracker.admin.hinted import HintedArea
from tracker.admin.version_forms import DatedForm, line
from tracker.admin.words import said_way
from tracker.forms.fields import Figure, IsoDate, ShortText, StrictField, WholeNumber
from tracker.models import Target, TargetVersion
from tracker.scoring import Kind
from tracker.selectors.baselines import reach_of
from tracker.selectors.latest import latest_of_targets
from tracker.wording import day, figure

WITH_A_GOAL = (Kind.LEVEL, Kind.SHARE)
LABELS: dict[str, str | Promise] = {
    "title": _("What it asks for"),
    "goal": _("The figure to reach"),
    "change": _("Change, in per cent"),
    "due_on": _("Due"),
    "weight": _("Weight"),
    "tolerance": _("Tolerance"),
    "grace_months": _("Months of grace"),
}
# What can be set for all rows at once: it means the same for every kind of target.
FOR_ALL = ("due_on", "weight", "tolerance", "grace_months")
# So many targets are read back by name.
MOST_READ_BACK = 10


@dataclass(frozen=True)
class TableRow:
    """A target with its latest version and the inputs of its row by column; None where its kind has none."""

    target: Target
    latest: TargetVersion
    cells: tuple[BoundField | None, ...]


class TargetTableForm(DatedForm):
    """The table. What is not touched stays; every target that is changed gets a version of its own."""

    def __init__(self, *args: Any, targets: Sequence[Target], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.latest = latest_of_targets(targets)
        self.targets = [one for one in targets if one.pk in self.latest]
        self._changes: list[TargetChange] = []
        for target in self.targets:
            self._add_row(target, self.latest[target.pk])
        for column in FOR_ALL:
            field = _field(column)
            field.required, field.label = False, str(LABELS[column])
            self.fields[f"all-{column}"] = field

    def rows(self) -> list[TableRow]:
        """The rows with their inputs."""
        return [
            TableRow(
                one,
                self.latest[one.pk],
                tuple(
                    self[name] if name in self.fields else None
                    for name in (_name(one, column) for column in LABELS)
                ),
            )
            for one in self.targets
        ]

    def for_all(self) -> list[BoundField]:
        """The inputs that fill a column in every row."""
        return [self[f"all-{column}"] for column in FOR_ALL]

    def numbers(self) -> list[BoundField]:
        """The hidden inputs that say which version each row was opened with."""
        return [self[_name(one, "after")] for one in self.targets]

    def check_together(self) -> None:
        """Find what is changed; the engine is asked afterwards."""
        self._changes = [change for change in map(self._change_of, self.targets) if change]
        if not self._changes:
            self.add_error(None, _("Nothing is changed: this is what the latest versions say."))

    def changes(self) -> list[TargetChange]:
        """What the rows change, in their order."""
        return self._changes

    def read_back(self) -> tuple[str, ...]:
        """How many targets are changed, and what each comes to in one place."""
        number = len(self._changes)
        count = ngettext(
            "%(number)s target gets a new version.", "%(number)s targets get a new version.", number
        )
        ways = [way for way in map(self._said_way, self._changes[:MOST_READ_BACK]) if way]
        return (
            count % {"number": figure(number)},
            now("It holds from %(day)s.") % {"day": day(self.from_on())},
            *ways,
        )

    def _foresee(self) -> None:
        self.told = foreseen(self._changes, from_on=self.from_on()) if self._changes else Foreseen()
        for fault in self.told.faults:
            target = self._changes[fault.index].target
            where = f"{fault.place.name}: " if fault.place else ""
            name = _name(target, fault.field)
            if name in self.fields:
                self.add_error(name, f"{where}{fault.message}")
            elif fault.field in self.fields:
                self.add_error(fault.field, str(fault.message))
            else:
                self.add_error(None, f"{target}: {where}{fault.message}")

    def _change_of(self, target: Target) -> TargetChange | None:
        """What a row changes, if anything."""
        said = wording_of(self.latest[target.pk])
        typed = {column: self._typed(target, column) for column in LABELS}
        wording = replace(said, **{name: value for name, value in typed.items() if value is not None})
        if wording == said:
            return None
        after = self.cleaned_data[_name(target, "after")]
        return replace(said_again(target, self.latest[target.pk], after=after or 0), wording=wording)

    def _typed(self, target: Target, column: str) -> Any:
        for_all = self.cleaned_data.get(f"all-{column}")
        return self.cleaned_data.get(_name(target, column)) if for_all is None else for_all

    def _said_way(self, change: TargetChange) -> str:
        """What a changed target comes to in one place, in a sentence; empty where no place has a baseline."""
        version = TargetVersion(
            target=change.target, in_force_from=self.from_on(), **columns_of(change.wording)
        )
        sample = reach_of(version).sample
        if sample is None:
            return ""
        told = {"target": change.target, "place": sample.place, "way": said_way(version, sample)}
        return now("%(target)s, in %(place)s: %(way)s.") % told

    def _add_row(self, target: Target, version: TargetVersion) -> None:
        said = wording_of(version)
        for column, label in LABELS.items():
            if not _is_for(column, said):
                continue
            field = _field(column)
            field.label = f"{target}, {label}"
            name = _name(target, column)
            self.fields[name], self.initial[name] = field, getattr(said, column)
        after = _name(target, "after")
        self.fields[after] = WholeNumber(required=False, widget=forms.HiddenInput)
        self.initial[after] = version.number


def _field(column: str) -> StrictField:
    """The field of a column."""
    match column:
        case "title":
            return ShortText(max_length=300, widget=HintedArea(attrs={"rows": 2}))
        case "goal" | "change":
            return Figure(signed=True, widget=line())
        case "tolerance":
            return Figure(widget=line())
        case "due_on":
            return IsoDate(widget=line())
        case "weight":
            return WholeNumber(minimum=1, maximum=100, widget=line())
    return WholeNumber(maximum=600, widget=line())


def _is_for(column: str, said: Wording) -> bool:
    """Whether a column means anything for that kind of target."""
    if column == "goal":
        return said.kind in WITH_A_GOAL
    return column != "change" or said.kind is Kind.RELATIVE_CHANGE


def _name(target: Target, column: str) -> str:
    return f"{target.pk}-{column}"
