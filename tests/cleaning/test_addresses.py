"""E-mail addresses, slugs and tokens."""

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.cleaning import Unclean, email, slug, token

UUID_TEXT = "7c9e6679-7425-40de-944b-e07fc1f90ae7"


def code_of(clean, value):
    with pytest.raises(Unclean) as refusal:
        clean(value)
    return refusal.value.code


def test_an_address_is_written_small():
    assert email(" First.Last+gcm@Sub.Example.ORG ") == "first.last+gcm@sub.example.org"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a",
        "@b.org",
        "a@",
        "a@b",
        "a@b.1",
        "a@-b.org",
        ".a@b.org",
        "a..b@c.org",
        "a b@c.org",
        "x" * 65 + "@b.org",
    ],
)
def test_what_is_no_address_is_refused(address):
    assert code_of(email, address) == "email"


def test_letters_that_fold_to_others_are_refused():
    assert [code_of(email, address) for address in ("\u0130nfo@b.org", "a@b\u212a.org")] == [
        "email_letters"
    ] * 2
    assert email("info@b.org") == "info@b.org"


def test_a_slug_is_small_letters_digits_and_hyphens():
    assert slug(" West-Region-2 ") == "west-region-2"
    assert [code_of(slug, word) for word in ("", "a_b", "-a", "a--b", "é", "a/b")] == ["slug"] * 6
    assert [code_of(slug, word) for word in ("Admin", "new")] == ["reserved"] * 2
    assert code_of(slug, "a" * 81) == "too_long"


def test_a_token_has_one_spelling():
    assert token(UUID_TEXT) == UUID(UUID_TEXT)
    spellings = (UUID_TEXT.upper(), "{" + UUID_TEXT + "}", UUID_TEXT.replace("-", ""), f" {UUID_TEXT}", "")
    assert [code_of(token, spelling) for spelling in spellings] == ["token"] * 5


@settings(derandomize=True, max_examples=300)
@given(st.one_of(st.emails(), st.text(max_size=40)))
def test_cleaning_an_address_again_changes_nothing(written):
    try:
        clean = email(written)
    except Unclean:
        return

    assert clean.isascii()
    assert email(clean) == clean == clean.lower()


@settings(derandomize=True, max_examples=300)
@given(st.one_of(st.from_regex(r"[a-zA-Z0-9-]{1,20}", fullmatch=True), st.text(max_size=40)))
def test_cleaning_a_slug_again_changes_nothing(written):
    try:
        clean = slug(written)
    except Unclean:
        return

    assert slug(clean) == clean
