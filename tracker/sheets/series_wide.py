"""A table of readings with a row for each place and year, whose columns the upload named."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from tracker.actions.series_plans import Judged, Outcome, PlacedFigure, Release
from tracker.actions.table_kinds import CellFault, Difference, RowResult, TableRow
from tracker.enums import RowState
from tracker.forms.fields import Figure, Year
from tracker.models import Commitment, Place, Source
from tracker.sheets.columns import BadCell, Column, armed
from tracker.sheets.fields import Among, CellFigure
from tracker.sheets.series import SeriesSheet
from tracker.sheets.series_options import ByColumn

FIRST_YEAR, LAST_YEAR = 1900, 2100
VINTAGE = "vintage"


class ReadingsByColumn(SeriesSheet):
    """One reading of such a table. An empty cell says nothing; columns that were not named are left alone."""

    about = _("One row for each place and year.")
    # Rows are told apart figure by figure.
    key = ()
    leaves_others = True

    def __init__(self, named: ByColumn) -> None:
        super().__init__()
        self.named = named
        self.releases = self._releases()
        self.fields = {
            named.place_column: _column(_place(), named.place_column, needed=True),
            named.year_column: _column(
                Year(minimum=FIRST_YEAR, maximum=LAST_YEAR), named.year_column, needed=True
            ),
            **{
                column: _column(CellFigure(signed=True), f"{column} ({commitment.code})")
                for column, (_release, commitment) in self.releases.items()
            },
        }

    def spoken_of(self) -> list[int]:
        """The commitments that were named."""
        return [commitment.pk for _release, commitment in self.releases.values()]

    @property
    def names_rows(self) -> tuple[str, ...]:
        """Place and year."""
        return self.named.place_column, self.named.year_column

    @property
    def told_by(self) -> tuple[str, ...]:
        """Every column that was named."""
        return tuple(self.fields)

    def _releases(self) -> dict[str, tuple[Release, Commitment]]:
        source = Source.objects.filter(code=self.named.source).first()
        if source is None:
            # An administrator deleted it since: every row says so.
            return {}
        codes = [code for _column, code in self.named.pairs]
        commitments = {one.code: one for one in Commitment.objects.filter(code__in=codes)}
        return {
            column: (self.named.release(column, source), commitments[code])
            for column, code in self.named.pairs
        }

    def read(self, row: TableRow) -> RowResult:
        """What the figures of a row come to, each by itself."""
        faults = [CellFault("", "", row.fault)] if row.fault else []
        values = dict(self._values(row.cells, faults))
        place: Place | None = values.get(self.named.place_column)
        year: int | None = values.get(self.named.year_column)
        unknown = (
            self._unknown(row)
            if place is None and row.cells.get(self.named.place_column, "").strip()
            else None
        )
        if unknown and self.named.leave_out and not faults:
            return RowResult(row.number, RowState.LEFT_OUT, faults=(unknown,))
        faults = [*([unknown] if unknown else []), *faults, *self._faults_of_releases()]
        if faults or place is None or year is None:
            return RowResult(row.number, RowState.WRONG, faults=tuple(faults))
        found = {
            column: self.judged(*self.releases[column], PlacedFigure(place.pk, year, value))
            for column, value in values.items()
            if column in self.releases and value is not None
        }
        return self._result(row, found)

    def _values(self, cells: Mapping[str, str], faults: list[CellFault]) -> Iterator[tuple[str, Any]]:
        """What the cells hold; a place that we do not have is None."""
        for name, column in self.columns.items():
            text = armed(cells.get(name, ""))
            try:
                yield name, column.widget.clean(text)
            except (BadCell, ValidationError) as bad:
                if name != self.named.place_column or not text.strip():
                    faults.append(CellFault(name, cells.get(name, ""), _words(bad)))

    def _unknown(self, row: TableRow) -> CellFault:
        place = self.named.place_column
        words = now("No place of this scorecard has this code, these three letters or these three digits.")
        return CellFault(place, row.cells.get(place, ""), words)

    def _faults_of_releases(self) -> Iterator[CellFault]:
        """What changed since the upload, such as a commitment that got a target that no figure answers."""
        if not self.releases:
            yield CellFault(
                "", self.named.source, now("The source was deleted since: bring the table in again.")
            )
        for column, (release, commitment) in self.releases.items():
            for fault in self.faults_in(release, commitment):
                yield CellFault(column, "", str(fault.message))

    def _result(self, row: TableRow, found: Mapping[str, Judged]) -> RowResult:
        refused = {Outcome.WRONG} if self.named.leave_out else {Outcome.WRONG, Outcome.NO_TARGET}
        faults = tuple(
            CellFault(column, row.cells.get(column, ""), str(one.words))
            for column, one in found.items()
            if one.outcome in refused
        )
        outcomes = {one.outcome for one in found.values()}
        if faults:
            return RowResult(row.number, RowState.WRONG, faults=faults)
        left = tuple(
            CellFault(column, row.cells.get(column, ""), str(one.words))
            for column, one in found.items()
            if one.outcome is Outcome.NO_TARGET
        )
        differences = tuple(self._differences_of(found))
        return RowResult(row.number, _state(outcomes), differences, left)

    def _differences_of(self, found: Mapping[str, Judged]) -> Iterator[Difference]:
        """What changes, column by column; where the figure stays, what is said of it does."""
        figure = Figure()
        for column, one in found.items():
            before = "" if one.before is None else str(figure.prepare_value(one.before))
            after = str(figure.prepare_value(one.figure.value))
            if one.says_something and before != after:
                yield Difference(column, before, after)
            elif one.says_something:
                yield Difference(
                    column,
                    before,
                    now("%(figure)s, %(vintage)s") % {"figure": after, "vintage": self.named.vintage},
                )


def _state(outcomes: set[Outcome]) -> RowState:
    if Outcome.CHANGED in outcomes:
        return RowState.CHANGED
    if Outcome.NEW in outcomes:
        return RowState.NEW
    return RowState.LEFT_OUT if outcomes == {Outcome.NO_TARGET} else RowState.SAME


def _words(bad: BadCell | ValidationError) -> str:
    return " ".join(bad.messages) if isinstance(bad, ValidationError) else str(bad)


def _place() -> Among:
    return Among(
        Place.objects.all,
        code=lambda row: row.code,
        names=lambda row: [name for name in (row.iso3, row.m49) if name],
    )


def _column(field: Any, title: Any, *, needed: bool = False) -> Column:
    return Column(field, title, "", needed=needed)
