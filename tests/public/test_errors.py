import re

import pytest
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory

from tracker.cleaning import EARLIEST
from tracker.public import errors


@pytest.fixture(autouse=True)
def _plain_files(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


class NobodyLooks:
    """A session or a user that must not be looked at."""

    def __getattribute__(self, name: str) -> object:
        raise AssertionError(f"{name} was looked at")


@pytest.fixture
def request_of_nobody() -> HttpRequest:
    request = RequestFactory().get("/nowhere/")
    request.session = request.user = NobodyLooks()
    return request


PAGES = [
    (lambda request: errors.bad_request(request, ValueError("secret")), 400, "This request cannot be read"),
    (lambda request: errors.forbidden(request, PermissionError("secret")), 403, "You may not open this page"),
    (lambda request: errors.not_found(request, LookupError("secret")), 404, "There is no such page"),
    (lambda request: errors.csrf_failure(request, reason="secret"), 403, "The form was not sent"),
    (errors.server_error, 500, "Something broke here"),
    (lambda request: errors.bad_date(request, earliest=EARLIEST), 400, "There is no page of that date"),
    (errors.busy, 503, "One moment"),
]


def test_the_guard_sees_a_page_that_asks_who_is_reading(request_of_nobody):
    page = engines["django"].from_string("{{ request.user.email }}")

    with pytest.raises(AssertionError, match="was looked at"):
        page.render({}, request_of_nobody)


@pytest.mark.parametrize(("view", "status", "heading"), PAGES)
def test_a_fault_has_a_plain_page_that_asks_nobody_and_tells_no_secret(
    view, status, heading, request_of_nobody
):
    response = view(request_of_nobody)

    html = response.content.decode()
    assert response.status_code == status
    assert re.findall(r"<h1>(.*?)</h1>", html) == [heading]
    assert f"<title>{heading} · GCM Scorecard</title>" in html
    assert "secret" not in html


def test_the_page_for_our_own_fault_rests_on_no_other_template_and_no_address():
    source = engines["django"].get_template("errors/500.html").template.source

    assert re.findall(r"\{%\s*(extends|include|url|static)\b", source) == []
