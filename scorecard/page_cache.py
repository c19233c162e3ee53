"""Public pages from memory: each is made once for each version of what is public, and asks the database no more.

The first middleware, so that what it keeps carries the headers of all the others. ADR 0009 says why not Django's.
"""

import re
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import TypeGuard

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_request

from scorecard.kept_pages import KeptPage, Key, Shelf, Sight, Watch, kept_page
from tracker.selectors.publication import Version, public_version

# What may stand behind the question mark: strangers make up no pages that would fill the memory.
KEPT_QUERY = re.compile(r"(as_of=[0-9]{4}-[0-9]{2}-[0-9]{2})?")
KEPT_METHODS = {"GET", "HEAD"}
# What a kept answer may depend on: both are part of how it is found.
KEPT_VARY = {"accept-language", "accept-encoding"}

Flight = Future[KeptPage | None]


class PageCache:
    """Answers readers who are not signed in from memory, as long as the page is of the version that holds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.PAGE_CACHE_BYTES:
            raise MiddlewareNotUsed
        self._get_response = get_response
        self._shelf = Shelf(most=settings.PAGE_CACHE_BYTES)
        self._watch = Watch(public_version, longest=settings.PAGE_CACHE_LONGEST)
        self._flights: dict[tuple[Key, Version], Flight] = {}
        self._boarding = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The kept page; or one made now, and kept where it may be."""
        key = _key_of(request)
        page = self._shelf.get(key) if key else None
        if key is None or not (page or _is_for_everyone(request.path_info)):
            return self._get_response(request)
        sight = self._watch.version()
        if sight is None:
            return self._get_response(request)
        if page and page.version == sight.version:
            return page.answer(request, age=sight.age)
        return self._make(request, key, sight)

    def _make(self, request: HttpRequest, key: Key, sight: Sight) -> HttpResponseBase:
        """Make the page, or wait for whoever makes the same one now."""
        flight, is_mine = self._board((key, sight.version))
        if not is_mine:
            found = flight.result()
            return found.answer(request, age=sight.age) if found else self._get_response(request)
        page = None
        try:
            response = self._answer_unzipped(request)
            if _may_be_kept(response):
                page = kept_page(response, version=sight.version)
                self._shelf.put(key, page)
        finally:
            del self._flights[key, sight.version]
            flight.set_result(page)
        return page.answer(request, age=sight.age) if page else response

    def _board(self, wanted: tuple[Key, Version]) -> tuple[Flight, bool]:
        """The making of this page, and whether it is ours to do."""
        with self._boarding:
            flight = self._flights.get(wanted)
            if flight is not None:
                return flight, False
            self._flights[wanted] = Future()
            return self._flights[wanted], True

    def _answer_unzipped(self, request: HttpRequest) -> HttpResponseBase:
        """What everything behind this answers; zipping is done here, once for all readers."""
        asked = request.META.pop("HTTP_ACCEPT_ENCODING", None)
        try:
            return self._get_response(request)
        finally:
            if asked is not None:
                request.META["HTTP_ACCEPT_ENCODING"] = asked


def _key_of(request: HttpRequest) -> Key | None:
    """Everything a public page may depend on, beside what is stored; None where the answer is never kept."""
    query = request.META.get("QUERY_STRING", "")
    is_signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
    if request.method not in KEPT_METHODS or is_signed_in or not KEPT_QUERY.fullmatch(query):
        return None
    # As it was sent: nothing was kept under a host that is not ours, since the answer to it was a refusal.
    host = request.META.get("HTTP_HOST", "")
    return str(request.scheme), host, request.path, query, get_language_from_request(request)


def _is_for_everyone(path: str) -> bool:
    """Whether a page is at this address that is the same for everyone who asks, and changes with the version only."""
    try:
        return getattr(resolve(path).func, "changes_with_version", False)
    except Resolver404:
        return False


def _may_be_kept(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    """Whether nothing in the answer is about who asked: a second look at what the view promises."""
    varies = {name.strip().lower() for name in response.headers.get("Vary", "").split(",") if name.strip()}
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200
        and "public" in response.headers.get("Cache-Control", "")
        and not response.cookies
        and not response.has_header("Content-Encoding")
        and "nonce-" not in response.headers.get("Content-Security-Policy", "")
        and varies <= KEPT_VARY
    )
