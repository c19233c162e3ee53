"""Asking every address as everybody with every method, and what is wrong with the answers."""

import re
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.shortcuts import resolve_url
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.urls import get_resolver, reverse

from tests.permissions import headers
from tests.permissions.objects import SHOWN, body_for, filled, things_for
from tests.permissions.table import SIGN_IN
from tests.permissions.world import ROLES
from tracker.access import Access, access_of, walk

# A session that was last used some time ago is written at whichever request comes next.
SESSION = re.compile(r"^(?:RELEASE )?SAVEPOINT\b|^UPDATE \"tracker_session\"")
REFUSED_METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS")
WRITES = re.compile(r"^\s*(?:INSERT|UPDATE|DELETE)\b(?!.*\btracker_session\b)", re.IGNORECASE | re.DOTALL)
SIGN_OUTS = ("sign-out/", "sign-out/everywhere/", "logout/")
REFUSALS = {SIGN_IN, "403", "404", "405"}


class Browser(RequestFactory):
    """A browser as the tests' own client is one, without its copy of the context of every template."""

    handler = ClientHandler(enforce_csrf_checks=False)

    def request(self, **sent):
        return self.handler(self._base_environ(**sent))


@dataclass
class Answer:
    """One answer, as far as the matrix looks at it."""

    status: str
    content: bytes
    queries: int
    wrote: list
    faults: list


@dataclass
class Asking:
    """Everybody's browsers, and what they were answered."""

    world: object
    table: object
    browsers: dict = field(default_factory=dict)
    wrong: list = field(default_factory=list)
    # What was met where the table says nothing or something else: route, then (method, label, role).
    met: dict = field(default_factory=lambda: defaultdict(dict))
    unsaid: set = field(default_factory=set)
    opens: dict = field(default_factory=dict)
    asked: int = 0
    known: dict = field(default_factory=dict)

    def __post_init__(self):
        for role in ROLES:
            client, user = Client(), self.world.user(role)
            if user:
                client.force_login(user)
            self.browsers[role] = Browser()
            self.browsers[role].cookies = client.cookies
        self.secrets = {role: self._kept_from(role) for role in ROLES}
        self.opens = {route: access_of(pattern) for route, pattern in walk(get_resolver().url_patterns)}

    def _kept_from(self, role):
        hidden = [secret for secret, readers in self.world.secrets.items() if role not in readers]
        return re.compile("|".join(re.escape(one) for one in sorted(hidden)).encode())

    def everything(self, *, part, of):
        """Every address of this part, of so many; answers with how many those are."""
        mine = sorted(self.opens)[part::of]
        for route in mine:
            self.address(route, self.opens[route])
        return len(mine)

    def address(self, route, access):
        things = things_for(route, self.world)
        for role in ROLES:
            compares = role == "administrator" or self._compares(role, access)
            for thing in things if compares else things[:-1] or things:
                for method in ("GET", "POST"):
                    self._cell(route, access, thing, role, method)
            self._head(route, access, things[0], role)
            for method in REFUSED_METHODS:
                answer = self.ask(role, method, filled(route, things[0].slots), access)
                self._say(answer.status == "405", route, method, things[0].label, role, "is not refused")

    def _cell(self, route, access, thing, role, method):
        path, where = filled(route, thing.slots), (route, method, thing.label, role)
        answer = self.ask(role, method, path, access, body_for(route))
        self.met[route][method, thing.label, role] = answer.status
        wanted = self.table.cell(route, method, thing.label, role, access)
        if wanted != answer.status:
            self.unsaid.add(route)
            self._say(False, *where, f"is answered with {answer.status}, and the table says {wanted}")
        self._say(not answer.faults, *where, f"has the headers {answer.faults}")
        leaked = set(self.secrets[role].findall(answer.content)) - SHOWN.get(route, set())
        self._say(not leaked, *where, f"shows {leaked}")
        if method == "GET" or answer.status in REFUSALS:
            self._say(not answer.wrote, *where, f"writes {answer.wrote}")
        if answer.status == "404" and thing.twins and self._compares(role, access):
            self._as_if_missing(where, role, method, thing, answer, access)

    @staticmethod
    def _compares(role, access):
        """Whether what is not there is asked for as this role: at the desk, one stands for all who find nothing."""
        return role == "guest" or (access != Access.ADMINISTRATOR and role not in ("anonymous", "suspended"))

    def _as_if_missing(self, where, role, method, thing, answer, access):
        """What one may not see is answered as what is not there: word for word, and with as many questions."""
        route = where[0]
        paths = [filled(route, twin) for twin in thing.twins]
        missing = [self.ask(role, method, path, access, body_for(route)) for path in paths]
        alike = {one.status for one in missing} == {"404"} and {one.content for one in missing} == {
            answer.content
        }
        self._say(alike, *where, "differs from what is not there")
        counts = {one.queries for one in missing}
        self._say(
            answer.queries in counts, *where, f"asks {answer.queries} questions, what is not there {counts}"
        )

    def _head(self, route, access, thing, role):
        answer = self.ask(role, "HEAD", filled(route, thing.slots), access)
        got = self.met[route]["GET", thing.label, role]
        where = (route, "HEAD", thing.label, role)
        self._say(answer.status == got, *where, f"is answered with {answer.status}, GET with {got}")
        self._say(not answer.content and not answer.faults, *where, f"has a body or {answer.faults}")

    def ask(self, role, method, path, access, body=None):
        """One request; what it does is undone, so that the same one is answered alike and asked once."""
        if (role, method, path) not in self.known:
            self.known[role, method, path] = self._ask(role, method, path, access, body)
        return self.known[role, method, path]

    def _ask(self, role, method, path, access, body):
        client = self.browsers[role]
        self.asked += 1
        asked = []
        with _undone(method), connection.execute_wrapper(_noting(asked)):
            response = client.generic(method, path) if method != "POST" else client.post(path, body or {})
            content = b"".join(response.streaming_content) if response.streaming else response.content
        wrote = [sql for sql in asked if WRITES.match(sql)]
        faults = headers.faults(response, public=access == Access.PUBLIC, path=path)
        signs_out = [
            fault for fault in faults if fault == ("Clear-Site-Data", '"cache", "cookies", "storage"')
        ]
        faults = [fault for fault in faults if fault not in signs_out or not path.endswith(SIGN_OUTS)]
        queries = sum(not SESSION.match(sql) for sql in asked)
        return Answer(_status(response), content, queries, wrote, faults)

    def _say(self, fine, *what):
        if not fine:
            *where, fault = what
            self.wrong.append(f"{' · '.join(where)} {fault}")

    def proposed(self):
        """What table.txt would say of the addresses where it says otherwise: to be read, not believed."""
        blocks = defaultdict(list)
        for route in sorted(self.unsaid):
            blocks[_rows(self.met[route])].append(route or "/")
        return "\n".join("\n".join(routes) + "\n" + rows for rows, routes in blocks.items())


@contextmanager
def _undone(method):
    """What a form does is undone, and what would follow its commit is never done: files that it removes stay.

    Every other request is shown to do nothing.
    """
    if method != "POST":
        yield
        return
    with pytest.MonkeyPatch.context() as patched, transaction.atomic():
        patched.setattr(transaction, "on_commit", lambda _act, **_options: None)
        yield
        transaction.set_rollback(True)


def _noting(asked):
    def note(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    return note


def _status(response):
    doors = (resolve_url(settings.LOGIN_URL), reverse("admin:login"))
    leads_to = response.headers.get("Location", "").partition("?next=")[0]
    return SIGN_IN if response.status_code == 302 and leads_to in doors else str(response.status_code)


def _rows(met):
    """What was met at an address, as rows: objects that everybody meets alike stand together."""
    alike = defaultdict(list)
    for method, label in dict.fromkeys((method, label) for method, label, _role in met):
        alike[method, _cells(met, method, label)].append(label)
    return "".join(
        f"    {method} | {', '.join(labels)} | {cells}\n" for (method, cells), labels in alike.items()
    )


def _cells(met, method, label):
    by_status = defaultdict(list)
    for role, (_key, like) in ROLES.items():
        status = met.get((method, label, role), SIGN_IN)
        if status != SIGN_IN and not (like and status == met.get((method, label, like))):
            by_status[status].append(role)
    if not by_status:
        return "in rest"
    most = max(by_status, key=lambda status: len(by_status[status]))
    said = [f"{status} {' '.join(roles)}" for status, roles in by_status.items() if status != most]
    return "; ".join([*said, f"{most} rest"])
