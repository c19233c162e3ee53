"""A published file that names somebody: its bytes go everywhere, and every report that had it says so."""

import os

import pytest

from tests.cast import drafted
from tests.handed_in import clean_file, confirmed
from tests.recorded import recorded
from tracker.actions import files, reports
from tracker.actions.entries import BadEntry
from tracker.actions.file_keeping import YOUNG, tidy
from tracker.actions.file_redaction import redact_file
from tracker.models import EvidenceFile
from tracker.permissions import Refused
from tracker.selectors.files import store

WHY = "The face of a witness."


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    """A store of this test's own."""
    settings.EVIDENCE_DIR = tmp_path / "evidence"


def with_a_file(cast):
    """A published report with a file."""
    report = drafted(cast)
    confirmed(report)
    reports.submit(report, by=cast.reporter)
    return reports.publish(report, by=cast.reviewer)


def corrected(cast, report):
    """A correction that was handed in and takes the file over."""
    made = drafted(cast)
    keeps = [report.files.get().copy_sha256]
    return reports.submit(made, by=cast.reporter, correction="Two digits.", keeps=keeps)


def bytes_of(file):
    return store().clean(file.stored_name)


def test_file_and_its_copies_are_gone_and_their_rows_say_so(cast):
    report = with_a_file(cast)
    correction = corrected(cast, report)
    rows = [report.files.get(), correction.files.get()]
    there = [bytes_of(row).exists() for row in rows]

    redact_file(rows[0], by=cast.administrator, reason=WHY)

    assert there == [True, True]
    assert [bytes_of(row).exists() for row in rows] == [False, False]
    said = [
        (row.redaction_reason, row.client_name, row.is_shown) for row in EvidenceFile.objects.order_by("pk")
    ]
    assert said == [(WHY, "", False)] * 2
    assert [act for act, *_rest in recorded()[-2:]] == ["file.redacted", "file.redacted"]


def test_correction_still_goes_out_and_takes_nothing_over(cast):
    report = with_a_file(cast)
    correction = corrected(cast, report)
    redact_file(report.files.get(), by=cast.administrator, reason=WHY)

    out = reports.publish(correction, by=cast.reviewer)

    assert (out.state, files.ready_files(out.files.get().holder)) == ("published", {})


def test_copy_in_a_report_that_is_still_written_is_deleted(cast):
    report = with_a_file(cast)
    correction = corrected(cast, report)
    reports.send_back(correction, by=cast.reviewer, reason="Why?")

    redact_file(report.files.get(), by=cast.administrator, reason=WHY)

    assert list(EvidenceFile.objects.values_list("report", flat=True)) == [report.uuid]


@pytest.mark.parametrize("who", ["reporter", "reviewer", "coordinator", "stranger"])
def test_nobody_but_an_administrator_takes_it_out(cast, who):
    file = with_a_file(cast).files.get()

    with pytest.raises(Refused):
        redact_file(file, by=getattr(cast, who), reason=WHY)

    assert EvidenceFile.objects.get().is_shown


def test_reason_is_asked_for(cast):
    file = with_a_file(cast).files.get()

    with pytest.raises(BadEntry):
        redact_file(file, by=cast.administrator, reason="  ")

    assert EvidenceFile.objects.get().is_shown


def test_file_that_is_not_public_is_its_authors(cast):
    file = clean_file(drafted(cast))

    with pytest.raises(Refused):
        redact_file(file, by=cast.administrator, reason=WHY)

    assert EvidenceFile.objects.get().redacted_at is None


def test_taken_out_twice_is_refused(cast):
    file = with_a_file(cast).files.get()
    redact_file(file, by=cast.administrator, reason=WHY)

    with pytest.raises(Refused):
        redact_file(file, by=cast.administrator, reason="Again.")

    assert EvidenceFile.objects.get().redaction_reason == WHY


def test_bytes_that_a_crash_left_are_swept_up(cast):
    file = with_a_file(cast).files.get()
    redact_file(file, by=cast.administrator, reason=WHY)
    path = bytes_of(file)
    path.write_bytes(b"left behind")
    left = path.exists()
    long_ago = path.stat().st_mtime - 2 * YOUNG.total_seconds()
    os.utime(path, (long_ago, long_ago))

    tidy()

    assert (left, path.exists(), EvidenceFile.objects.count()) == (True, False, 1)


def test_another_file_of_the_report_stays(cast):
    report = with_a_file(cast)
    other = clean_file(report, number=2, confirmed_at=report.published_at)

    redact_file(report.files.get(number=1), by=cast.administrator, reason=WHY)

    assert EvidenceFile.objects.get(pk=other.pk).is_shown
