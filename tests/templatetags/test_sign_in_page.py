import re

import pytest
from django.contrib.auth.forms import AuthenticationForm
from django.template.loader import render_to_string
from django.test import RequestFactory


@pytest.fixture(autouse=True)
def _plain_files(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def sign_in_page(**typed: str) -> str:
    request = RequestFactory().get("/accounts/sign-in/")
    form = AuthenticationForm(request, data=typed or None)
    return render_to_string("registration/login.html", {"form": form, "next": "/work/?a=1&b=2"}, request)


def fields_of(html: str) -> dict[str, str]:
    """The page's typed fields by name, each with what helps a browser fill it in."""
    return dict(
        re.findall(r'<input class="form-control[^>]* name="(\w+)"[^>]* autocomplete="([\w-]+)"', html)
    )


def test_a_password_manager_finds_both_fields_and_the_way_back_is_kept():
    html = sign_in_page()

    assert fields_of(html) == {"username": "username", "password": "current-password"}
    assert '<input type="hidden" name="next" value="/work/?a=1&amp;b=2">' in html
    assert "<title>Sign in · GCM Scorecard</title>" in html
    assert "There is a problem" not in html


def test_a_refusal_keeps_the_address_typed_never_the_password_and_says_the_same_twice():
    html = sign_in_page(username="ada@example.org", password="")

    assert "<title>Error: Sign in · GCM Scorecard</title>" in html
    assert 'value="ada@example.org"' in html
    assert re.findall(r'<li><a href="#id_(\w+)">(.*?)</a>', html) == [
        ("password", "Password – This field is required.")
    ]
    assert re.findall(r'id="password-error"><p><span[^>]*>Error:</span> (.*?)</p>', html) == [
        "This field is required."
    ]
    assert not re.search(r'name="password"[^>]* value=', html)
