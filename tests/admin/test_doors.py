"""Who comes in at the desk: administrators, through the same sign-in page as everybody."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import get_resolver, reverse

from tests.admin.pages import Page
from tests.cast import PASSWORD, code, make_user

PAGES = [
    "/desk/",
    "/desk/changes/",
    "/desk/tracker/target/",
    "/desk/tracker/target/1/change/",
    "/desk/tracker/target/add/",
    "/desk/tracker/user/",
    "/desk/tracker/",
    "/desk/password_change/",
    "/desk/jsi18n/",
    "/desk/autocomplete/",
    "/desk/nothing/here/",
]


@pytest.mark.parametrize("path", PAGES)
def test_nobody_signed_in_is_sent_to_the_sign_in_page(cast, client, path):
    answer = client.get(path, follow=True)

    last, _status = answer.redirect_chain[-1]
    assert last.startswith("/accounts/sign-in/?next=")
    assert "desk" in last


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_member_finds_nothing(cast, signed_in, path, method):
    client = signed_in(cast.coordinator)

    answer = getattr(client, method)(path)

    assert answer.status_code == 404
    assert b"administrators" not in answer.content


def test_administrator_signs_in_and_comes_back(cast, client):
    asked = client.get("/desk/tracker/target/", follow=True)
    sign_in, _status = asked.redirect_chain[-1]

    answer = client.post(
        sign_in,
        {"login": cast.administrator.email, "password": PASSWORD, "next": "/desk/tracker/target/"},
        follow=True,
    )
    opened = client.post("/accounts/sign-in/code/", {"code": code()}, follow=True)

    assert answer.redirect_chain == [("/accounts/sign-in/code/", 302)]
    assert opened.redirect_chain == [("/desk/tracker/target/", 302)]
    assert opened.status_code == 200


def test_sign_in_leads_nowhere_else(cast, client):
    answer = client.get("/desk/login/?next=https://elsewhere.example/")
    client.post(
        answer.url,
        {
            "login": cast.administrator.email,
            "password": PASSWORD,
            "next": "https://elsewhere.example/",
        },
    )
    signed = client.post("/accounts/sign-in/code/", {"code": code()})

    assert answer.url.startswith("/accounts/sign-in/?")
    assert signed.url == reverse("workspace:desk")


def test_administrator_leaves_the_desk_and_nothing_stays(cast, signed_in):
    client = signed_in(cast.administrator)

    answer = client.post("/desk/logout/")

    assert (answer.url, answer["Clear-Site-Data"]) == ("/", '"cache", "cookies", "storage"')
    assert client.get("/desk/").status_code == 302


def test_administrator_changes_the_own_password_where_everybody_does(cast, signed_in):
    assert signed_in(cast.administrator).get("/desk/password_change/").url == "/accounts/password/"


def test_deactivated_administrator_finds_nothing(cast, signed_in):
    client = signed_in(cast.administrator)
    cast.administrator.is_active = False
    cast.administrator.save(update_fields=["is_active"])

    answer = client.get("/desk/", follow=True)

    assert answer.redirect_chain[-1][0].startswith("/accounts/sign-in/")


@pytest.fixture
def clerk(cast, signed_in):
    """Staff who may read targets and change organisations, and nothing else."""
    clerk = make_user("clerk", is_staff=True)
    clerk.user_permissions.add(
        *Permission.objects.filter(codename__in=["view_target", "view_organisation", "change_organisation"])
    )
    return signed_in(clerk)


def test_staff_see_what_they_may(addresses, clerk):
    opened = clerk.get(f"{addresses['target']}change/")
    index = clerk.get("/desk/").content.decode()

    page = Page(opened)
    assert opened.status_code == 200
    assert "goal" not in page.typed
    assert page.versions == ["Version 1 · in force"]
    assert "You may not see what was changed." in index
    assert "/desk/tracker/user/" not in index


@pytest.mark.parametrize(
    "path",
    [
        "/desk/changes/",
        "/desk/tracker/target/add/",
        "/desk/tracker/commitment/",
        "{commitment}change/",
        "{placetarget}change/",
        "/desk/tracker/user/",
        "{user}change/",
        "{user}password/",
        "/desk/tracker/auditevent/",
    ],
)
def test_staff_without_the_permission_are_refused(addresses, clerk, path):
    path = path.format_map(addresses)

    assert clerk.get(path).status_code == 403
    assert clerk.post(path, {"title": "x"}).status_code == 403


def test_staff_who_may_only_look_store_nothing(cast, addresses, clerk):
    answer = clerk.post(f"{addresses['target']}change/", {"title": "x"})

    assert answer.status_code == 403
    assert cast.place_target.target.versions.count() == 1


def test_staff_who_may_change_users_still_do_not(cast, signed_in):
    clerk = make_user("clerk", is_staff=True)
    clerk.user_permissions.add(*Permission.objects.filter(codename__endswith="_user"))

    answer = signed_in(clerk).get("/desk/tracker/user/")

    assert answer.status_code == 403


def test_desk_is_private_and_keeps_the_content_policy(addresses, desk):
    answer = desk.client.get(f"{addresses['target']}change/")

    assert "no-store" in answer.headers["Cache-Control"]
    assert "private" in answer.headers["Cache-Control"]
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"]


def test_address_comes_from_the_settings(settings):
    patterns = [str(pattern.pattern) for pattern in get_resolver().url_patterns]

    assert settings.ADMIN_PATH in patterns
