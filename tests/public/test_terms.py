"""The public page of terms."""

import pytest

from tests.cast import make_source
from tests.pages import main_of
from tests.public.world import words_of
from tracker.models import Term


def make_term(code, **more):
    known = {
        "language": "en",
        "avoid": ["maid"],
        "prefer": ["domestic worker"],
        "why": "Work like any other.",
        "severity": "warning",
        "pattern": "maid(s)",
    }
    return Term.objects.create(code=code, **{**known, **more})


def test_each_term_stands_with_what_to_prefer_why_and_its_source(client, db):
    make_term("EN-MAID", source=make_source("ilo", url="https://www.example.org/ilo"), verified=True)
    make_term(
        "FR-X", language="fr", avoid=["un mot"], prefer=["un autre"], why="Parce que.", note="Sauf ici."
    )

    html = client.get("/terms/").content.decode()

    words = words_of(html)
    assert (
        "1 term in English Avoid Prefer Why maid domestic worker Work like any other. Source: Source ilo"
        in words
    )
    assert "1 term in French Avoid Prefer Why un mot un autre Parce que. Sauf ici." in words
    assert '<th scope="row" lang="fr">un mot</th>' in html
    assert '<tr id="EN-MAID">' in html


def test_term_has_a_page_of_its_own(client, db):
    make_term("EN-MAID", avoid=["maid", "servant"], source=make_source("ilo"), note="Not in titles.")
    make_term("EN-OTHER")
    make_term("FR-X", language="fr")

    response = client.get("/terms/EN-MAID/")

    text = main_of(response)
    assert "Write “domestic worker” instead of “maid” or “servant”." in text
    assert "It is one of 2 terms in English that the scorecard points out." in text
    assert "Why Work like any other. Not in titles. Source: Source ilo" in text
    assert 'href="/terms/EN-MAID/"' in client.get("/terms/").content.decode()
    assert client.get("/terms/nothing/").status_code == 404


def test_list_opens_with_how_many_there_are(client, db):
    make_term("EN-MAID")
    make_term("FR-X", language="fr")

    text = main_of(client.get("/terms/"))

    assert "2 terms, with what to write instead and why, in 2 languages." in text


def test_page_without_terms_says_so(client, db):
    assert "No terms are loaded on this installation yet." in client.get("/terms/").content.decode()


@pytest.mark.parametrize("number", [1, 8])
def test_one_query_for_one_and_for_eight(client, db, number, django_assert_num_queries):
    for one in range(number):
        make_term(f"EN-{one}", source=make_source(f"s-{one}"))

    with django_assert_num_queries(1):
        answer = client.get("/terms/")

    assert (answer.status_code, len(answer.cookies)) == (200, 0)
    assert "public" in answer["Cache-Control"]


def test_every_page_leads_to_it(client, db):
    assert 'href="/terms/"' in client.get("/terms/").content.decode()
