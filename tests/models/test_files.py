"""What the database itself refuses about files."""

import pytest
from django.db import IntegrityError, transaction

from tests.cast import drafted
from tests.handed_in import clean_file
from tracker.models import EvidenceFile

BROKEN = [
    ("file_number_within_its_report", {"number": 1, "sha256": "b" * 64}),
    ("file_once_per_report", {"number": 2, "sha256": "a" * 64}),
    ("file_clean_has_a_copy", {"number": 2, "copy_sha256": ""}),
    ("file_clean_has_a_copy", {"number": 2, "copy_size": None}),
    ("file_clean_has_a_copy", {"number": 2, "state": "checking"}),
    ("file_refused_with_a_reason", {"number": 2, "refusal": "empty"}),
    ("file_refused_with_a_reason", {"number": 2, "state": "refused", "copy_size": None, "copy_sha256": ""}),
]


@pytest.mark.parametrize(("name", "broken"), BROKEN)
def test_database_refuses_what_must_not_be(cast, name, broken):
    report = drafted(cast)
    clean_file(report, number=1, sha256="a" * 64)

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        clean_file(report, **broken)

    assert name in str(refused.value) or "UNIQUE" in str(refused.value)
    assert EvidenceFile.objects.count() == 1


def test_file_that_was_refused_may_be_sent_again(cast):
    report = drafted(cast)
    refused = {"state": "refused", "refusal": "unreadable", "copy_size": None, "copy_sha256": ""}
    clean_file(report, number=1, sha256="a" * 64, **refused)

    clean_file(report, number=2, sha256="a" * 64)

    assert EvidenceFile.objects.count() == 2


def test_file_says_which_one_of_its_report_it_is(cast):
    report = drafted(cast)

    assert str(clean_file(report, number=3)) == f"{report.uuid}/E3"
