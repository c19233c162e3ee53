"""Figures of a series as an administrator brings them in, and the marks that rest on them."""

from datetime import date
from decimal import Decimal

from tests.cast import make_source
from tracker.actions.series_imports import keep_figures
from tracker.actions.series_plans import Measured, PlacedFigure, Release
from tracker.models import ProgressReport, Score, Source
from tracker.scoring import Grade

RELEASED = date(2025, 6, 13)


def release(series="agency-refugees", **more):
    source = Source.objects.filter(code="agency").first() or make_source(
        "agency", url="https://agency.example"
    )
    known = {"vintage": "2025", "released_on": RELEASED, "grade": Grade.A}
    return Release(series=series, source=source, **{**known, **more})


def measured(cast, figures, *, commitment=None, **more):
    """What a release says: figures are (place, year, value)."""
    placed = [PlacedFigure(place.pk, year, Decimal(value)) for place, year, value in figures]
    return Measured(release=release(**more), commitment=commitment or cast.commitment, figures=placed)


def brought_in(cast, *figures, leave_out=False, **more):
    """An import of these figures."""
    return keep_figures([measured(cast, figures, **more)], by=cast.administrator, leave_out=leave_out)


def series_readings(**where):
    """The readings of series, the oldest first: what each is about, says, and how it stands."""
    found = ProgressReport.objects.filter(origin="series", **where).order_by("pk")
    return [
        (one.place_target.place.code, one.reference_on.year, one.answer, one.value, str(one.state))
        for one in found.select_related("place_target__place")
    ]


def marks():
    """Every mark and number that is shown, by whose it is and what it is about."""
    rows = Score.objects.values_list(
        "place__code", "process__code", "key", "mark", "status", "score", "share"
    )
    return {row[:3]: row[3:] for row in rows}
