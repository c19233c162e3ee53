"""Pages kept in the memory of this process, and the version of what is public that they are right for."""

import gzip
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.middleware.gzip import re_accepts_gzip
from django.utils.http import parse_etags

from tracker.selectors.publication import Version

log = logging.getLogger(__name__)

# At most this often a process asks for the version.
EVERY = 1.0
# As long as this a reader waits for another's question; after that the version known before is good enough.
PATIENCE = 0.5
# Beside its text, what a page takes in memory: its key, its headers, the objects around them.
AROUND = 2_000
LEVEL = 6
# From this age on an answer says how old it is: the database did not confirm the version when it should have.
UNCONFIRMED = 2 * EVERY
WEAK = "W/"
# What RFC 9110 has an answer say that the page has not changed.
OF_UNCHANGED = ("Cache-Control", "ETag", "Vary")


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it was answered once: its headers, and its text zipped."""

    version: Version
    etag: str
    headers: dict[str, str]
    zipped: bytes

    def answer(self, request: HttpRequest, *, age: float) -> HttpResponseBase:
        """The page, or that it has not changed; `age` is for how many seconds its version was not confirmed."""
        response: HttpResponse
        if self._is_known(request.META.get("HTTP_IF_NONE_MATCH", "")):
            response = HttpResponseNotModified(headers=self._headers_of_unchanged())
        else:
            zipped = re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")) is not None
            body = self.zipped if zipped else gzip.decompress(self.zipped)
            encoded = {"Content-Encoding": "gzip"} if zipped else {}
            headers = {**self.headers, **encoded, "Content-Length": str(len(body))}
            response = HttpResponse(b"" if request.method == "HEAD" else body, headers=headers)
        if age > UNCONFIRMED:
            response.headers["Age"] = str(int(age))
        return response

    def _is_known(self, asked: str) -> bool:
        """Whether the reader names this page as one that it has; weak or strong is the same here."""
        tags = parse_etags(asked) if asked else []
        return self.etag in tags or self.etag.removeprefix(WEAK) in tags or "*" in tags

    def _headers_of_unchanged(self) -> dict[str, str]:
        return {name: self.headers[name] for name in OF_UNCHANGED if name in self.headers}


def kept_page(response: HttpResponse, *, version: Version) -> KeptPage:
    """The page of an answer. Its tag is of its text, so a version that left the text alone costs a reader nothing."""
    etag = f'{WEAK}"{sha256(response.content).hexdigest()[:32]}"'
    zipped = gzip.compress(response.content, LEVEL, mtime=0)
    return KeptPage(version, etag, {**response.headers, "ETag": etag}, zipped)


Key = tuple[str, ...]


class Shelf:
    """Kept pages within so many bytes: what was not asked for the longest makes room."""

    def __init__(self, *, most: int) -> None:
        self._most, self._taken = most, 0
        self._pages: OrderedDict[Key, KeptPage] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> KeptPage | None:
        """The page under this key, whatever version it is of."""
        with self._lock:
            page = self._pages.get(key)
            if page:
                self._pages.move_to_end(key)
            return page

    def put(self, key: Key, page: KeptPage) -> None:
        """Keep the page instead of the one that had its key."""
        with self._lock:
            before = self._pages.pop(key, None)
            self._taken += _weight(page) - (_weight(before) if before else 0)
            self._pages[key] = page
            while self._taken > self._most:
                _key, gone = self._pages.popitem(last=False)
                self._taken -= _weight(gone)


def _weight(page: KeptPage) -> int:
    return len(page.zipped) + AROUND


@dataclass(frozen=True, slots=True)
class Sight:
    """A version, and how many seconds ago it was seen to hold."""

    version: Version
    age: float


class Watch:
    """Looks which version holds: at most once a second, one reader for all.

    Where the database does not say, the version known before holds on for `longest` seconds.
    """

    def __init__(
        self,
        look: Callable[[], Version],
        *,
        longest: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._look, self._longest, self._clock = look, longest, clock
        self._seen: tuple[Version, float] | None = None
        self._asked_at = float("-inf")
        self._asking = Lock()
        self._is_slow = False

    def version(self) -> Sight | None:
        """The version to answer with; None where none is known, or the last one was seen too long ago."""
        if self._is_due():
            self._ask_or_wait()
        seen, now = self._seen, self._clock()
        if seen is None or now - seen[1] > self._longest:
            return None
        return Sight(seen[0], now - seen[1])

    def _is_due(self) -> bool:
        return self._clock() - self._asked_at >= EVERY

    def _ask_or_wait(self) -> None:
        """Ask, or wait for whoever does already; where that takes long, the database holds up only that one."""
        if not self._asking.acquire(timeout=0 if self._is_slow else PATIENCE):
            self._is_slow = True
            return
        try:
            if self._is_due():
                self._ask()
        finally:
            self._is_slow = False
            self._asking.release()

    def _ask(self) -> None:
        began = self._clock()
        try:
            self._seen = self._look(), began
        except Error as fault:
            log.warning("which version of the pages holds could not be asked: %s", fault)
        finally:
            self._asked_at = self._clock()
