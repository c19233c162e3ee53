"""Web addresses that are shown to everyone. Nothing here opens one: the product never fetches what people give."""

import re
import unicodedata
from urllib.parse import SplitResult, urlsplit

from tracker.cleaning.refusal import Unclean, checked_text
from tracker.cleaning.texts import check_characters, check_marks

MAX_LENGTH = 2000
_HOST_LENGTH = 253
_SCHEME = re.compile("([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_TOP_LABEL = re.compile("[^0-9-]{2,63}")
# A browser reads a host whose last part is a number, also a hexadecimal one, as an IPv4 address.
_NUMBER = re.compile("[0-9]+|0x[0-9a-f]*")
_ADDRESS = re.compile(r"[\w.+-](?:@|%40)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)
_MARKUP = frozenset('<>"`')
_JOINERS = frozenset("\u200c\u200d\u200e\u200f\u061c")

# Names that do not exist in the public name system (RFC 2606, 6761, 6762, 7686, 8375) or are used inside networks.
_PRIVATE = frozenset(
    {
        "corp",
        "home",
        "home.arpa",
        "i2p",
        "internal",
        "intranet",
        "invalid",
        "lan",
        "local",
        "localdomain",
        "localhost",
        "onion",
        "private",
        "test",
    }
)
# Scripts that are written together; any other mixture inside one name is a disguise (UTS 39, "highly restrictive").
_TOGETHER = (
    frozenset({"LATIN", "HAN", "HIRAGANA", "KATAKANA"}),
    frozenset({"LATIN", "HAN", "BOPOMOFO"}),
    frozenset({"LATIN", "HAN", "HANGUL"}),
)
_SCRIPT_NAMES = {"CJK": "HAN", "IDEOGRAPHIC": "HAN", "KATAKANA-HIRAGANA": "KATAKANA"}
# Cyrillic and Greek letters that can spell a whole word which reads as a Latin one.
_LOOKALIKES = frozenset("асԁеһіјӏорԛѕԝхуъьҽпгѵѡёїкмнтв" + "αικνορτυωχγεηβ")


def web_link(value: object) -> str:
    """A web address of a public site, as written, its scheme and host in small letters.

    http and https only, and no scheme is ever guessed. No user, no numbers for a host, no name that only a local
    network knows, no letters that pass for others, no backslash, no e-mail address: the link is published.
    """
    given = checked_text(value).strip()
    if len(given) > MAX_LENGTH:
        raise Unclean("too_long", limit=MAX_LENGTH, written=len(given))
    _check_letters(given)
    parts = _split(given)
    host = _checked_host(parts)
    _check_port(parts)
    rest = given.split("://", 1)[1].removeprefix(parts.netloc)
    if _ADDRESS.search(rest):
        raise Unclean("link_person")
    port = "" if parts.port is None else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}{rest}"


def _check_letters(given: str) -> None:
    """Refuses what no address holds: spaces, line breaks, what cannot be seen, backslashes and markup."""
    for place, character in enumerate(given, start=1):
        if character.isspace():
            raise Unclean("link_space")
        if character in _JOINERS:
            raise Unclean("hidden", place=place)
    check_characters(given)
    check_marks(given)
    if "\\" in given:
        raise Unclean("link_backslash")
    if _MARKUP & set(given):
        raise Unclean("link")


def _split(given: str) -> SplitResult:
    """The parts of an address with one of our two schemes."""
    scheme = _SCHEME.match(given)
    if not scheme:
        raise Unclean("link_scheme_missing")
    if scheme[1].lower() not in {"http", "https"}:
        # "un.org:8080/x" has no scheme either, though it looks as if it had.
        raise Unclean("link_scheme_missing" if "." in scheme[1] else "link_scheme")
    if not given[scheme.end() :].startswith("//"):
        raise Unclean("link")
    try:
        return urlsplit(given)
    except ValueError:
        raise Unclean("link") from None


def _checked_host(parts: SplitResult) -> str:
    """The name of the site in small letters, if it is one that anyone can reach and nobody can mistake."""
    if "@" in parts.netloc:
        raise Unclean("link_user")
    if "[" in parts.netloc:
        raise Unclean("link_number")
    host = parts.netloc.partition(":")[0].lower()
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        raise Unclean("link_number")
    if host in _PRIVATE or any(host.endswith(f".{name}") for name in _PRIVATE):
        raise Unclean("link_private")
    _check_disguise(labels)
    if len(labels) < 2 or len(host) > _HOST_LENGTH or not _TOP_LABEL.fullmatch(labels[-1]):
        raise Unclean("link")
    if not all(_is_label(label) for label in labels):
        raise Unclean("link")
    return host


def _is_label(label: str) -> bool:
    """Whether this can stand between the dots: letters with their marks, digits, and hyphens between them."""
    fits = 1 <= len(label) <= 63 and label.strip("-") == label
    return fits and all(one == "-" or unicodedata.category(one)[0] in "LMN" for one in label)


def _check_disguise(labels: list[str]) -> None:
    """Refuses names that look like others.

    The coded form xn-- hides its letters. Compatibility letters such as full-width ones stand for others. A mixture
    of scripts, or a word of lookalike letters before an ASCII ending, reads as a name that it is not.
    """
    for label in labels:
        if label.startswith("xn--"):
            raise Unclean("link_coded")
        if unicodedata.normalize("NFKC", label).lower() != label:
            raise Unclean("link_letters")
        scripts = {_script(character) for character in label if character.isalpha()}
        if len(scripts) > 1 and not any(scripts <= allowed for allowed in _TOGETHER):
            raise Unclean("link_letters")
        letters = {character for character in label if character.isalpha()}
        if letters and labels[-1].isascii() and letters <= _LOOKALIKES:
            raise Unclean("link_letters")


def _script(letter: str) -> str:
    """The script of a letter, from the first word of its name, which is how Unicode names letters."""
    first = unicodedata.name(letter, "UNKNOWN").split()[0]
    return _SCRIPT_NAMES.get(first, first)


def _check_port(parts: SplitResult) -> None:
    """Refuses a port that is empty, zero, or not a number that a port can be."""
    _, colon, port = parts.netloc.partition(":")
    if colon and not (re.fullmatch("[0-9]{1,5}", port) and 1 <= int(port) <= 65535):
        raise Unclean("link_port")
