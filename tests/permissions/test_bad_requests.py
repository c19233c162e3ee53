"""The corpus of bad requests: addresses, queries, headers, methods and bodies, each with the answer it must get."""

import json
import sys
import time
from urllib.parse import quote

import pytest
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import DisallowedHost
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.test.client import ClientHandler, FakePayload

from tests.cast import PASSWORD
from tests.cleaning.corpus import all_cases
from tests.permissions.walk import WRITES, _noting
from tests.workspace.typed import address, log_address, typed

pytestmark = pytest.mark.django_db
CASES = {case.id: case for case in all_cases()}
SIGN_IN = "/accounts/sign-in/"
FORM = "application/x-www-form-urlencoded"


class Asked:
    """A request and what it must be answered with; `by` is the one of the cast who sends it."""

    def __init__(
        self, path, *statuses, by=None, post=None, body=None, kind=None, method=None, text=None, **headers
    ):
        self.path, self.statuses, self.by, self.post, self.text = path, statuses, by, post, text
        self.body, self.kind, self.method, self.headers = body, kind, method, headers

    def send(self, client):
        if self.post is not None:
            return client.post(self.path, self.post, **self.headers)
        method = self.method or ("POST" if self.body is not None else "GET")
        return client.generic(method, self.path, self.body or "", self.kind or FORM, **self.headers)


def value(case_id):
    return CASES[case_id].value


def encoded(case_id):
    return quote(str(value(case_id)), safe="")


def asked(world):
    """Every case that a request can be made of."""
    foreign = world.reports["B", "draft"].uuid
    mine = world.reports["A", "draft"]
    form, edit = log_address(world.cast), address("edit", mine)
    member, desk = {"by": "reporter"}, {"by": "administrator"}
    found = {
        case_id: [Asked(f"/objectives/{encoded(case_id)}/", 404)]
        for case_id in ("B207", "B208", "B209", "B210")
    }
    found |= {
        # Too much for one form.
        "B036": [Asked(form, 413, post=typed(narrative=value("B036")), **member)],
        "B134": [Asked(form, 413, post=typed(first_url=value("B134")), **member)],
        "B152": [Asked(form, 400, body="done=1&" * 5_000, **member)],
        "B251": [Asked(f"/places/?{value('B251')}", 400)],
        "B271": [Asked(form, 413, body="a=1", CONTENT_LENGTH=str(10**9), **member)],
        "B097": [
            Asked(
                "/desk/tracker/round/add/",
                200,
                post={"slug": "x-1", "name": "X", "opens_on": "2026-06-01", "closes_on": "2026-01-01"},
                text="A round closes after it opens.",
                **desk,
            )
        ],
        # Keys that were not asked for, and forms of somebody else.
        "B202": [Asked(form, 422, post={"evidence-TOTAL_FORMS": "100000"}, **member)],
        "B203": [Asked(form, 422, post={"evidence-0-id": "1"}, **member)],
        "B204": [Asked(form, 422, post={"evidence-0-DELETE": "on"}, **member)],
        # Addresses.
        "B211": [Asked("/reports/not-a-uuid/", 404), Asked("/work/reports/not-a-uuid/", 404, **member)],
        "B212": [
            Asked(f"/work/reports/{foreign}/", 404, **member),
            Asked(f"/reports/{foreign}/", 404, **member),
        ],
        "B213": [Asked("/desk/changes/?page=0", 404, **desk)],
        "B214": [Asked("/desk/changes/?page=abc", 404, **desk)],
        "B215": [Asked("/desk/changes/?page=999999999", 404, **desk)],
        "B219": [Asked("/desk/tracker/user/?o=password", 200, 302, 400, **desk)],
        "B221": [Asked("/desk/tracker/user/?o=?", 200, 302, 400, **desk)],
        # No such field at all is answered with the list itself.
        "B222": [
            Asked(f"/desk/tracker/committee/?{value('B222')}", 302, **desk),
            Asked("/desk/tracker/seat/?user__password__startswith=pbkdf2", 400, **desk),
            Asked("/desk/tracker/user/?password__startswith=pbkdf2", 400, **desk),
        ],
        "B223": [Asked("/desk/tracker/source/?title__iregex=(", 400, **desk)],
        "B224": [Asked("/desk/tracker/source/?title__iregex=(a%2B)%2B$", 400, **desk)],
        "B225": [
            Asked(f"/places/?name={encoded('B225')}", 422),
            Asked(f"/desk/tracker/place/?code={encoded('B225')}", 400, **desk),
            Asked(f"/desk/tracker/place/?q={encoded('B225')}", 400, **desk),
        ],
        "B226": [Asked(f"/places/?name={encoded('B226')}", 422)],
        "B227": [Asked(f"/places/?name={encoded('B227')}", 200)],
        "B228": [Asked(f"/places/?name={encoded('B228')}", 200)],
        "B229": [Asked(f"/places/?name={encoded('B229')}", 200, text="&lt;script&gt;alert(1)")],
        "B230": [Asked(f"/?as_of={value('B230')}", 400)],
        "B231": [Asked(f"/places/arcadia/?as_of={value('B231')}", 400)],
        "B233": [
            Asked(f"/editions/{encoded('B233')}", 404),
            Asked(f"/editions/imrf-2026/{value('B233')}", 404),
        ],
        "B235": [Asked(f"/{encoded('B235')}/", 404)],
        "B244": [Asked(value("B244"), 404)],
        "B246": [Asked("/evidence/x.jpg%00.html", 404), Asked("/places/%00/", 404)],
        # Gunicorn refuses what is longer than 4,094 bytes; nothing is there for what is not.
        "B247": [Asked(value("B247"), 404)],
        "B248": [Asked(value("B248"), 404)],
        "B249": [Asked(value("B249"), 404), Asked(f"/work/reports/{mine.uuid}/;.css", 404, **member)],
        "B252": [Asked("/?as_of=2024-01-01&as_of=2025-01-01", 400)],
        # Who asks, and from where.
        "B253": [
            Asked("/places/", 400, HTTP_HOST=value("B253")),
            Asked(SIGN_IN, 400, HTTP_HOST=value("B253")),
        ],
        "B254": [Asked("/places/", 400, HTTP_HOST=value("B254"))],
        "B255": [Asked("/places/", 400, HTTP_HOST=value("B255"))],
        "B256": [Asked("/places/", 200, HTTP_X_FORWARDED_HOST=value("B256"))],
        "B258": [Asked("/places/", 200, HTTP_X_FORWARDED_FOR=value("B258"))],
        "B259": [Asked("/places/", 200, HTTP_X_FORWARDED_FOR=value("B259"))],
        "B261": [Asked("/work/", 200, HTTP_X_HTTP_METHOD_OVERRIDE=value("B261"), **member)],
        "B274": [Asked("/places/", 200, HTTP_ACCEPT_LANGUAGE=value("B274"))],
        "B275": [Asked("/work/", 302, HTTP_COOKIE="sessionid=0123456789abcdef0123456789abcdef")],
        "B276": [Asked("/work/", 302, HTTP_COOKIE="sessionid=' OR 1=1")],
        "B277": [Asked("/work/", 302, HTTP_COOKIE=value("B277"))],
        "B279": [Asked(form, 302, post=typed(), HTTP_AUTHORIZATION="Bearer read-only")],
        "B280": [Asked("/work/", 302, HTTP_AUTHORIZATION="Basic dXNlcjpwYXNz")],
        "B281": [Asked("/editions/imrf-2026/edition.json", 200, HTTP_RANGE="bytes=" + "0-0," * 1000)],
        "B282": [Asked("/work/", 302, HTTP_IF_NONE_MATCH="*"), Asked(edit, 302, HTTP_IF_NONE_MATCH='"x"')],
        "B283": [Asked(form, 422, post={}, HTTP_IDEMPOTENCY_KEY=value("B283"), **member)],
        # Methods and bodies.
        "B285": [Asked("/", 405, method="TRACE")],
        "B286": [
            Asked("/accounts/sign-out/", 405, **member),
            Asked(address("publish", world.reports["A", "submitted"]), 405, by="reviewer"),
        ],
        "B287": [Asked(form, 405, method="PUT", body="narrative=x", **member)],
        "B288": [Asked(f"/work/reports/{foreign}/review/", 404, method="HEAD", **member)],
        "B266": [Asked(form, 422, body='{"narrative": "x"}', kind="text/plain", **member)],
        "B267": [Asked(form, 400, body="x", kind="multipart/form-data", **member)],
        "B268": [Asked(form, 400, body="x", kind=f"multipart/form-data; boundary={'b' * 300}", **member)],
        "B269": [Asked(form, 400, body="narrative=x", kind=f"{FORM}; charset=utf-7", **member)],
        "B270": [Asked(form, 422, body="", CONTENT_LENGTH="-1", **member)],
    }
    for case_id in ("B289", "B290", "B291", "B293", "B294"):
        body = value(case_id) if isinstance(value(case_id), str) else json.dumps(value(case_id))
        found[case_id] = [Asked(form, 422, body=body, kind="application/json", **member)]
    return found


# What no request to the product as it is can be, with the reason.
NOT_HERE = {
    "no address takes the size of a page or a distance": "B216 B217 B218",
    "the server in front of Django answers it: gunicorn": "B272",
    "nothing is imported by a form": """
        B297 B298 B299 B300 B301 B303 B304 B305 B306 B307 B308 B311 B312 B313 B314 B315 B317 B318
    """,
    "accounts: with invitations, passwords and codes": "B156 B157 B158 B159 B161 B187 B188 B189 B190 B191 B192",
    "steps of a report: tests/actions, tests/workspace, and those of rounds and replies": """
        B164 B165 B167 B168 B169 B170 B173 B174 B175 B176 B177 B179 B180 B181 B182 B183 B184 B185 B186
    """,
    "one field answers it: test_bad_forms.py, tests/cleaning, tests/forms": " ".join(
        case.id
        for case in CASES.values()
        if case.where in ("form", "json_api") and case.id not in ("B036", "B134")
    ),
    "the report form ignores it: tests/workspace/test_refused_form.py": "B194 B196 B198 B199 B200 B201",
    "tried below, one by one": "B205 B206 B238 B241 B242 B243 B262 B263 B296",
}


def sent(world, one):
    """The answer, what it wrote, how long the processor worked; undone afterwards."""
    client, asked_of = Client(raise_request_exception=False), []
    if one.by:
        client.force_login(world.people[one.by])
    began = time.thread_time()
    with transaction.atomic(), connection.execute_wrapper(_noting(asked_of)):
        answer = one.send(client)
        answer.text_of = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    return answer, [sql for sql in asked_of if WRITES.match(sql)], time.thread_time() - began


def test_each_bad_request_gets_its_answer_stores_nothing_and_takes_no_second(world, quiet, capsys):
    wrong, cases = [], asked(world)
    for case_id, requests in cases.items():
        for one in requests:
            answer, wrote, took = sent(world, one)
            fine = answer.status_code in one.statuses and not wrote and took < 1
            fine = fine and b"Traceback" not in answer.text_of and b"<script>alert" not in answer.text_of
            fine = fine and (one.text or "").encode() in answer.text_of
            if not fine:
                wrong.append(
                    (case_id, one.path[:60], answer.status_code, one.statuses, wrote[:1], round(took, 1))
                )

    with capsys.disabled():
        sys.stdout.write(f"\nbad requests: {len(cases)} of {len(cases)} cases asked\n")
    assert wrong == []


def test_every_case_of_the_corpus_is_asked_or_has_its_place(world):
    elsewhere = {case_id for case_ids in NOT_HERE.values() for case_id in case_ids.split()}

    assert set(CASES) - set(asked(world)) - elsewhere == set()
    assert (set(asked(world)) | elsewhere) - set(CASES) == set()


def test_foreign_hosts_and_forwarded_ones_name_nothing_on_a_page(world):
    plain = Client().get("/places/").content
    forwarded = Client().get("/places/", headers={"x-forwarded-host": "evil.example"}).content

    assert forwarded == plain
    with pytest.raises(DisallowedHost):
        RequestFactory().get("/", headers={"host": "evil.example"}).get_host()


@pytest.mark.parametrize("origin", [value("B262"), value("B263")])
def test_form_from_another_site_is_refused(world, quiet, origin):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.cast.reporter)
    client.get(log_address(world.cast))
    token = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}

    foreign = client.post(log_address(world.cast), {**typed(), **token}, headers={"origin": origin})
    own = client.post(log_address(world.cast), {**token}, headers={"origin": "http://testserver"})

    assert (foreign.status_code, own.status_code) == (403, 422)


def test_form_with_no_token_or_another_persons_is_refused(world, quiet):
    mine, theirs = Client(enforce_csrf_checks=True), Client()
    mine.force_login(world.cast.reporter)
    theirs.force_login(world.cast.stranger)
    there = log_address(world.cast)
    mine.get(there)
    theirs.get(log_address(world.cast, committee=world.cast.other_committee))
    theirs.get(SIGN_IN)
    other = {"csrfmiddlewaretoken": "a" * 64}

    assert mine.post(there, typed()).status_code == 403
    assert mine.post(there, {**typed(), **other}).status_code == 403


@pytest.mark.parametrize("case_id", ["B238", "B241", "B242", "B243"])
def test_signing_in_leads_nowhere_else_and_signs_nobody_out(world, case_id):
    client = Client()
    sent_in = {"login": world.cast.reporter.email, "password": PASSWORD, "next": value(case_id)}

    answer = client.post(SIGN_IN, sent_in)
    client.get(answer.headers["Location"])

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/")
    assert not answer.headers["Location"].startswith(("//", "/\\"))
    assert SESSION_KEY in client.session


class Cut(FakePayload):
    """A body whose sender goes away."""

    def read(self, *args, **kwargs):
        raise OSError("connection reset")

    readline = read


def test_connection_that_closes_half_way_stores_nothing(world, quiet):
    client = Client()
    client.force_login(world.cast.reporter)
    factory = RequestFactory()
    factory.cookies = client.cookies
    environ = factory._base_environ(
        REQUEST_METHOD="POST",
        PATH_INFO=log_address(world.cast),
        CONTENT_TYPE=FORM,
        CONTENT_LENGTH="5000",
        **{"wsgi.input": Cut(b"")},
    )
    asked_of = []
    with connection.execute_wrapper(_noting(asked_of)):
        answer = ClientHandler(enforce_csrf_checks=True)(environ)

    assert answer.status_code == 403
    assert [sql for sql in asked_of if WRITES.match(sql)] == []
