"""What is typed into a search: a name of a place, or words to find anywhere."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.cleaning import Unclean, text
from tracker.finding import words_in

LONGEST_NAME = 60
LONGEST_SEARCH, MOST_WORDS = 200, 8
LAST_PAGE = 50


@dataclass(frozen=True)
class AskedName:
    """The name to look for, empty when none was asked for; what was typed, and what is wrong with it."""

    name: str
    typed: str
    fault: str | Promise = ""


def name_asked(typed: str) -> AskedName:
    """The typed name, cleaned; what cannot be a name is refused and said."""
    try:
        return AskedName(text(typed, max_length=LONGEST_NAME), typed)
    except Unclean:
        return AskedName("", typed, _("Type a name of at most 60 letters, or a code such as KE or KEN."))


def words_asked(typed: str) -> AskedName:
    """The typed words, cleaned; where they cannot be looked for, what to type instead."""
    try:
        given = text(typed, max_length=LONGEST_SEARCH)
    except Unclean:
        return AskedName("", typed, _("Type words of at most 200 letters in all, without hidden characters."))
    found = {word.folded for word in words_in(given)}
    if not given:
        return AskedName("", typed)
    if not any(_is_worth_looking(word) for word in found):
        return AskedName("", typed, _("Type a word of at least two letters, or a number."))
    if len(found) > MOST_WORDS:
        return AskedName("", typed, _("Type at most eight words: those that matter most."))
    return AskedName(given, typed)


def page_asked(typed: str) -> int:
    """The number of the page asked for; the first for anything else."""
    is_number = typed.isascii() and typed.isdecimal() and 0 < int(typed[:4]) <= LAST_PAGE
    return int(typed) if is_number else 1


def _is_worth_looking(word: str) -> bool:
    """One letter of an alphabet is not; a digit is, and one sign of a script that writes words with it."""
    return len(word) > 1 or word.isdigit() or word > "\u2e7f"
