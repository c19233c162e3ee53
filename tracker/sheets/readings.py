"""Tables of readings of official series: a row for each figure, or one for each place and year."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tracker.actions.series_plans import Outcome, PlacedFigure, Release
from tracker.actions.table_kinds import CellFault
from tracker.cleaning import EARLIEST
from tracker.enums import GRADE_LABELS, ReportOrigin
from tracker.forms.fields import IsoDate, Narrative, ShortText, Year
from tracker.models import Commitment, Place, ProgressReport, Source
from tracker.scoring import Answer, Grade
from tracker.sheets.base import Asked, Record, Sheet
from tracker.sheets.columns import Column
from tracker.sheets.fields import NO_SUCH_SOURCE, Among, CellFigure, Code, OneOf, YesNo
from tracker.sheets.keys import commitment_column, place_column
from tracker.sheets.series import SeriesSheet
from tracker.sheets.series_options import ByColumn, SeriesForm
from tracker.sheets.series_wide import ReadingsByColumn

FIRST_YEAR, LAST_YEAR = 1900, 2100
# What a reading says of its release, by our columns.
OF_RELEASE = ("series", "source", "vintage", "released_on", "grade", "proxy", "caveat")
COLUMNS = (
    "place_target__place",
    "place_target__target__commitment",
    "reference_on",
    "value",
    "series",
    "source",
    "vintage",
    "published_at",
    "grade",
    "proxy",
    "caveat",
)


class Readings(SeriesSheet):
    """Figures of official series, by place, commitment and year."""

    about = _(
        "One row for each figure that a published series has about a commitment in a place in a year. It becomes a "
        "published reading of every target of that commitment there, without an author."
    )
    key = ("place", "commitment", "year")
    asks = SeriesForm

    place = place_column()
    commitment = commitment_column()
    year = Column(
        Year(minimum=FIRST_YEAR, maximum=LAST_YEAR),
        _("Year"),
        _("The year that the figure is about."),
        needed=True,
        example="2024",
    )
    value = Column(
        CellFigure(signed=True), _("Figure"), _("The figure. Zero is a figure."), needed=True, example="15547"
    )
    series = Column(
        Code(max_length=60),
        _("Series"),
        _("The code of the series, the same from year to year."),
        needed=True,
        example="agency-refugees-hosted",
    )
    source = Column(
        Among(Source.objects.all, code=lambda row: row.code, words=NO_SUCH_SOURCE),
        _("Source"),
        _("The code of its source, as the list of sources has it."),
        needed=True,
        example="unhcr-refugee-data",
    )
    vintage = Column(
        ShortText(max_length=60), _("Vintage"), _("Which release says so."), needed=True, example="2026-06-25"
    )
    released_on = Column(
        IsoDate(earliest=EARLIEST),
        _("Released"),
        _(
            "The day its release came out, as YYYY-MM-DD: a new figure counts from then. A revised one counts from "
            "the day it is stored, whatever stands here."
        ),
        needed=True,
        example="2026-06-25",
    )
    grade = Column(
        OneOf({grade.value: label for grade, label in GRADE_LABELS.items()}, blank=""),
        _("Grade"),
        _("The grade of the evidence, from A to D."),
        needed=True,
        example="A",
    )
    proxy = Column(
        YesNo(),
        _("Proxy"),
        _("Whether it stands in for what cannot be counted: yes or no."),
        default=False,
        example="no",
    )
    caveat = Column(
        Narrative(max_length=1000), _("Caveat"), _("What the figure cannot say. A proxy needs it.")
    )

    @classmethod
    def opened(cls, options: Mapping[str, Any]) -> Sheet:
        """A table with a row for each figure, or one whose columns the upload named."""
        named = ByColumn.from_json(options)
        return ReadingsByColumn(named) if named else cls()

    def load(self) -> Iterable[Record]:
        """Every figure of a series that stands, once for all targets of its commitment. Four queries."""
        places, commitments = Place.objects.in_bulk(), Commitment.objects.in_bulk()
        sources, told = Source.objects.in_bulk(), set()
        for place, commitment, on, value, series, source, vintage, since, *rest in _standing():
            about = (place, commitment, on)
            if about not in told:
                told.add(about)
                yield Record(
                    place=places[place],
                    commitment=commitments[commitment],
                    year=on.year,
                    value=value,
                    series=series,
                    source=sources.get(source),
                    vintage=vintage,
                    released_on=since.date(),
                    **dict(zip(("grade", "proxy", "caveat"), rest, strict=True)),
                )

    def check(self, asked: Asked) -> Iterator[CellFault]:
        """Whether the release may say so, and the figure, beside what stands."""
        record = asked.record
        if asked.before is not None:
            # What is revised counts from now on: the day of the older one is no matter.
            record.released_on = asked.before.released_on
            if not any(self._differences(asked.before, record)):
                return
        release = _release(record)
        if faults := self.faults_in(release, record.commitment):
            for fault in faults:
                yield CellFault(fault.field, self.text_of(fault.field, record), str(fault.message))
            return
        figure = PlacedFigure(record.place.pk, record.year, record.value)
        found = self.judged(release, record.commitment, figure)
        if found.outcome in (Outcome.WRONG, Outcome.NO_TARGET):
            yield CellFault("value", self.text_of("value", record), str(found.words))


def _standing() -> "QuerySet[ProgressReport, tuple[Any, ...]]":
    rows = ProgressReport.objects.published().filter(
        origin=ReportOrigin.SERIES, answer=Answer.FIGURE.value, yearly=True
    )
    ordered = rows.order_by(
        "place_target__place__code", "place_target__target__commitment__code", "reference_on", "pk"
    )
    return ordered.values_list(*COLUMNS)


def _release(record: Record) -> Release:
    said = {name: getattr(record, name) for name in OF_RELEASE}
    return Release(**{**said, "grade": Grade(record.grade)})
