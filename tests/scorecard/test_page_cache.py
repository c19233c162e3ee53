"""Public pages from memory: which are kept, for whom, how they are answered, and what is never kept."""

import gzip
import threading

import pytest
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.views.decorators.cache import cache_control

from scorecard.page_cache import PageCache
from tests.cast import published
from tests.scorecard.keeping import keeping_client, looks_once, public_addresses, seen
from tracker.actions.publication import bump


def made(client, path, **more):
    """How many questions a page asks of the database: none where it comes from memory."""
    with CaptureQueriesContext(connection) as asked:
        client.get(path, **more)
    return len(asked)


def cache(settings, answer):
    """The middleware with another site behind it."""
    settings.PAGE_CACHE_BYTES = 100_000
    return PageCache(answer)


def test_warm_page_asks_nothing_and_is_the_page(cast, monkeypatch):
    looks_once(monkeypatch)
    published(cast)
    reader = keeping_client()
    paths = [path for path in public_addresses() if path != "/integrity/" and "?" not in path]
    cold = seen(reader, paths)

    with CaptureQueriesContext(connection) as asked:
        warm = seen(reader, paths)

    assert (warm, len(asked)) == (cold, 0)
    assert cold == seen(Client(), paths)
    assert {status for status, _html in cold.values()} == {200}


def test_answer_from_memory_carries_the_headers_of_a_new_one(cast):
    reader = keeping_client()
    fresh = Client().get("/places/", headers={"accept-encoding": "gzip"})

    cold, warm = [reader.get("/places/", headers={"accept-encoding": "gzip"}) for _ in range(2)]

    added = {"ETag": cold["ETag"], "Content-Length": str(len(cold.content))}
    assert dict(cold.headers) == dict(warm.headers) == {**fresh.headers, **added}
    assert cold["Vary"] == "Accept-Language, Accept-Encoding"
    assert not warm.cookies


def test_zipped_and_plain_readers_get_the_same_page_made_once(cast):
    reader = keeping_client()

    zipped = reader.get("/places/", headers={"accept-encoding": "br, gzip"})
    plain = reader.get("/places/")

    assert gzip.decompress(zipped.content) == plain.content
    assert (zipped["Content-Encoding"], plain.has_header("Content-Encoding")) == ("gzip", False)
    assert zipped["ETag"] == plain["ETag"]


@pytest.mark.parametrize("encoding", ["gzip", ""])
def test_head_says_what_get_would_and_sends_nothing(cast, encoding):
    reader = keeping_client(headers={"accept-encoding": encoding})
    cold = reader.head("/places/")

    page, warm = reader.get("/places/"), reader.head("/places/")

    assert dict(cold.headers) == dict(page.headers) == dict(warm.headers)
    assert (cold.content, warm.content) == (b"", b"")
    assert page["Content-Length"] == str(len(page.content))


def test_reader_who_has_the_page_is_told_so_until_it_changes(cast, monkeypatch):
    reader = keeping_client()
    tag = reader.get("/places/")["ETag"]
    asking = {"if-none-match": tag}

    same = reader.get("/places/", headers=asking)
    among = [
        reader.get("/places/", headers={"if-none-match": several}).status_code
        for several in (f'"one", {tag}', tag.removeprefix("W/"), "*")
    ]
    other = reader.get("/places/", headers={"if-none-match": '"another"'})
    elsewhere = reader.get("/objectives/", headers=asking)

    assert (same.status_code, same.content, same["ETag"]) == (304, b"", tag)
    assert same["Cache-Control"] == "public, max-age=1, must-revalidate"
    assert among == [304] * 3
    assert (other.status_code, elsewhere.status_code) == (200, 200)


def test_version_that_leaves_the_page_as_it_was_costs_the_reader_nothing(cast):
    tag = keeping_client().get("/places/")["ETag"]
    bump()

    answer = keeping_client().get("/places/", headers={"if-none-match": tag})

    assert answer.status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        "/places/?name=arc",  # what strangers type
        "/places/?x=1",
        "/places/?as_of=yesterday",
        "/places/?as_of=2023-12-31&as_of=2023-12-31",
        "/integrity/",  # changes with acts that are nobody's business
        "/places/atlantis/",  # not there
        "/nowhere/",
        "/accounts/sign-in/",
        "/work/",
        "/desk/",
        "/static/favicon.svg",
    ],
)
def test_other_pages_are_made_for_each_reader(cast, path):
    reader = keeping_client()

    answers = [reader.get(path) for _ in range(2)]

    assert [answer for answer in answers if answer.has_header("ETag")] == []


def test_known_parameter_has_a_page_of_its_own(cast):
    reader = keeping_client()

    first = made(reader, "/places/?as_of=2023-12-31")
    again, other = made(reader, "/places/?as_of=2023-12-31"), made(reader, "/places/?as_of=2023-12-30")

    assert (first > 0, again, other > 0) == (True, 0, True)


def test_whoever_is_signed_in_has_pages_made_for_them(cast):
    reader = keeping_client()
    reader.get("/places/")
    reader.force_login(cast.reporter)

    assert made(reader, "/places/") > 0


@pytest.mark.parametrize(
    "other",
    [
        {"headers": {"host": "127.0.0.1"}},
        {"secure": True},
        {"headers": {"accept-language": "de"}},
    ],
)
def test_page_is_kept_for_who_asks_in_the_same_way(cast, settings, monkeypatch, other):
    looks_once(monkeypatch)
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    reader = keeping_client()
    reader.get("/places/")

    first, again = made(reader, "/places/", **other), made(reader, "/places/", **other)

    assert (first > 0, again) == (True, 0)


def test_address_of_another_host_is_refused_although_the_page_is_kept(cast):
    reader = keeping_client()
    reader.get("/places/")

    assert reader.get("/places/", headers={"host": "evil.example"}).status_code == 400


def test_form_is_never_answered_from_memory(cast):
    reader = keeping_client()
    reader.get("/places/")

    assert reader.post("/places/").status_code == 405


def cookie(response):
    response.set_cookie("seen", "1")


def varies(response):
    response.headers["Vary"] = "HX-Request"


def of_one_request(response):
    response.headers["Content-Security-Policy"] = "script-src 'nonce-abc'"


def private(response):
    response.headers["Cache-Control"] = "private, no-store"


def refused(response):
    response.status_code = 422


@pytest.mark.parametrize(
    ("change", "times"),
    [(lambda _response: None, 1), (cookie, 2), (varies, 2), (of_one_request, 2), (private, 2), (refused, 2)],
)
def test_answer_about_one_request_is_not_kept(db, settings, rf, change, times):
    answered = []

    def answer(request):
        answered.append(request)
        response = HttpResponse("page", headers={"Cache-Control": "public"})
        change(response)
        return response

    kept = cache(settings, answer)
    for _ in range(2):
        kept(rf.get("/places/"))

    assert len(answered) == times


@pytest.mark.django_db(transaction=True)
def test_page_is_made_once_for_all_who_ask_at_once(settings):
    started, may_end, answered = threading.Event(), threading.Event(), []

    @cache_control(public=True)
    def answer(request):
        answered.append(request)
        started.set()
        may_end.wait(timeout=10)
        return JsonResponse({})

    def ask():
        found.append(kept(RequestFactory().get("/places/")).content)
        connection.close()

    kept, found = cache(settings, answer), []
    readers = [threading.Thread(target=ask) for _ in range(8)]
    readers[0].start()
    started.wait(timeout=10)
    for reader in readers[1:]:
        reader.start()
    may_end.set()
    for reader in readers:
        reader.join(timeout=10)

    assert (len(answered), found) == (1, [b"{}"] * 8)


def test_page_that_cannot_be_kept_is_made_for_each_reader(db, settings, rf):
    answers = iter([HttpResponse("first"), HttpResponse("second")])
    kept = cache(settings, lambda request: next(answers))

    assert [kept(rf.get("/places/")).content for _ in range(2)] == [b"first", b"second"]
    assert kept._flights == {}


def test_fault_while_a_page_is_made_leaves_nobody_waiting(db, settings, rf):
    def answer(request):
        raise LookupError("broken")

    kept = cache(settings, answer)

    for _ in range(2):
        with pytest.raises(LookupError):
            kept(rf.get("/places/"))
    assert kept._flights == {}
