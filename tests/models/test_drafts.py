"""What the database holds of drafts and of what an author declares, whatever the code does."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from tests.cast import drafted
from tracker.enums import Conflict
from tracker.models import Draft, ProgressReport

NOW = datetime(2026, 11, 25, tzinfo=UTC)


def make_draft(cast, **more):
    known = {"committee": cast.committee, "place_target": cast.place_target, "author": cast.reporter}
    return Draft.objects.create(**{**known, "begun_at": NOW, "saved_at": NOW, **more})


def test_one_draft_is_begun_for_an_author_a_committee_and_a_target(cast):
    make_draft(cast)
    make_draft(cast, author=cast.coordinator)
    make_draft(cast, report=drafted(cast))

    with pytest.raises(IntegrityError), transaction.atomic():
        make_draft(cast)

    assert Draft.objects.count() == 3


@pytest.mark.parametrize(
    ("conflict", "declared", "fine"),
    [
        ("", "", True),
        (Conflict.NONE, "", True),
        (Conflict.DECLARED, "Paid by the ministry.", True),
        (Conflict.DECLARED, "", False),
        (Conflict.NONE, "Paid by the ministry.", False),
        ("", "Paid by the ministry.", False),
    ],
)
def test_an_interest_is_named_where_there_is_one_and_nowhere_else(cast, conflict, declared, fine):
    rows = ProgressReport.objects.filter(pk=drafted(cast).pk)

    try:
        with transaction.atomic():
            rows.update(conflict=conflict, conflict_with=declared)
    except IntegrityError:
        stored = False
    else:
        stored = True

    assert stored is fine


def test_a_draft_goes_with_its_report(cast):
    report = drafted(cast)
    make_draft(cast, report=report)

    report.delete()

    assert not Draft.objects.exists()
