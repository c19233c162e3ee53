"""Files of published reports: for everyone, as clean copies under the report's name; before that, for nobody."""

import pytest
from django.urls import reverse

from tests.cast import drafted, figure, published
from tests.evidence import document, picture_with_gps
from tests.handed_in import clean_file, confirmed
from tests.pages import main_of
from tracker.actions import files, reports
from tracker.enums import FileState
from tracker.models import EvidenceFile
from tracker.selectors.files import store
from tracker.wording import short_reference


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    """A store of this test's own."""
    settings.EVIDENCE_DIR = tmp_path / "evidence"


def where(report, number=1):
    return reverse("public:report-file", args=[report.uuid, number])


def page_of(report):
    return reverse("public:report", args=[report.uuid])


def published_with_files(cast, entry=None):
    report = drafted(cast, entry)
    confirmed(report)
    confirmed(report, document(2), "a.pdf")
    reports.submit(report, by=cast.reporter, correction="The digits had changed places.")
    return reports.publish(report, by=cast.reviewer)


def test_page_of_a_report_lists_its_files(cast, client):
    report = published_with_files(cast)

    words = main_of(client.get(page_of(report)))

    name = short_reference(report.uuid)
    size = EvidenceFile.objects.get(number=2).copy_size
    assert f"{name}-E1.jpg JPEG," in words
    assert f"{name}-E2.pdf PDF, 2 pages, {size} bytes" in words
    assert "Cleaned copies: what files carry unseen" in words


def test_file_is_served_to_everyone_with_its_headers(cast, client):
    report = published_with_files(cast)

    answer = client.get(where(report))
    served = b"".join(answer.streaming_content)

    file = EvidenceFile.objects.get(number=1)
    assert (answer.status_code, len(served), b"CANARY" in served) == (200, file.copy_size, False)
    assert {name: answer.headers[name] for name in answer.headers if name != "Permissions-Policy"} == {
        "Content-Type": "image/jpeg",
        "Content-Length": str(file.copy_size),
        "Content-Disposition": f'attachment; filename="{short_reference(report.uuid)}-E1.jpg"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "public, max-age=1, must-revalidate",
        "ETag": f'"{file.copy_sha256}"',
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Origin-Agent-Cluster": "?1",
        "Vary": "Accept-Language, Accept-Encoding",
        "Content-Language": "en",
    }
    assert not answer.cookies


def test_file_that_a_reader_has_is_not_sent_again(cast, client):
    report = published_with_files(cast)
    etag = f'"{EvidenceFile.objects.get(number=1).copy_sha256}"'

    answer = client.get(where(report), headers={"if-none-match": etag})

    assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", etag)
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_file_is_nobodys_before_its_report_is_public(cast, client):
    report = drafted(cast)
    confirmed(report)
    draft = client.get(where(report)).status_code
    reports.submit(report, by=cast.reporter)
    waiting = client.get(where(report)).status_code
    reports.send_back(report, by=cast.reviewer, reason="Not yet.")

    assert (draft, waiting, client.get(where(report)).status_code) == (404, 404, 404)
    assert client.get(where(report)).content == client.get(where(report, 9)).content


def test_file_of_a_replaced_report_stays_where_it_was_cited(cast, client):
    older = published_with_files(cast)
    published_with_files(cast, figure(6_000))

    older.refresh_from_db()
    assert older.state == "superseded"
    assert list(client.get(where(older)).streaming_content)
    assert "-E1.jpg" in main_of(client.get(page_of(older)))


@pytest.mark.parametrize(
    "kept_back",
    [
        {"confirmed_at": None},
        {"state": "checking", "confirmed_at": None, "copy_size": None, "copy_sha256": ""},
        {"state": "quarantined", "confirmed_at": None, "copy_size": None, "copy_sha256": ""},
        {
            "state": "refused",
            "refusal": "infected",
            "confirmed_at": None,
            "copy_size": None,
            "copy_sha256": "",
        },
    ],
)
def test_file_that_may_not_go_along_is_not_served_whatever_its_report_is(cast, client, kept_back):
    """No act leads here: the row was changed by a hand, and still the door stays shut."""
    report = published_with_files(cast)
    EvidenceFile.objects.filter(number=1).update(**kept_back)

    assert client.get(where(report)).status_code == 404
    assert "-E1." not in main_of(client.get(page_of(report)))


def test_file_that_is_not_in_the_store_is_not_found(cast, client):
    report = published_with_files(cast)
    store().clean(EvidenceFile.objects.get(number=1).stored_name).unlink()

    assert client.get(where(report)).status_code == 404


def test_report_is_not_published_while_a_file_is_not_ready(cast):
    report = drafted(cast)
    reports.submit(report, by=cast.reporter)
    clean_file(report)

    with pytest.raises(files.FilesNotReady) as unready:
        reports.publish(report, by=cast.reviewer)

    report.refresh_from_db()
    assert (report.state, unready.value.states) == ("submitted", {FileState.CLEAN})


def test_source_can_carry_the_address_of_an_archived_copy(cast, client):
    report = published(cast)
    report.evidence.update(archive_url="https://archive.example.org/1")

    page = client.get(page_of(report)).content.decode()

    assert 'href="https://archive.example.org/1" rel="external noopener">copy in an archive' in page


@pytest.mark.parametrize("number", [1, 8])
def test_questions_are_as_many_however_many_files_there_are(cast, client, django_assert_num_queries, number):
    report = drafted(cast)
    reports.submit(report, by=cast.reporter)
    reports.publish(report, by=cast.reviewer)
    for one in range(1, number + 1):
        clean_file(report, number=one, confirmed_at=report.published_at)

    with django_assert_num_queries(5):
        client.get(page_of(report))


def test_original_is_at_no_address(cast, client):
    """The control to the canaries: the bytes that were sent are told from those that are served."""
    report = published_with_files(cast)
    served = b"".join(client.get(where(report)).streaming_content)

    assert b"CANARY" in picture_with_gps()
    assert b"CANARY" not in served
