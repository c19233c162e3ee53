"""A name typed into the search for places."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.cleaning import Unclean, text

LONGEST_NAME = 60


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
