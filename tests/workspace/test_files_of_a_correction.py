"""A corrected report keeps the files of the one it corrects, as its author chooses; the older keeps its own."""

import os
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.actions.test_file_keeping import aged
from tests.cast import drafted, figure, published
from tests.evidence import document, picture
from tests.handed_in import clean_file, confirmed
from tests.pages import main_of
from tests.workspace.elements import text_of
from tests.workspace.test_files import lying
from tests.workspace.typed import address
from tracker.actions import files, reports
from tracker.actions.file_keeping import tidy
from tracker.actions.report_checks import Changed
from tracker.models import AuditEvent, EvidenceFile
from tracker.selectors.files import store
from tracker.wording import short_reference

WHY = "Two digits had changed places."


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    """A store of this test's own."""
    settings.EVIDENCE_DIR = tmp_path / "evidence"


@pytest.fixture
def older(cast):
    """A published report with a picture and a document."""
    report = drafted(cast, figure(8_000))
    confirmed(report, picture("PNG"), "chart.png")
    confirmed(report, document(2), "yearbook.pdf")
    reports.submit(report, by=cast.reporter)
    return reports.publish(report, by=cast.reviewer)


def copies(report):
    return list(report.files.order_by("number").values_list("copy_sha256", flat=True))


def served(client, report, number):
    answer = client.get(reverse("public:report-file", args=[report.uuid, number]))
    return b"".join(answer.streaming_content) if answer.status_code == 200 else answer.status_code


def ticked(answer):
    return answer.content.decode().count(" checked")


def test_author_of_a_correction_keeps_or_drops_each_file_of_what_it_corrects(cast, older, signed_in, client):
    newer, author = drafted(cast, figure(7_000)), signed_in(cast.reporter)
    picture_of, _document = copies(older)

    shown = author.get(address("check", newer))
    author.post(address("check", newer), {"correction": WHY, "keep": [picture_of]})
    reports.publish(newer, by=cast.reviewer)

    name = short_reference(older.uuid)
    assert f"Files of the older answer {name}-E1.png PNG," in text_of(shown)
    assert "yearbook.pdf" in text_of(shown)
    assert ticked(shown) == 2
    assert list(newer.files.values_list("number", "client_name", "copy_sha256")) == [
        (1, "chart.png", picture_of)
    ]
    assert f"{short_reference(newer.uuid)}-E1.png" in main_of(
        client.get(reverse("public:report", args=[newer.uuid]))
    )
    assert served(client, newer, 1) == served(client, older, 1)
    assert [served(client, older, 2)[:5], served(client, newer, 2)] == [b"%PDF-", 404]


def test_bytes_lie_in_the_store_once_and_go_with_the_last_report_that_has_them(cast, older, client):
    newer, before = drafted(cast, figure(7_000)), lying()
    reports.submit(newer, by=cast.reporter, correction=WHY, keeps=copies(older))
    mine = newer.files.get(number=1)
    theirs = older.files.get(number=1)
    shared = store().clean(mine.stored_name).samefile(store().clean(theirs.stored_name))
    reports.send_back(newer, by=cast.reviewer, reason="Without the picture.")

    files.remove(mine, by=cast.reporter)

    assert (shared, len(before)) == (True, 2)
    assert not store().clean(mine.stored_name).exists()
    assert len(served(client, older, 1)) == theirs.copy_size
    assert list(newer.files.values_list("number", flat=True)) == [2]


def test_each_file_that_is_taken_over_is_written_down(cast, older):
    newer = drafted(cast, figure(7_000))

    reports.submit(newer, by=cast.reporter, correction=WHY, keeps=copies(older))

    events = AuditEvent.objects.filter(action="file.carried").order_by("seq")
    assert list(events.values_list("object_ref", flat=True)) == [f"{newer.uuid}/E1", f"{newer.uuid}/E2"]


def test_report_that_corrects_nothing_is_offered_nothing(cast, older, signed_in):
    newer = drafted(cast, figure(7_000, 2022))

    shown = signed_in(cast.reporter).get(address("check", newer))

    assert "Files of the older answer" not in text_of(shown)
    with pytest.raises(Changed):
        reports.submit(newer, by=cast.reporter, keeps=copies(older))


def test_once_said_it_is_not_ticked_again(cast, older, signed_in):
    newer, author = drafted(cast, figure(7_000)), signed_in(cast.reporter)
    author.post(address("check", newer), {"correction": WHY, "keep": copies(older)[:1]})
    reports.send_back(newer, by=cast.reviewer, reason="Look again.")

    shown = author.get(address("check", newer))

    words = text_of(shown)
    assert (ticked(shown), "-E2.pdf" in words.partition("Files of the older answer")[2]) == (0, True)
    assert words.partition("Files of the older answer")[2].count("-E1.png") == 0


def test_what_was_ticked_stays_while_no_reason_is_given(cast, older, signed_in):
    newer, author = drafted(cast, figure(7_000)), signed_in(cast.reporter)

    answer = author.post(address("check", newer), {"correction": "", "keep": copies(older)[:1]})

    newer.refresh_from_db()
    assert (answer.status_code, newer.state, ticked(answer)) == (422, "draft", 1)


def test_page_that_knew_of_nothing_to_correct_asks_with_everything_ticked(cast, older, signed_in):
    newer = drafted(cast, figure(7_000))

    answer = signed_in(cast.reporter).post(address("check", newer))

    assert (answer.status_code, ticked(answer)) == (422, 2)


def test_digest_that_was_not_offered_is_refused(cast, older, signed_in):
    newer = drafted(cast, figure(7_000))
    foreign = clean_file(published(cast, figure(1, 2020)), confirmed_at=timezone.now())

    answer = signed_in(cast.reporter).post(
        address("check", newer), {"correction": WHY, "keep": [foreign.copy_sha256]}
    )

    newer.refresh_from_db()
    assert (answer.status_code, newer.state, newer.files.count()) == (422, "draft", 0)


def test_file_that_went_with_another_correction_meanwhile_hands_in_nothing(cast, older):
    newer, keeps = drafted(cast, figure(7_000)), copies(older)
    published(cast, figure(6_000))

    with pytest.raises(Changed):
        reports.submit(newer, by=cast.reporter, correction=WHY, keeps=keeps)

    newer.refresh_from_db()
    assert (newer.state, newer.files.count()) == ("draft", 0)


def test_same_bytes_sent_anew_are_not_offered_and_are_one_file(cast, older, signed_in):
    newer = drafted(cast, figure(7_000))
    confirmed(newer, picture("PNG"), "chart again.png")

    shown = signed_in(cast.reporter).get(address("check", newer))
    reports.submit(newer, by=cast.reporter, correction=WHY, keeps=copies(older))

    assert ticked(shown) == 1
    assert list(newer.files.order_by("number").values_list("client_name", flat=True)) == [
        "chart again.png",
        "yearbook.pdf",
    ]


def test_ten_files_are_all_together(cast, older, signed_in):
    newer = drafted(cast, figure(7_000))
    for number in range(1, 10):
        clean_file(newer, number=number, confirmed_at=timezone.now())

    answer = signed_in(cast.reporter).post(
        address("check", newer), {"correction": WHY, "keep": copies(older)}
    )

    newer.refresh_from_db()
    assert (answer.status_code, newer.state, newer.files.count()) == (422, "draft", 9)
    assert "That would be more than ten files together" in text_of(answer)


def test_file_system_without_second_names_gets_a_copy(cast, older, monkeypatch, client):
    def refuses(*_paths):
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refuses)
    newer = drafted(cast, figure(7_000))

    reports.submit(newer, by=cast.reporter, correction=WHY, keeps=copies(older))
    reports.publish(newer, by=cast.reviewer)

    mine, theirs = (store().clean(one.files.get(number=1).stored_name) for one in (newer, older))
    assert (mine.samefile(theirs), mine.read_bytes()) == (False, theirs.read_bytes())
    assert served(client, newer, 1) == served(client, older, 1)


def test_copy_that_is_lost_from_the_store_keeps_no_correction_back(cast, older, client):
    store().clean(older.files.get(number=1).stored_name).unlink()
    newer = drafted(cast, figure(7_000))

    reports.submit(newer, by=cast.reporter, correction=WHY, keeps=copies(older))
    reports.publish(newer, by=cast.reviewer)

    assert [served(client, one, 1) for one in (older, newer)] == [404, 404]
    assert len(served(client, newer, 2)) > 0


def test_second_name_is_not_swept_up_before_there_is_a_row_about_it(cast, older):
    """The control: the same name, once it is old, is."""
    first, other = older.files.get(number=1).stored_name, uuid4()
    aged(store().clean(first))
    store().share(first, other)

    tidy()
    soon = store().clean(other).exists()
    aged(store().clean(other))
    tidy()

    assert (soon, store().clean(other).exists(), store().clean(first).exists()) == (True, False, True)
    assert EvidenceFile.objects.count() == 2
