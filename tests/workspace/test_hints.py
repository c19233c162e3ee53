"""Words to avoid, pointed out while one writes and on the check page; keeping one is on record, the text is not."""

from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from tests.cast import drafted, figure, make_user, submitted
from tests.recorded import recorded
from tests.workspace.elements import Elements, text_of
from tests.workspace.typed import address, form_address, log_address, rows, typed
from tracker.actions import reports
from tracker.actions.terms import keep_word
from tracker.models import AuditEvent, ProgressReport, Term, TermOverride
from tracker.selectors.publication import public_version

TEXT = "The bill is about bogus claimants, and the report says so."
TOKEN = "0b0f5f6c-6f60-4a4e-9f3b-0c2b6a1d2e3f"


@pytest.fixture
def term(db):
    return Term.objects.create(
        code="EN-BOGUS",
        language="en",
        avoid=["bogus claimant"],
        prefer=["person whose claim was refused"],
        why="A claim can fail; a person does not.",
        severity="error",
        pattern="bogus claimant(s)",
    )


def token_on(page):
    """The hidden token of a form, which ties kept words to what comes of it."""
    inputs = [attrs for tag, attrs in Elements(page.content.decode()).tags if tag == "input"]
    return next(one["value"] for one in inputs if one.get("name") == "token")


def ask(client, text=TEXT, **more):
    return client.post(
        reverse("workspace:hints"), {"text": text, "field": "narrative", "token": TOKEN, **more}
    )


def keep(client, **more):
    sent = {"term": "EN-BOGUS", "field": "narrative", "token": TOKEN, **more}
    return client.post(reverse("workspace:keep_word"), sent)


def test_a_text_is_answered_with_the_word_to_prefer_and_the_reason(cast, signed_in, term):
    client, before = signed_in(cast.reporter), rows()

    answer = ask(client)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert '<mark lang="en">bogus claimants</mark>, and the report says so.' in page
    assert '<b lang="en">person whose claim was refused</b>' in page
    assert "A claim can fail; a person does not." in page
    assert 'data-term="EN-BOGUS"' in page
    assert answer["Cache-Control"] == "private, no-store"
    assert rows() == before


@pytest.mark.parametrize("text", ["", "Nothing to say.", "They said “bogus claimants”.", "x" * 20_000])
def test_a_text_in_order_is_answered_with_nothing(cast, signed_in, term, text):
    answer = ask(signed_in(cast.reporter), text)

    assert (answer.status_code, answer.content.strip()) == (200, b"")


@pytest.mark.parametrize(
    "sent",
    [
        {"text": "x" * 20_001},
        {"text": "bogus\x00claimants"},
        {"field": "<b>"},
        {"field": ""},
        {"token": "no"},
        {"language": "xx"},
    ],
)
def test_what_is_not_fit_is_refused(cast, signed_in, term, sent):
    answer = ask(signed_in(cast.reporter), **sent)

    assert (answer.status_code, answer.content) == (422, b"")


def test_the_language_of_a_form_counts(cast, signed_in, term):
    answer = ask(signed_in(cast.reporter), language="fr")

    assert answer.content.strip() == b""


def test_a_stranger_is_sent_to_sign_in(client, term):
    assert [ask(client).status_code, keep(client).status_code] == [302, 302]
    assert not TermOverride.objects.exists()


def test_words_are_asked_for_and_kept_by_sending_only(cast, signed_in):
    client = signed_in(cast.reporter)

    found = [client.get(reverse(f"workspace:{name}")).status_code for name in ("hints", "keep_word")]

    assert found == [405, 405]


def test_a_kept_word_is_on_record_without_its_text(cast, signed_in, term):
    client = signed_in(cast.reporter)

    answers = [keep(client, piece="on"), keep(client, piece="on")]

    kept = TermOverride.objects.get()
    assert [one.status_code for one in answers] == [204, 204]
    assert (kept.term, kept.field, kept.form, kept.report, kept.user) == (
        "EN-BOGUS",
        "narrative",
        UUID(TOKEN),
        None,
        cast.reporter,
    )
    assert recorded() == [("term.kept", "term:EN-BOGUS", cast.reporter)]
    assert "You keep this word." in ask(client).content.decode()
    assert "You keep this word." not in ask(client, field="other").content.decode()


def test_keeping_a_word_changes_nothing_that_is_public(cast, signed_in, term):
    client, before = signed_in(cast.reporter), public_version()

    keep(client, piece="on")

    assert AuditEvent.objects.count() == 1
    assert public_version() == before


@pytest.mark.parametrize("sent", [{"term": "EN-NONE"}, {"term": ""}, {"token": ""}, {"field": "a b"}])
def test_nothing_is_kept_of_what_is_not_there(cast, signed_in, term, sent):
    answer = keep(signed_in(cast.reporter), **sent)

    assert answer.status_code == 422
    assert not TermOverride.objects.exists()


def test_the_check_page_says_the_same_and_takes_the_word(cast, signed_in, term):
    report = drafted(cast, figure(7_000, narrative=TEXT))
    client = signed_in(cast.reporter)

    before = text_of(client.get(address("check", report)))
    answer = keep(client, token=str(report.submit_token))
    after = text_of(client.get(address("check", report)))

    assert "Words to think about" in before
    assert "Better: person whose claim was refused . A claim can fail; a person does not." in before
    assert "Keep my word : bogus claimants" in before
    assert answer.url == address("check", report)
    assert "You keep this word." in after
    assert "Keep my word" not in after
    assert TermOverride.objects.get().report == report


def test_the_check_page_of_a_text_in_order_says_nothing(cast, signed_in, term):
    answer = signed_in(cast.reporter).get(address("check", drafted(cast)))

    assert "Words to think about" not in text_of(answer)


def test_a_word_kept_in_anothers_report_does_not_touch_it(cast, signed_in, term):
    report = drafted(cast, figure(7_000, narrative=TEXT))

    answer = keep(signed_in(cast.coordinator), token=str(report.submit_token))

    assert answer.url == reverse("workspace:desk")
    assert TermOverride.objects.get().report is None


def test_a_hint_never_stands_in_the_way(cast, signed_in, term):
    report = drafted(cast, figure(7_000, narrative=TEXT))

    answer = signed_in(cast.reporter).post(address("check", report))

    assert answer.url == address("receipt", report)


@pytest.mark.parametrize("path", ["story/", "one-page/"])
def test_every_narrative_says_where_its_hints_come_from(cast, signed_in, path):
    page = Elements(signed_in(cast.reporter).get(log_address(cast) + path).content.decode())

    area = next(attrs for tag, attrs in page.tags if tag == "textarea" and attrs["name"] == "narrative")
    scripts = [attrs for tag, attrs in page.tags if tag == "script"]
    assert (area["data-hints"], area["data-keep"]) == ("/work/hints/", "/work/hints/keep/")
    assert [(one["src"], "defer" in one) for one in scripts] == [
        ("/static/js/report.js", True),
        ("/static/js/hints.js", True),
    ]


@pytest.mark.parametrize("again", [False, True])
def test_a_word_kept_while_writing_is_kept_on_the_check_page(cast, signed_in, term, again):
    client, path = signed_in(cast.reporter), form_address(cast)
    sent = typed(narrative=TEXT, token=token_on(client.get(path)))
    if again:
        client.post(log_address(cast) + "keep/", {**sent, "narrative": "Half a text."})
        page = client.get(path, follow=True)
        path = page.redirect_chain[-1][0]
        sent |= {"token": token_on(page), "version": "1"}

    kept = keep(client, token=sent["token"], piece="on")
    check = client.post(path.replace("one-page/", ""), sent, follow=True)

    assert kept.status_code == 204
    assert "You keep this word." in text_of(check)


@pytest.mark.parametrize("number", [1, 8])
def test_hints_take_as_many_queries_for_one_term_as_for_many(
    cast, signed_in, term, number, django_assert_num_queries
):
    for one in range(number):
        Term.objects.create(
            code=f"EN-{one}", language="en", avoid=[], prefer=["x"], why="y", severity="info", pattern="says"
        )
    client = signed_in(make_user("writer"))
    # the session, the person, the terms, the words kept
    with django_assert_num_queries(4):
        ask(client, token=str(uuid4()))


def test_a_word_kept_before_there_is_a_draft_goes_with_the_draft_that_another_page_began(
    cast, signed_in, term
):
    client, path = signed_in(cast.reporter), form_address(cast)
    first, second = token_on(client.get(path)), token_on(client.get(path))
    client.post(log_address(cast) + "keep/", typed(narrative="Half a text.", token=first))
    keep(client, token=second, piece="on")
    keep(client, token=first, piece="on")

    sent = typed(narrative=TEXT, token=second, version="1")
    client.post(log_address(cast), sent)

    report, kept = ProgressReport.objects.get(), TermOverride.objects.get()
    assert first != second
    assert (kept.form, kept.report) == (report.submit_token, report)


def test_a_word_kept_in_another_form_stays_there(cast, signed_in, term):
    client, other = signed_in(cast.reporter), str(uuid4())
    keep(client, token=other, piece="on")
    keep(signed_in(cast.coordinator), piece="on")

    signed_in(cast.reporter).post(log_address(cast), typed(narrative=TEXT, token=TOKEN))

    assert ProgressReport.objects.get().author == cast.reporter
    assert set(TermOverride.objects.values_list("form", "report")) == {
        (UUID(other), None),
        (UUID(TOKEN), None),
    }


def test_whoever_decides_reads_which_word_the_author_kept(cast, signed_in, term):
    client = signed_in(cast.reporter)
    keep(client, piece="on")
    client.post(log_address(cast), typed(narrative=TEXT, token=TOKEN))
    reports.submit(ProgressReport.objects.get(), by=cast.reporter)

    page = text_of(signed_in(cast.reviewer).get(address("review", ProgressReport.objects.get())))

    assert (
        f"{TEXT} The author was shown a better word, and keeps: bogus claimants . "
        "Better: person whose claim was refused . A claim can fail; a person does not."
    ) in page


def test_nothing_is_said_of_a_word_that_nobody_kept_or_that_is_gone(cast, signed_in, term):
    loose = submitted(cast, figure(7_000, narrative=TEXT))
    gone = submitted(cast, figure(7_000, 2020))
    keep_word("EN-BOGUS", field="narrative", form=gone.submit_token, by=cast.reporter)
    client = signed_in(cast.reviewer)

    pages = [text_of(client.get(address("review", one))) for one in (loose, gone)]

    assert [page for page in pages if "keeps:" in page] == []
    assert TEXT in pages[0]
