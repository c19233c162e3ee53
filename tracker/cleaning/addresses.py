"""E-mail addresses, names in our own addresses, and the tokens that make a form count once."""

import re
from uuid import UUID

from tracker.cleaning.refusal import Unclean, checked_text

# RFC 5321: 64 octets before the @, 254 in all.
_EMAIL_LENGTH, _LOCAL_LENGTH = 254, 64
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])")
_SLUG = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

# Words that our own addresses use in the place where a slug could stand.
RESERVED = frozenset(
    {
        "about",
        "accounts",
        "admin",
        "api",
        "committees",
        "desk",
        "edit",
        "editions",
        "embed",
        "health",
        "login",
        "logout",
        "media",
        "new",
        "objectives",
        "places",
        "review",
        "static",
        "today",
        "workspace",
    }
)


def email(value: object) -> str:
    """One e-mail address in small letters: two spellings of an address must not be two accounts.

    ASCII only. A letter of another script can look like one of ours, and folds to it in some databases.
    """
    given = checked_text(value).strip()
    if len(given) > _EMAIL_LENGTH:
        raise Unclean("too_long", limit=_EMAIL_LENGTH, written=len(given))
    if not given.isascii():
        raise Unclean("email_letters")
    address = given.lower()
    local, _, domain = address.partition("@")
    if len(local) > _LOCAL_LENGTH or not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        raise Unclean("email")
    return address


def slug(value: object, *, max_length: int = 80, reserved: frozenset[str] = RESERVED) -> str:
    """A name for use in an address: small letters, digits, single hyphens, and no word the site uses itself."""
    given = checked_text(value).strip().lower()
    if len(given) > max_length:
        raise Unclean("too_long", limit=max_length, written=len(given))
    if not _SLUG.fullmatch(given):
        raise Unclean("slug")
    if given in reserved:
        raise Unclean("reserved")
    return given


def token(value: object) -> UUID:
    """A UUID in its one canonical spelling; UUID() itself takes braces, "urn:" and stray hyphens."""
    given = checked_text(value)
    if not _UUID.fullmatch(given):
        raise Unclean("token")
    return UUID(given)
