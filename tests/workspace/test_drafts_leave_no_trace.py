"""What is typed and not handed in stands in the author's own pages, and nowhere else."""

import json
import logging

import pytest
from django.urls import reverse

from tests.workspace.elements import Elements
from tests.workspace.typed import address, log_address, typed
from tracker.models import AuditEvent, Draft

CANARY = "Told by Grace Hopper of Harbour Street"


def keep(client, cast, **more):
    sent = typed(narrative=CANARY, **more) | {"topic": "story"}
    return client.post(f"{log_address(cast)}keep/", sent, headers={"accept": "application/json"})


def test_the_script_is_answered_where_the_draft_stands(cast, signed_in):
    answer = keep(signed_in(cast.reporter), cast)

    begun = Draft.objects.get()
    assert answer.json() == {
        "version": 1,
        "action": address("edit_story", begun),
        "keep": address("edit_keep", begun),
        "said": "",
        "suggested": "",
        "closed": "",
        "jumps": False,
    }
    assert (answer["Cache-Control"], list(answer.cookies)) == ("private, no-store", [])


def test_the_script_is_told_what_the_figure_means(cast, signed_in):
    sent = typed(value="11000") | {"topic": "answer"}

    answer = signed_in(cast.reporter).post(
        f"{log_address(cast)}keep/", sent, headers={"accept": "application/json"}
    )

    said = answer.json()["said"].replace("\u202f", " ")
    assert said == "11 000 persons in 2021; the goal was at most 4 000; this is moving away from it."


def test_a_figure_in_other_digits_is_refused_and_shown_as_it_would_be_taken(cast, signed_in):
    sent = typed(value="٧٠٠٠") | {"topic": "answer"}

    answer = signed_in(cast.reporter).post(
        f"{log_address(cast)}keep/", sent, headers={"accept": "application/json"}
    )

    assert answer.json()["suggested"] == "7000"
    assert Draft.objects.get().typed["value"] == ["٧٠٠٠"]


def test_the_script_of_a_second_page_is_told_of_two_texts(cast, signed_in):
    client = signed_in(cast.reporter)
    keep(client, cast)

    sent = typed(narrative="Another text.") | {"topic": "story"}
    answer = client.post(f"{log_address(cast)}keep/", sent, headers={"accept": "application/json"})

    assert (answer.status_code, answer.content) == (409, b"")
    assert Draft.objects.get().typed["narrative"] == [CANARY]


def test_more_than_any_report_takes_is_refused_whole(cast, signed_in):
    sent = typed(narrative="x" * 200_000) | {"topic": "story"}

    client, path = signed_in(cast.reporter), f"{log_address(cast)}keep/"

    answer, page = client.post(path, sent, headers={"accept": "application/json"}), client.post(path, sent)

    assert (answer.status_code, page.status_code, Draft.objects.exists()) == (413, 422, False)
    assert "This is more than any report takes" in page.content.decode()
    assert "x" * 200_000 in page.content.decode()


def test_what_no_database_likes_is_kept_as_it_was_pasted(cast, signed_in):
    client, text = signed_in(cast.reporter), "half \x00 a \u202e sen\ud83d"
    sent = typed(narrative=text.encode("utf-8", "replace").decode()) | {"topic": "story"}

    client.post(f"{log_address(cast)}keep/", sent)
    page = client.get(address("edit_story", Draft.objects.get()))

    assert page.status_code == 200
    assert Draft.objects.get().typed["narrative"][0].startswith("half \x00 a \u202e sen")


@pytest.mark.parametrize("who", ["coordinator", "reviewer", "observer", "stranger", "administrator"])
def test_nobody_else_finds_it_on_any_page_of_theirs(cast, signed_in, who):
    keep(signed_in(cast.reporter), cast)
    client = signed_in(getattr(cast, who))
    paths = ["/work/", "/work/committees/arcadia/", log_address(cast), "/", "/places/arcadia/"]

    pages = [client.get(path, follow=True).content.decode() for path in paths]

    assert not [page for page in pages if CANARY in page]


def test_neither_the_record_nor_a_log_quotes_it(cast, signed_in, caplog):
    caplog.set_level(logging.DEBUG)
    client = signed_in(cast.reporter)

    keep(client, cast)
    keep(client, cast, version="7")
    client.post(f"{log_address(cast)}story/", typed(narrative=CANARY, version="x"))
    client.post(reverse("logout"))
    client.post(f"{log_address(cast)}story/", typed(narrative=CANARY))

    told = json.dumps(list(AuditEvent.objects.values()), default=str)
    logged = " ".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("django.db")
    )
    assert ("Grace" in told, "Grace" in logged) == (False, False)
    assert "draft.begun" in told


def test_the_form_itself_names_no_other_address(cast, signed_in):
    page = Elements(signed_in(cast.reporter).get(f"{log_address(cast)}story/").content.decode())

    scripts = [one["src"] for tag, one in page.tags if tag == "script"]
    assert scripts == ["/static/js/report.js", "/static/js/hints.js"]
