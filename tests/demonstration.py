"""The demonstration in the database of a test, beside the reference data."""

from contextlib import contextmanager

from django.db import transaction
from django.test import override_settings

from tests.reference import reference_loaded
from tracker.actions.demonstration import load_demonstration
from tracker.actions.drain import drain

PASSPHRASE = "a passphrase for trying out"
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@contextmanager
def demonstration_loaded():
    """Reference data and demonstration as their files are; all gone at the end."""
    with reference_loaded(), transaction.atomic(), override_settings(PASSWORD_HASHERS=QUICK):
        load_demonstration(passphrase=PASSPHRASE)
        drain()
        yield
        transaction.set_rollback(True)
