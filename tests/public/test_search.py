"""The search page: what it finds and how it says so, what it refuses, what it costs, and what it never tells."""

from urllib.parse import urlencode

import pytest

from tests.cast import figure, make_commitment, make_objective, make_place, published
from tests.pages import main_of
from tests.practices import made_public, proposal
from tests.protected import protect
from tests.public.world import words_of, zipped
from tracker.actions import reports
from tracker.actions.search import refresh
from tracker.enums import Credit, PlaceKind, SearchKind
from tracker.models import (
    Benchmark,
    Commitment,
    Committee,
    Framework,
    Place,
    Process,
    SearchPosting,
    SearchState,
    Term,
)
from tracker.selectors import search as selector
from tracker.selectors.search import search_page


def refresh_all():
    """As after an act: rows that a test makes by hand raise no version."""
    SearchState.objects.update(version=-1)
    refresh()


def address(words, **more):
    return f"/search/?{urlencode({'q': words, **more})}"


def found(words, **more):
    """What was found, by kind."""
    return dict(search_page(words, **more).counts)


def titles(words, **more):
    page = search_page(words, **more)
    return ["".join(piece.words for piece in row.title) for group in page.groups for row in group.rows]


@pytest.fixture
def world(cast):
    """One of every kind that can be found."""
    Place.objects.filter(pk=cast.arcadia.pk).update(names={"en": "Côte d'Arcadie", "ar": "أركاديا"})
    Process.objects.create(code="talks", name="Coastal talks", region="Arcadia and beyond")
    sdg = Framework.objects.create(code="SDG", name="2030 Agenda for Sustainable Development")
    Benchmark.objects.create(code="SDG-10.7", framework=sdg, number="10.7", title="Safe migration")
    Benchmark.objects.create(code="SDG-10.c", framework=sdg, number="10.c", title="Cheap remittances")
    Term.objects.create(
        code="stranded",
        language="en",
        avoid=["stranded people"],
        prefer=["people on the move"],
        why="Kinder.",
    )
    made_public(cast)
    object.__setattr__(
        cast, "report", published(cast, figure(7_000, 2023, narrative="Detention centres were closed."))
    )
    refresh_all()
    return cast


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("summary 10", {SearchKind.OBJECTIVE: 1}),
        ("GCM10-9 text", {SearchKind.COMMITMENT: 1}),
        ("borduria world", {}),
        ("SDG 10.7", {SearchKind.BENCHMARK: 1}),
        ("10.7", {SearchKind.BENCHMARK: 1}),
        ("10.8", {}),
        ("agenda 2030 safe", {SearchKind.BENCHMARK: 1}),
        ("coastal", {SearchKind.PROCESS: 1}),
        ("borduria committee", {SearchKind.COMMITTEE: 1}),
        ("stranded", {SearchKind.TERM: 1}),
        ("detention", {SearchKind.REPORT: 1}),
        ("m49-901", {SearchKind.PLACE: 1}),
    ],
)
def test_every_kind_is_found_and_all_words_have_to_stand_in_it(world, words, kinds):
    assert found(words) == kinds


def test_what_was_kept_with_one_kind_less_is_found_as_what_it_is(world):
    for rank, kind in enumerate(one for one in SearchKind if one != SearchKind.BENCHMARK):
        SearchPosting.objects.filter(entry__kind=kind).update(rank=rank)

    assert found("m49-901") == {SearchKind.PLACE: 1}
    assert found("stranded") == {SearchKind.TERM: 1}
    assert found("detention") == {SearchKind.REPORT: 1}


def test_item_of_a_framework_leads_to_its_page(world, client):
    html = client.get(address("sdg 10.7")).content.decode()

    assert (
        '<a href="/benchmarks/SDG-10.7/"><mark>SDG</mark> <mark>10</mark>.<mark>7</mark> Safe migration</a>'
    ) in html
    assert "2030 Agenda for Sustainable Development" in words_of(html)


@pytest.mark.parametrize(
    "words", ["Côte", "cote", "COTE", "co\u0302te", "côte d\u2019arcadie", "أركاديا", "cot"]
)
def test_accents_case_and_other_languages_do_not_matter(world, words):
    assert "Côte d'Arcadie" in titles(words)


@pytest.mark.parametrize(
    ("typed", "meant"), [("detension", "detention"), ("detntion", "detention"), ("detenttion", "detention")]
)
def test_a_slip_finds_what_was_meant_and_says_so(world, client, typed, meant):
    page = client.get(address(typed))

    said = main_of(page)
    assert f"Nothing bears “{typed}” as it is written. Did you mean {meant} ?" in said
    assert f'href="/search/?q={meant}"' in page.content.decode()
    assert "1 thing found" in said


def test_words_are_marked_where_they_stand(world, client):
    html = client.get(address("detention")).content.decode()

    assert "<mark>Detention</mark> centres were closed." in html


def test_text_of_a_report_is_text(cast, client):
    published(cast, figure(7_000, 2023, narrative="<script>alert(1)</script> detention"))
    refresh()

    html = client.get(address("detention")).content.decode()

    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>detention</mark>" in html


def test_words_that_stand_apart_only_are_offered_alone(world, client):
    said = main_of(client.get(address("coastal detention")))

    assert "0 things found" in said
    assert "Words that are found alone: coastal (1) detention (1)" in said.replace("( ", "(").replace(
        " )", ")"
    )


def test_beginning_of_a_word_finds_it_and_lists_such_words(world, client):
    said = main_of(client.get(address("deten")))

    assert "1 thing found" in said
    assert "Words like yours: detention" in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("a", "at least two letters"),
        ("!?", "at least two letters"),
        ("x" * 500, "at most 200 letters"),
        ("a\x00b", "without hidden characters"),
        ("ab\x1bcd", "without hidden characters"),
        ("\u202egnitalosi", "without hidden characters"),
        (" ".join(f"word{number}" for number in range(9)), "at most eight words"),
    ],
)
def test_what_cannot_be_looked_for_is_said_and_stays_in_the_box(db, client, typed, said):
    response = client.get(address(typed))

    assert response.status_code == 422
    assert said in words_of(response.content.decode())
    assert response.context["asked"].typed == typed


@pytest.mark.parametrize("typed", ["", "   "])
def test_nothing_typed_says_what_can_be_found(db, client, typed):
    response = client.get(address(typed))

    assert response.status_code == 200
    assert "It looks in objectives, commitments, the items of other frameworks" in main_of(response)


@pytest.mark.parametrize(
    "query", ["kind=nothing", "page=0", "page=x", "page=99999999999", "page=٣", "kind=&page="]
)
def test_other_words_in_the_address_do_no_harm(world, client, query):
    assert client.get(f"/search/?q=detention&{query}").status_code == 200


def test_one_kind_is_shown_page_by_page(cast, client):
    for number in range(25):
        make_place(f"isle-{number:02}", PlaceKind.LOCAL, parent=cast.arcadia)
    refresh_all()

    whole, first = search_page("isle"), search_page("isle", kind=SearchKind.PLACE)
    second = search_page("isle", kind=SearchKind.PLACE, number=2)

    assert (whole.total, [len(group.rows) for group in whole.groups]) == (25, [selector.OF_EACH_KIND])
    assert ([len(group.rows) for group in first.groups], first.has_more) == ([20], True)
    assert ([len(group.rows) for group in second.groups], second.has_more) == ([5], False)
    assert main_of(client.get(address("isle", kind="places", page=2))).endswith("Before")


def test_titles_come_before_texts(cast):
    promise("GCM11-1", "Detention last", objective=make_objective(12))
    promise("GCM11-2", "Other", "About detention.", objective=make_objective(13))
    refresh_all()

    assert titles("detention") == ["GCM11-1 Detention last", "GCM11-2 Other"]


@pytest.mark.parametrize("credit", [Credit.PSEUDONYM, Credit.REGION])
def test_protected_committee_is_not_found_by_its_name_even_before_the_search_knows(world, client, credit):
    assert SearchKind.COMMITTEE in found("committee arcadia")

    protect(world, credit)
    at_once = main_of(client.get(address("committee arcadia")))
    refresh()
    later = client.get(address("committee of arcadia")).content.decode()

    name = Committee.objects.get(pk=world.committee.pk).name
    label = Committee.objects.get(pk=world.committee.pk).label or "no label"
    assert name not in at_once + words_of(later)
    assert label.upper() not in at_once


def test_a_name_would_be_found_while_it_is_public(world, client):
    assert "Committee of Arcadia" in main_of(client.get(address("committee arcadia")))


def test_withdrawn_report_is_not_shown_even_before_the_search_knows(world, client):
    reports.withdraw(world.report, by=world.reviewer, reason="It was another country.")

    assert "centres were closed" not in main_of(client.get(address("detention")))


def test_box_is_in_the_head_of_every_page_and_needs_no_script(world, client):
    for path in ("/", "/places/", "/places/arcadia/", "/objectives/10/", "/method/", "/terms/", "/nowhere/"):
        html = client.get(path).content.decode()
        assert '<form class="find" method="get" action="/search/" role="search"' in html, path


def test_page_is_for_everybody_and_kept_by_nobody_else(world, client):
    response = client.get(address("detention"))

    assert response.headers["Cache-Control"] == "public, max-age=1, must-revalidate"
    assert response.client.cookies == {}
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert client.post("/search/", {"q": "detention"}).status_code == 405


def promise(code, title, text="Nothing.", *, objective):
    """A commitment that says this."""
    made = make_commitment(code, objective=objective)
    Commitment.objects.filter(pk=made.pk).update(title=title, text=text)


def many(cast, number):
    """So many of every kind, all with one word."""
    for one in range(number):
        make_objective(30 + one)
        promise(f"GCM30-{one}", f"Harbour {one}", objective=cast.objective)
        make_place(f"harbour-{one}", PlaceKind.LOCAL, parent=cast.arcadia)
        Process.objects.create(code=f"harbour-{one}", name=f"Harbour {one}", region="Here")
        Committee.objects.create(
            slug=f"harbour-{one}", name=f"Harbour {one}", place=cast.arcadia, leads=False
        )
        published(cast, figure(7_000, 2019 + one % 5, narrative=f"The harbour, {one}."))
        made_public(cast, proposal(title=f"Harbour {one}"))
    Term.objects.create(code="harbour", language="en", avoid=["harbour"], prefer=["port"], why="So.")
    refresh_all()


@pytest.mark.parametrize("number", [1, 4])
def test_no_search_asks_more_than_eight_questions(cast, client, number, django_assert_max_num_queries):
    many(cast, number)

    with django_assert_max_num_queries(8):
        assert len(client.get(address("harbour")).context["page"].groups) >= 6
    with django_assert_max_num_queries(3):
        client.get(address("harbour", kind="commitments"))
    with django_assert_max_num_queries(3):
        client.get(address("harbour xyzzy"))
    with django_assert_max_num_queries(1):
        client.get("/search/?q=xyzzyx")
    with django_assert_max_num_queries(0):
        client.get("/search/")


def test_common_word_is_looked_at_up_to_a_bound_and_says_so(cast, client, monkeypatch):
    monkeypatch.setattr(selector, "LOOKED_AT", 3)
    many(cast, 4)

    page = search_page("harbour")

    assert page.capped
    assert page.total <= 3
    assert "There may be more" in main_of(client.get(address("harbour")))


def test_rare_word_beside_a_common_one_is_found_however_common_that_is(cast, monkeypatch):
    monkeypatch.setattr(selector, "LOOKED_AT", 3)
    many(cast, 4)
    promise("GCM30-99", "Harbour lighthouse", objective=cast.objective)
    refresh_all()

    assert titles("harbour lighthouse") == ["GCM30-99 Harbour lighthouse"]


def test_page_is_light(cast, client):
    many(cast, 4)

    assert zipped(client.get(address("harbour"))) < 20_000
    assert SearchPosting.objects.filter(word="harbour").count() > 10
