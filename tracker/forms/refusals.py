"""What cleaning refuses, in the reader's language and with the reader's way of writing numbers."""

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy

from tracker.cleaning import MESSAGES, Unclean

WORDS = {code: gettext_lazy(sentence) for code, sentence in MESSAGES.items()}


def refused(refusal: Unclean) -> ValidationError:
    """The refusal as Django shows it."""
    shown = {name: _shown(number) for name, number in refusal.numbers.items()}
    return ValidationError(WORDS[refusal.code], code=refusal.code, params=shown)


def _shown(number: int | str) -> str:
    return number if isinstance(number, str) else number_format(number, force_grouping=True)
