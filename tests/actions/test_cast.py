"""The cast can take the whole way: if these fail, look here before anywhere else."""

from tests.cast import published, returned
from tracker.enums import ReportState
from tracker.models import Score
from tracker.scoring import Mark, Status


def test_published_report_reaches_every_place_above(cast):
    report = published(cast)

    rows = Score.objects.filter(key="GCM10-9:5").order_by("place__level", "place__code")
    assert report.state == ReportState.PUBLISHED
    assert [(row.place.code, row.status, row.mark, row.applicable) for row in rows] == [
        ("world", "", Mark.NO_EVIDENCE, 2),
        ("m49-901", "", Mark.NO_EVIDENCE, 2),
        ("m49-902", "", Mark.NO_EVIDENCE, 2),
        ("arcadia", Status.OVERDUE, Mark.IN_PART, 1),
        ("borduria", Status.NO_DATA, Mark.NO_EVIDENCE, 1),
    ]


def test_returned_report_counts_nowhere(cast):
    report = returned(cast)

    assert report.state == ReportState.RETURNED
    assert Score.objects.get(place=cast.arcadia, key="GCM10-9:5").status == Status.NO_DATA
