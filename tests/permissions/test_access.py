"""Deny by default: every address says who may open it, and those for everybody are listed here by name."""

from importlib import import_module

import pytest
from django.conf import settings
from django.core import checks
from django.http import HttpResponse
from django.test import override_settings
from django.urls import get_resolver, include, path

from tracker.access import Access, access_of, declare, every_address_says_who_may_open_it, opens_to, walk

# A new page for everybody is added here by hand, so that nobody opens one by accident.
PUBLIC = """
    term term-data place-commitment place-commitment-data heatmap map horizon compare
    benchmarks benchmark populations population benchmarks-data benchmark-data populations-data population-data
    home objectives objective commitment places place place_why place_why_json target processes process process_why
    process_why_json report committees committee about method sources editions edition edition-place edition-process
    edition-commitment edition-changes edition-json edition-bibtex edition-ris integrity health
    report-file reply-file dispute practices practice terms
    search changes changes-feed place-feed objective-feed commitment-feed
    subscribe subscription-letter subscription
    raise_dispute endorse-commitment endorse-edition endorsement-letter
    home-data heatmap-data map-data horizon-data search-data changes-data
    objectives-data objective-data commitment-data places-data place-data target-data processes-data process-data
    compare-data report-data committees-data practices-data terms-data sources-data editions-data edition-data
    edition-place-data edition-process-data edition-commitment-data edition-changes-data
    data package package-descriptor package-table
    place-embed place-picture place-statement place_why-embed place_why-picture place_why-statement
    target-embed target-picture target-statement heatmap-embed heatmap-picture heatmap-statement
    process-embed process-picture process-statement process_why-embed process_why-picture process_why-statement
    place-card place_why-card process-card process_why-card target-card heatmap-card signing-key
"""
# On the way in, and back in: everybody comes here, and is looked at.
ENTRANCE = """
    login logout account_login mfa_authenticate invitation again account_reset_password account_reset_password_done
    account_reset_password_from_key account_reset_password_from_key_done
"""

WITHOUT_A_WORD = lambda request: HttpResponse()  # noqa: E731
urlpatterns = [
    path("said/", opens_to(Access.MEMBER)(lambda request: HttpResponse())),
    path("more/", include([path("silent/", WITHOUT_A_WORD)])),
]


def named(*, opened):
    """The names of the addresses that open to some."""
    routes = walk(get_resolver().url_patterns)
    return sorted(pattern.name for _route, pattern in routes if access_of(pattern) in opened)


def test_addresses_for_everybody_are_those_listed():
    assert named(opened={Access.PUBLIC}) == sorted(PUBLIC.split())
    assert set(named(opened={Access.ENTRANCE})) == set(ENTRANCE.split())


def test_every_address_says_who_may_open_it():
    routes = list(walk(get_resolver().url_patterns))

    silent = every_address_says_who_may_open_it()

    assert silent == []
    assert len(routes) > 100


@override_settings(ROOT_URLCONF=__name__)
def test_an_address_that_says_nothing_keeps_the_product_from_starting():
    found = [one for one in checks.run_checks(tags=[checks.Tags.urls]) if one.id == "tracker.E001"]

    assert [(one.level, one.msg) for one in found] == [
        (checks.ERROR, "The address “more/silent/” does not say who may open it.")
    ]


@override_settings(ROOT_URLCONF=__name__, LOGIN_URL="/in/")
@pytest.mark.django_db
def test_an_address_that_says_nothing_is_closed_even_so(client):
    assert client.get("/more/silent/").url == "/in/?next=/more/silent/"


def test_only_the_one_decorator_lets_anybody_pass_without_signing_in():
    routes = walk(get_resolver().url_patterns)

    unasked = {
        route: access_of(pattern)
        for route, pattern in routes
        if not getattr(pattern.callback, "login_required", True)
    }

    assert set(unasked.values()) == {Access.PUBLIC, Access.ENTRANCE}
    assert [one for one in settings.MIDDLEWARE if one.endswith("AsksWhoIsThere")] != []


def test_somebody_elses_addresses_are_declared_where_they_are_included():
    own = path("own/", opens_to(Access.PUBLIC)(lambda request: HttpResponse()), name="own")
    routes = [
        own,
        path("open/", lambda request: HttpResponse(), name="open"),
        path("below/", include([path("closed/", lambda request: HttpResponse(), name="closed")])),
    ]

    declared = declare(routes, Access.MEMBER, but={"open": Access.ENTRANCE})

    assert {route: access_of(pattern) for route, pattern in walk(declared)} == {
        "own/": Access.PUBLIC,
        "open/": Access.ENTRANCE,
        "below/closed/": Access.MEMBER,
    }


def test_the_errors_of_the_site_are_answered_by_views_of_its_own():
    urls = import_module(settings.ROOT_URLCONF)

    assert {urls.handler400, urls.handler403, urls.handler404, urls.handler500} == {
        f"tracker.public.errors.{name}" for name in ("bad_request", "forbidden", "not_found", "server_error")
    }
