from datetime import date
from uuid import uuid4

import pytest

from tests.cast import drafted, figure, published, returned, submitted
from tracker.models import TargetVersion
from tracker.selectors.reports import report_page


def test_report_is_shown_with_the_wording_in_force_when_it_was_published(cast):
    report = published(cast)
    for number, day in ((2, date(2019, 1, 1)), (3, date(2099, 1, 1))):
        version = TargetVersion.objects.get(target=cast.place_target.target, number=1)
        version.pk, version.number, version.in_force_from = None, number, day
        version.title = f"Wording {number}"
        version.save()

    assert report_page(report.uuid).title == "Wording 2"


def test_replaced_report_stays_and_names_its_successor(cast):
    older = published(cast, figure(8_000))
    newer = published(cast, figure(7_000))

    assert (report_page(older.uuid).replaced_by, report_page(newer.uuid).replaced_by) == (newer.uuid, None)


@pytest.mark.parametrize("make", [drafted, submitted, returned])
def test_report_that_was_never_public_is_not_there(cast, make):
    assert report_page(make(cast).uuid) is None
    assert report_page(uuid4()) is None
