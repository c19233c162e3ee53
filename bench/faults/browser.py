"""A browser with nothing but the standard library: cookies, hidden fields, one connection per request."""

import http.client
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from bench.faults.ledger import NO_ANSWER, Answer, Ledger

PATIENCE = 30
HEADING = re.compile(rb"<h1\b")
TRACEBACK = re.compile(rb"Traceback \(most recent call last\)")


class _Hidden(HTMLParser):
    """Collects the hidden fields of a page; where two forms share a name, the first counts."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a hidden input."""
        known = dict(attrs)
        if tag == "input" and known.get("type") == "hidden" and known.get("name"):
            self.fields.setdefault(str(known["name"]), known.get("value") or "")


@dataclass
class Browser:
    """One person's browser at one site."""

    address: str
    ledger: Ledger
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, *, act: str) -> tuple[Answer, dict[str, str]]:
        """A page, and the hidden fields in it."""
        answer, body = self._ask("GET", path, act=act, expected=frozenset({200}))
        return answer, hidden_fields(body) if answer.status == 200 else {}

    def post(self, path: str, fields: Mapping[str, str], *, act: str, expected: frozenset[int]) -> Answer:
        """Send a form; `expected` are the answers that make sense to the person."""
        return self._ask("POST", path, act=act, expected=expected, body=urlencode(fields))[0]

    def post_and_leave(self, path: str, fields: Mapping[str, str]) -> None:
        """Send a form, and go away before the answer comes."""
        connection = self._connection()
        connection.request("POST", path, urlencode(fields), self._headers(is_form=True))
        connection.close()

    def _ask(
        self, method: str, path: str, *, act: str, expected: frozenset[int], body: str | None = None
    ) -> tuple[Answer, bytes]:
        """One request, noted in the ledger whatever comes of it."""
        began = time.monotonic()
        connection = self._connection()
        try:
            connection.request(method, path, body, self._headers(is_form=body is not None))
            response = connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException):
            answer, content = Answer(act, began, time.monotonic(), NO_ANSWER, expected=expected), b""
        else:
            self._keep_cookies(response)
            answer = Answer(
                act=act,
                began=began,
                ended=time.monotonic(),
                status=response.status,
                location=response.headers.get("Location", ""),
                expected=expected,
                is_plain=not content or HEADING.search(content) is not None,
                leaks_code=TRACEBACK.search(content) is not None,
            )
        finally:
            connection.close()
        self.ledger.answers.append(answer)
        return answer, content

    def _connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=PATIENCE)

    def _headers(self, *, is_form: bool) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Connection": "close", **({"Cookie": cookies} if cookies else {})}
        return headers | ({"Content-Type": "application/x-www-form-urlencoded"} if is_form else {})

    def _keep_cookies(self, response: http.client.HTTPResponse) -> None:
        """Take the cookies that the answer sets."""
        for line in response.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value


def hidden_fields(body: bytes) -> dict[str, str]:
    """The hidden fields of a page, by name."""
    parser = _Hidden()
    parser.feed(body.decode(errors="replace"))
    return parser.fields
