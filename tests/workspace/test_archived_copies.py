"""The address of a copy in an archive, from the field in which it is typed to everything that shows it."""

import pytest
from django.urls import reverse

from tests.pages import main_of
from tests.workspace.elements import text_of
from tests.workspace.typed import address, log_address, typed
from tracker.actions import reports
from tracker.actions.drain import drain
from tracker.actions.entries import entry_of
from tracker.models import Draft, ProgressReport

ARCHIVED = "https://web.archive.org/web/2024/https://stats.example.org/yearbook"


def written(client, cast, **more):
    """A report written through the form."""
    client.post(log_address(cast), typed(first_archive_url=ARCHIVED, **more))
    return ProgressReport.objects.get()


def test_field_stands_beside_the_address_on_both_ways_through_the_form(cast, signed_in):
    client = signed_in(cast.reporter)

    for path in ("one-page/", "sources/"):
        words = text_of(client.get(log_address(cast) + path))
        assert words.index("Page that shows it") < words.index("Address of a copy in an archive")
        assert words.index("Address of a copy in an archive") < words.index("Title of that page")


def test_address_of_the_copy_is_kept_as_it_is_typed(cast, signed_in):
    client = signed_in(cast.reporter)
    client.post(log_address(cast) + "keep/", typed(first_archive_url="web.archive.org/half"))
    draft = Draft.objects.get()

    form = client.get(address("edit_sources", draft))

    assert draft.typed["first_archive_url"] == ["web.archive.org/half"]
    assert 'value="web.archive.org/half"' in form.content.decode()


def test_address_of_the_copy_is_checked_read_back_reviewed_and_published(cast, signed_in, client):
    author = signed_in(cast.reporter)
    report = written(author, cast)
    digest = entry_of(report).digest

    shown = author.get(address("check", report)).content.decode()
    author.post(address("check", report))
    proof = text_of(author.get(address("receipt", report)))
    reports.send_back(report, by=cast.reviewer, reason="Which copy?")
    version = str(ProgressReport.objects.get().version)
    author.post(
        address("edit", report), typed(first_archive_url="https://archive.example.org/1", version=version)
    )
    author.post(address("check", report))
    compared = text_of(signed_in(cast.reviewer).get(address("review", report)))
    reports.publish(report, by=cast.reviewer)
    drain()
    public = client.get(reverse("public:report", args=[report.uuid])).content.decode()
    told = client.get("/places/arcadia/why/GCM10-9-5.json").json()

    link = '<a href="{}" rel="external noopener">copy in an archive'
    assert link.format(ARCHIVED) in shown
    assert digest in proof
    assert f"copy in an archive: {ARCHIVED}" in compared
    assert "copy in an archive: https://archive.example.org/1" in compared
    assert link.format("https://archive.example.org/1") in public
    assert told["readings"][0]["evidence"][0]["archive_url"] == "https://archive.example.org/1"


def test_erratum_says_that_a_copy_was_added(cast, signed_in, client):
    author = signed_in(cast.reporter)
    author.post(log_address(cast), typed())
    older = reports.submit(ProgressReport.objects.get(), by=cast.reporter)
    reports.publish(older, by=cast.reviewer)
    author.post(log_address(cast), typed(first_archive_url=ARCHIVED))
    newer = ProgressReport.objects.exclude(pk=older.pk).get()
    reports.submit(newer, by=cast.reporter, correction="The page is gone.")
    reports.publish(newer, by=cast.reviewer)

    words = main_of(client.get(reverse("public:report", args=[newer.uuid])))

    assert words.count(f"copy in an archive: {ARCHIVED}") == 1


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"first_archive_url": "javascript:alert(1)"}, "id_first_archive_url"),
        ({"first_archive_url": "https://10.0.0.1/a"}, "id_first_archive_url"),
        ({"second_archive_url": ARCHIVED}, "id_second_url"),
    ],
)
def test_address_of_a_copy_is_checked_like_the_address(cast, signed_in, sent, told):
    answer = signed_in(cast.reporter).post(log_address(cast), typed(**sent))

    assert (answer.status_code, ProgressReport.objects.count()) == (422, 0)
    assert f'href="#{told}"' in answer.content.decode()
