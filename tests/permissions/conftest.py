"""One world for all tests of a module, as `tests.conftest` does it for the demonstration."""

import logging

import pytest
from django.conf import settings
from django.db import transaction

from tests.permissions.world import make_world


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Two committees, reports in every state, somebody of every role. Ask for it beside `db`."""
    with pytest.MonkeyPatch.context() as patched, django_db_blocker.unblock(), transaction.atomic():
        patched.setattr(settings, "PASSWORD_HASHERS", ["django.contrib.auth.hashers.MD5PasswordHasher"])
        patched.setattr(settings, "DRAIN_IN_PROCESS", True)
        patched.setattr(transaction, "on_commit", lambda act, **_options: act())
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def quiet():
    """Ten thousand refusals would be ten thousand lines of the log."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(logging.getLogger("django.request"), "disabled", True)
        yield
