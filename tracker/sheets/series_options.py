"""What is asked at the upload of a table of readings: what its columns mean, and what holds for every figure."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, ClassVar, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.actions.series_imports import faults_in
from tracker.actions.series_plans import Measured, Release, kinds_of
from tracker.enums import GRADE_LABELS, CommitmentStatus
from tracker.forms.fields import Choice, IsoDate, Narrative, ShortText
from tracker.models import Commitment, Source
from tracker.scoring import ANSWERS_OF, Answer, Grade
from tracker.sheets.base import AskedForm
from tracker.sheets.fields import Code

UNDER = "readings"
ONE_EACH, BY_COLUMN = "one_each", "by_column"
SHAPES = {
    BY_COLUMN: _("A row for each place and year, as agencies publish them: the columns are named below"),
    ONE_EACH: _("A row for each figure, with the columns of the template"),
}
MOST_COLUMNS = 4
LONGEST_SERIES = 60
NOT_OF_A_CODE = re.compile("[^A-Za-z0-9]+")


@dataclass(frozen=True, kw_only=True)
class ByColumn:
    """What the columns of a table mean, and what holds for every figure in it."""

    place_column: str
    year_column: str
    # Columns with the codes of the commitments that they measure.
    pairs: tuple[tuple[str, str], ...]
    series: str
    source: str
    vintage: str
    released_on: str
    grade: str
    proxy: bool
    caveat: str
    leave_out: bool

    @classmethod
    def from_json(cls, options: Mapping[str, Any]) -> Self | None:
        """What was kept with the import; None where the table has a row for each figure."""
        kept = options.get(UNDER)
        return cls(**{**kept, "pairs": tuple(tuple(pair) for pair in kept["pairs"])}) if kept else None

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the import."""
        return {UNDER: asdict(self)}

    def release(self, column: str, source: Source) -> Release:
        """What holds for the figures of one column: each column is a series of its own."""
        return Release(
            series=series_of(self.series, column),
            source=source,
            vintage=self.vintage,
            released_on=date.fromisoformat(self.released_on),
            grade=Grade(self.grade),
            proxy=self.proxy,
            caveat=self.caveat,
        )


def series_of(code: str, column: str) -> str:
    """The code of the series that a column holds."""
    return f"{code}-{NOT_OF_A_CODE.sub('-', column).strip('-').lower()}"


def _commitments() -> list[tuple[str, str]]:
    """Those whose targets a figure answers, to choose from. Two queries."""
    alive = list(Commitment.objects.exclude(status=CommitmentStatus.RETIRED).order_by("code"))
    kinds = kinds_of(one.pk for one in alive)
    found = [
        (one.code, f"{one.code} {one.title}")
        for one in alive
        if kinds[one.pk] and all(Answer.FIGURE in ANSWERS_OF[kind] for kind in kinds[one.pk])
    ]
    return [("", "–"), *found]


def _sources() -> list[tuple[str, str]]:
    return [("", "–"), *Source.objects.order_by("title").values_list("code", "title")]


class SeriesForm(AskedForm):
    """What the columns of a table of readings mean, where it has a row for each place and year."""

    needed_sometimes: ClassVar[frozenset[str]] = frozenset(
        (
            "place_column",
            "year_column",
            "column_1",
            "commitment_1",
            "series",
            "source",
            "vintage",
            "released_on",
            "grade",
        )
    )

    shape = Choice(label=_("How the table is made"), choices=list(SHAPES.items()), initial=BY_COLUMN)
    place_column = ShortText(
        label=_("Column of the place"),
        required=False,
        initial="iso3",
        help_text=_("Its cells may hold our code, the three letters (ISO 3166) or the three digits (M49)."),
    )
    year_column = ShortText(label=_("Column of the year"), required=False, initial="year")
    series = Code(
        label=_("Code of the series"),
        required=False,
        max_length=40,
        help_text=_(
            "The same from year to year, for example unhcr. Each column becomes a series of its own, such as "
            "unhcr-hosted-refugees."
        ),
    )
    source = Choice(label=_("Source"), required=False, choices=_sources, widget=forms.Select)
    vintage = ShortText(
        label=_("Vintage"),
        required=False,
        max_length=60,
        help_text=_("Which release says so, for example June 2026."),
    )
    released_on = IsoDate(
        label=_("Released on"),
        required=False,
        help_text=_("YYYY-MM-DD. New figures count from that day, also on pages of past days."),
    )
    grade = Choice(
        label=_("Grade"),
        required=False,
        choices=[(grade.value, label) for grade, label in GRADE_LABELS.items()],
    )
    proxy = forms.BooleanField(
        label=_("The figures stand in for what cannot be counted (a proxy)"), required=False
    )
    caveat = Narrative(
        label=_("Caveat"),
        required=False,
        max_length=1000,
        help_text=_("What the figures cannot say. A proxy needs it."),
    )
    leave_out = forms.BooleanField(
        label=_("Leave out rows about places that this scorecard does not have"),
        required=False,
        help_text=_(
            "Also figures about places where the commitment has no target. They are counted and listed. Without "
            "this tick they are wrong, and nothing is stored."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = _commitments()
        after = list(self.fields).index("year_column") + 1
        pairs: dict[str, forms.Field] = {}
        for number in range(1, MOST_COLUMNS + 1):
            pairs[f"column_{number}"] = ShortText(
                label=_("Column of figures %(number)s") % {"number": number}, required=False
            )
            pairs[f"commitment_{number}"] = Choice(
                label=_("Commitment that column %(number)s measures") % {"number": number},
                required=False,
                choices=offered,
                widget=forms.Select,
            )
        kept = list(self.fields.items())
        self.fields = dict([*kept[:after], *pairs.items(), *kept[after:]])

    def clean(self) -> dict[str, Any]:
        """What a table by columns needs, and the rules of a release."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("shape") == BY_COLUMN:
            for name in sorted(self.needed_sometimes):
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, _("This is needed for a table with a row for each place and year."))
            self._check_pairs(cleaned)
            if not self.errors:
                self._check_releases(self.by_column())
        return cleaned

    def options(self) -> dict[str, Any]:
        """What is kept with the import."""
        return self.by_column().as_json() if self.cleaned_data["shape"] == BY_COLUMN else {}

    def by_column(self) -> ByColumn:
        """What the columns mean, of a form that is clean."""
        said = self.cleaned_data
        names = ("place_column", "year_column", "series", "source", "vintage", "grade", "proxy", "caveat")
        return ByColumn(
            **{name: said[name] for name in names},
            released_on=said["released_on"].isoformat(),
            leave_out=said["leave_out"],
            pairs=tuple(
                (said[f"column_{number}"], said[f"commitment_{number}"]) for number in self._named(said)
            ),
        )

    @staticmethod
    def _named(said: Mapping[str, Any]) -> list[int]:
        return [number for number in range(1, MOST_COLUMNS + 1) if said.get(f"column_{number}")]

    def _check_pairs(self, said: Mapping[str, Any]) -> None:
        """Each column with its commitment, and none of them twice."""
        named: set[str] = {str(said.get("place_column")).casefold(), str(said.get("year_column")).casefold()}
        if len(named) == 1 and not self.errors:
            self.add_error("year_column", _("This column is named twice."))
        chosen: set[str] = set()
        for number in range(1, MOST_COLUMNS + 1):
            column, commitment = said.get(f"column_{number}"), said.get(f"commitment_{number}")
            if column and not commitment and f"commitment_{number}" not in self.errors:
                self.add_error(f"commitment_{number}", _("Choose the commitment that this column measures."))
            if commitment and not column and f"column_{number}" not in self.errors:
                self.add_error(f"column_{number}", _("Name the column that measures this commitment."))
            if column and column.casefold() in named:
                self.add_error(f"column_{number}", _("This column is named twice."))
            if commitment and commitment in chosen:
                self.add_error(f"commitment_{number}", _("Another column measures this commitment already."))
            named.add(str(column).casefold())
            chosen.add(commitment or "")

    def _check_releases(self, named: ByColumn) -> None:
        """The rules of a release, beside the field each is about."""
        source = Source.objects.get(code=named.source)
        commitments = {
            one.code: one for one in Commitment.objects.filter(code__in=dict(named.pairs).values())
        }
        for number, (column, code) in zip(self._named(self.cleaned_data), named.pairs, strict=True):
            release = named.release(column, source)
            if len(release.series) > LONGEST_SERIES:
                self.add_error("series", _("With the name of a column this code gets too long: shorten it."))
            measured = Measured(release=release, commitment=commitments[code], figures=())
            for fault in faults_in([measured]):
                field = f"commitment_{number}" if fault.field == "commitment" else fault.field
                if str(fault.message) not in self.errors.get(field, []):
                    self.add_error(field, str(fault.message))
