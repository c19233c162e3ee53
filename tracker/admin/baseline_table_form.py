"""The baselines of a commitment's targets in the places of one region: an input for each place and target."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tracker.actions.changes import Foreseen, PlaceChange, foreseen
from tracker.actions.targets import Local, local_of
from tracker.actions.versions import Overtaken
from tracker.admin.version_forms import DatedForm, line
from tracker.forms.fields import IsoDate, ShortText
from tracker.models import Source, Target
from tracker.selectors.latest import latest_of_targets
from tracker.selectors.place_grid import GridPart, GridRow
from tracker.sheets.fields import LONG_AGO, CellFigure
from tracker.wording import day, figure


@dataclass(frozen=True)
class BaselineLine:
    """A place with its inputs, in the order of the targets; None where the target cannot apply there."""

    row: GridRow
    cells: tuple[BoundField | None, ...]


@dataclass(frozen=True)
class BaselineColumn:
    """A target with the unit in which its baselines are counted."""

    target: Target
    unit: str


class BaselineTableForm(DatedForm):
    """The table. What is not touched stays; every cell that is changed is a version of its own."""

    figures_on = IsoDate(
        label=_("Date of the figures that you change"),
        required=False,
        earliest=LONG_AGO,
        help_text=_("As YYYY-MM-DD. Left empty, a place keeps the date that it has; one without needs it."),
        widget=line(),
    )
    source = forms.ModelChoiceField(
        Source.objects.all(),
        label=_("Source"),
        required=False,
        help_text=_("Where the figures that you change were read. Left empty, a place keeps its source."),
    )
    vintage = ShortText(
        label=_("Vintage of the figures"),
        max_length=60,
        required=False,
        help_text=_("The edition they were read in. Left empty, a place keeps what it has."),
        widget=line(),
    )

    def __init__(
        self,
        *args: Any,
        targets: Sequence[Target],
        part: GridPart,
        grids: Mapping[int, Mapping[int, GridRow]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.targets, self.part, self.grids = targets, part, grids
        self._changes: list[PlaceChange] = []
        for row, target in self._pairs():
            name, latest = _name(row, target), grids[target.pk][row.place.pk].latest
            field = CellFigure(required=False, signed=True, widget=line())
            field.label = f"{row.place.name}, {target.horizon}"
            self.fields[name], self.initial[name] = field, latest.baseline if latest else None
        self.initial["after"] = sum(grids[target.pk][row.place.pk].number for row, target in self._pairs())

    def columns(self) -> list[BaselineColumn]:
        """The targets as their latest versions count them. One query."""
        latest = latest_of_targets(self.targets)
        return [BaselineColumn(one, latest[one.pk].unit if one.pk in latest else "") for one in self.targets]

    def lines(self) -> list[BaselineLine]:
        """The rows with their inputs."""
        return [
            BaselineLine(
                row,
                tuple(
                    self[_name(row, one)] if _name(row, one) in self.fields else None for one in self.targets
                ),
            )
            for row in self.part.rows
        ]

    def check_together(self) -> None:
        """Find what is changed; the engine is asked afterwards."""
        if (self.cleaned_data["after"] or 0) != self.initial["after"]:
            raise Overtaken
        self._changes = [one for one in map(self._change_of, self._pairs()) if one]
        if not self._changes and not self.errors:
            self.add_error(None, _("Nothing is changed: this is what the latest versions say."))

    def changes(self) -> list[PlaceChange]:
        """What the cells change, place by place."""
        return self._changes

    def read_back(self) -> tuple[str, ...]:
        """How many baselines are changed, and from when."""
        number = len(self._changes)
        count = ngettext(
            "%(number)s baseline gets a new version.", "%(number)s baselines get new versions.", number
        )
        return (
            count % {"number": figure(number)},
            now("It holds from %(day)s.") % {"day": day(self.from_on())},
        )

    def _foresee(self) -> None:
        self.told = foreseen(self._changes, from_on=self.from_on()) if self._changes else Foreseen()
        for fault in self.told.faults:
            change = self._changes[fault.index]
            name = f"{change.place.pk}-{change.target.pk}"
            own = {"in_force_from": "in_force_from", "baseline_on": "figures_on"}.get(fault.field)
            self.add_error(own or name, str(fault.message))

    def _pairs(self) -> Iterator[tuple[GridRow, Target]]:
        for row in self.part.rows:
            for target in self.targets:
                if row.place.pk in self.grids[target.pk]:
                    yield row, target

    def _change_of(self, pair: tuple[GridRow, Target]) -> PlaceChange | None:
        """What a cell changes, if anything."""
        row, target = pair
        held = self.grids[target.pk][row.place.pk]
        before = local_of(held.latest) if held.latest else Local()
        typed: Decimal | None = self.cleaned_data[_name(row, target)]
        if typed == before.baseline:
            return None
        local = self._with(before, typed)
        if typed is not None and local.baseline_on is None:
            self._say_once("figures_on", _("Say what date the figures that you change are about."))
        return PlaceChange(target=target, place=row.place, local=local, after=held.number)

    def _with(self, before: Local, typed: Decimal | None) -> Local:
        """A place's version with another baseline; where it is taken out, so is what was said of it."""
        if typed is None:
            return replace(before, baseline=None, baseline_on=None, source=None, vintage="")
        said = self.cleaned_data
        return replace(
            before,
            baseline=typed,
            baseline_on=said["figures_on"] or before.baseline_on,
            source=said["source"] or before.source,
            vintage=said["vintage"] or before.vintage,
        )

    def _say_once(self, name: str, words: str | Promise) -> None:
        if name not in self.errors:
            self.add_error(name, str(words))


def _name(row: GridRow, target: Target) -> str:
    return f"{row.place.pk}-{target.pk}"
