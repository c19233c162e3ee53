"""What a server gets where nothing is set."""

import pytest
from django.conf import global_settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from scorecard import readers
from scorecard import settings as ours


def test_passwords_are_hashed_slowly():
    first = import_string(getattr(ours, "PASSWORD_HASHERS", global_settings.PASSWORD_HASHERS)[0])

    assert (first, first.iterations >= 600_000) == (PBKDF2PasswordHasher, True)


def test_debugging_is_off_unless_asked_for():
    assert ours.DEBUG is False


@pytest.mark.parametrize("written", ["", "us@example.org", "https://example.org/contact/?to=us"])
def test_readers_are_told_a_safe_address_to_write_to(written):
    assert readers.checked(written) == written


@pytest.mark.parametrize(
    "written",
    ["javascript:alert(1)", "http://example.org/", "us", "us@example", "a@b.org c@d.org", "mailto:us@e.org"],
)
def test_an_address_that_is_none_keeps_the_product_from_starting(written):
    with pytest.raises(ImproperlyConfigured, match="CONTACT"):
        readers.checked(written)
