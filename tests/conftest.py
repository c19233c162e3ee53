"""What every test shares: how hypothesis searches, and what a test is skipped for."""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.management import CommandError
from django.db import transaction
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings

from tests.cast import PASSWORD, make_cast
from tests.demonstration import demonstration_loaded
from tests.reference import Files, reference_loaded
from tests.seal import unsealed

# The suite takes the same examples every time: a red run is repeatable, a green one is not luck.
# HYPOTHESIS_PROFILE=search looks for new ones.
hypothesis_settings.register_profile("suite", deadline=None, derandomize=True, database=None)
hypothesis_settings.register_profile("search", deadline=None, max_examples=2000, print_blob=True)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

# WhiteNoise warns where the folder of collected files is missing, and a warning fails a test.
Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)

# Tests run side by side, and one Redis would have all of them count together; its own test asks for it.
settings.CACHES = {**settings.CACHES, "default": {**settings.CACHES["pages"], "LOCATION": "default"}}

# A test sees at once what it changed; those about kept pages say so.
settings.PAGE_CACHE_BYTES = 0


def chromium_here():
    """The path of the system's Chromium, or nothing: CHROMIUM, or the usual names."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next(filter(None, (shutil.which(name) for name in names if name)), "")


def pytest_collection_modifyitems(items):
    """Skip what cannot run here, with the reason."""
    needs = {
        "browser": (chromium_here(), "no Chromium here (CHROMIUM=/path/to/it)"),
        "postgresql": (not settings.EMBEDDED, "no PostgreSQL given (DATABASE_URL)"),
        "redis": (settings.REDIS_URL, "no Redis given (REDIS_URL)"),
    }
    for item in items:
        for mark, (found, reason) in needs.items():
            if item.get_closest_marker(mark) and not found:
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session", autouse=True)
def _emptying_lifts_the_seal():
    """Tests with real transactions empty every table when they end, and the audit chain refuses that."""
    empty = TransactionTestCase._fixture_teardown

    def unsealed_and_emptied(case):
        with unsealed():
            try:
                empty(case)
            except CommandError:
                # What a closed browser had asked was still being read, and PostgreSQL let go of one of the two.
                empty(case)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(TransactionTestCase, "_fixture_teardown", unsealed_and_emptied)
        yield


@pytest.fixture(scope="session")
def chromium():
    """The path of the browser that drives the pages."""
    return chromium_here()


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Passwords are hashed in no time: a test that signs in should not wait as an attacker must."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _nothing_kept_from_another_test():
    """Pages of past dates, and wrong tries, are kept in the memory of the process, which tests share."""
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture(autouse=True)
def woken_at_once(request, monkeypatch, settings):
    """Scores are computed as soon as they are marked: inside the transaction of a test nothing is ever committed.

    A test about the commit itself asks for `django_capture_on_commit_callbacks`, or for a transactional database.
    """
    settings.DRAIN_IN_PROCESS = True
    mark = request.node.get_closest_marker("django_db")
    commits = "transactional_db" in request.fixturenames or (mark and mark.kwargs.get("transaction"))
    if not commits and "django_capture_on_commit_callbacks" not in request.fixturenames:
        monkeypatch.setattr(transaction, "on_commit", lambda act, **_options: act())


@pytest.fixture
def cast(db):
    """A small world with a committee that may publish, and the people around it."""
    return make_cast()


@pytest.fixture
def signed_in(client):
    """Signs a person in: `signed_in(cast.reporter)` answers with the client."""

    def sign_in(user):
        assert client.login(username=user.email, password=PASSWORD)
        return client

    return sign_in


@pytest.fixture(scope="module")
def reference(django_db_setup, django_db_blocker):
    """The real reference data and series in the database, for all tests of the module; a second or so, once.

    Ask for it beside `db`: what a test itself writes is undone after the test. The world, the States of
    `tests.reference.SCORED_STATES` and the areas around them are scored as of today; rescore what else you need.
    """
    with django_db_blocker.unblock(), reference_loaded():
        yield


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker):
    """The reference data and the demonstration, for all tests of the module. Ask for it beside `db`."""
    with django_db_blocker.unblock(), demonstration_loaded():
        yield


@pytest.fixture
def files(tmp_path):
    """A copy of the data files, to change and to load with `load_reference(files.folder)`."""
    return Files(tmp_path)
