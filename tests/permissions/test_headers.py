"""The headers of the answers that no walk over the addresses meets; those of every page are in test_matrix.py."""

import json
import os
import subprocess
import sys

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings

from tests.cast import published
from tests.permissions.faulty_site import SECRET
from tests.permissions.headers import ALWAYS, faults
from tests.scorecard.keeping import keeping_client

FAULTY = override_settings(ROOT_URLCONF="tests.permissions.faulty_site")


def reader(**more):
    return Client(raise_request_exception=False, **more)


@FAULTY
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/unreadable/", 400),
        ("/?as_of=never", 400),
        ("/refused/", 403),
        ("/nowhere/", 404),
        ("/too-often/", 429),
        ("/broken/", 500),
        ("/away/", 503),
        ("/places", 301),
        ("/work/", 302),
        ("/health/", 200),
    ],
)
@pytest.mark.parametrize("method", ["get", "head"])
def test_what_goes_wrong_has_the_headers_of_a_private_page(cast, path, status, method):
    answer = getattr(reader(), method)(path)

    assert (answer.status_code, faults(answer)) == (status, [])
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize("path", ["/", "/work/", "/desk/", "/nowhere/", "/favicon.ico"])
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_what_the_site_is_never_asked_with_is_refused_before_anything_looks(
    db, django_assert_num_queries, path, method
):
    with django_assert_num_queries(0):
        answer = Client(enforce_csrf_checks=True).generic(method, path)

    assert (answer.status_code, answer["Allow"], faults(answer)) == (405, "GET, HEAD, POST", [])


def test_a_form_without_its_token_and_a_foreign_host_have_them_too(cast):
    strict = reader(enforce_csrf_checks=True)
    strict.force_login(cast.reporter)

    refused = strict.post("/accounts/sign-out/")
    foreign = reader().get("/places/", headers={"host": "evil.example"})

    assert [(one.status_code, faults(one)) for one in (refused, foreign)] == [(403, []), (400, [])]


@override_settings(
    SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=63072000, SECURE_HSTS_INCLUDE_SUBDOMAINS=True
)
def test_with_tls_a_browser_is_told_so_for_two_years(cast):
    secure, plain = reader().get("/places/", secure=True), reader().get("/places/")
    foreign = reader().get("/places/", headers={"host": "evil.example"})

    assert secure["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
    assert (plain.status_code, plain["Location"], faults(plain)) == (301, "https://testserver/places/", [])
    assert (foreign.status_code, faults(foreign)) == (400, [])


def test_static_files_are_nobody_elses_and_kept_by_anybody(client, db):
    answer = client.get("/favicon.ico")
    answer.close()

    found = {name: answer.headers.get(name) for name in ALWAYS}
    assert answer.status_code == 200
    assert found == ALWAYS
    assert "public" in answer["Cache-Control"]
    assert "X-Robots-Tag" not in answer.headers


def test_a_page_from_memory_has_them_and_the_word_that_it_is_unchanged_leaves_them_as_they_were(cast):
    published(cast)
    keeping = keeping_client()
    cold, warm = keeping.get("/places/arcadia/"), keeping.get("/places/arcadia/")

    same = keeping.get("/places/arcadia/", headers={"if-none-match": warm["ETag"]})

    assert [faults(one, public=True) for one in (cold, warm)] == [[], []]
    assert (same.status_code, sorted(same.headers)) == (304, ["Cache-Control", "ETag", "Vary"])


def test_who_signs_out_leaves_nothing_behind_and_only_then(cast, signed_in):
    client = signed_in(cast.reporter)
    before = client.get("/work/")

    out = client.post("/accounts/sign-out/")

    assert before.headers.get("Clear-Site-Data") is None
    assert faults(out) == [("Clear-Site-Data", '"cache", "cookies", "storage"')]


@FAULTY
@pytest.mark.parametrize("path", ["/careless/", "/talkative/"])
def test_a_page_that_is_somebodys_is_private_whatever_its_view_says(cast, signed_in, path):
    answer = signed_in(cast.reporter).get(path)

    assert answer.content == b"Yours."
    assert faults(answer) == []


def test_the_checker_sees_what_is_missing_and_what_is_too_much():
    bare = HttpResponse("page", headers={"Cache-Control": "public", "Access-Control-Allow-Origin": "*"})
    of_a_file = HttpResponse(
        b"", headers={"Content-Disposition": "attachment", **{k: v for k, v in ALWAYS.items() if v}}
    )
    of_a_file["Cache-Control"], of_a_file["X-Robots-Tag"] = "private, no-store", "noindex"

    assert len(faults(bare, public=True)) == 11
    assert faults(of_a_file) == [("Content-Security-Policy", None)]


def test_cookies_of_a_server_are_the_hosts_own(tmp_path):
    asked = """
import json
from django.conf import settings
names = ["SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE",
         "SESSION_COOKIE_PATH", "SESSION_COOKIE_DOMAIN", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE",
         "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_SSL_REDIRECT", "SECURE_HSTS_PRELOAD"]
print(json.dumps({name: getattr(settings, name) for name in names}))
"""
    server = {"TLS": "on", "STATE_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "scorecard.settings"}

    said = subprocess.run(
        [sys.executable, "-c", asked],
        env={**os.environ, **server},
        capture_output=True,
        check=True,
        text=True,
    )

    assert json.loads(said.stdout) == {
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "SESSION_COOKIE_DOMAIN": None,
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "CSRF_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 63072000,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_PRELOAD": False,
    }
