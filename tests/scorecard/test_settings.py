"""What a server gets where nothing is set."""

from django.conf import global_settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.utils.module_loading import import_string

from scorecard import settings as ours


def test_passwords_are_hashed_slowly():
    first = import_string(getattr(ours, "PASSWORD_HASHERS", global_settings.PASSWORD_HASHERS)[0])

    assert (first, first.iterations >= 600_000) == (PBKDF2PasswordHasher, True)


def test_debugging_is_off_unless_asked_for():
    assert ours.DEBUG is False
