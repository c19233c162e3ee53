"""What the buttons of an import do, each through its act, and in words where it cannot be done."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from tracker.actions.imports import NotNow, SecondNeeded, ask_to_store, ask_to_undo, check_again, give_up
from tracker.models import ImportBatch, User


class Refused(Exception):
    """It cannot be done; the words say why."""


Deed = Callable[[ImportBatch, User, str], object]


def _said(deed: Deed) -> Deed:
    """The same, with its refusals in words."""

    def told(batch: ImportBatch, person: User, reason: str) -> object:
        try:
            return deed(batch, person, reason)
        except SecondNeeded:
            words = _(
                "This touches marks that rest on a closed round, or restores earlier versions: another administrator "
                "has to do it. Nothing was changed."
            )
        except NotNow:
            words = _(
                "This cannot be done now: see below where it stands. Somebody else may have been faster. Nothing was "
                "changed."
            )
        raise Refused(words)

    return told


DEEDS: Mapping[str, Deed] = {
    "store": _said(lambda batch, person, _reason: ask_to_store(batch, by=person)),
    "give_up": _said(lambda batch, person, _reason: give_up(batch, by=person)),
    "again": _said(lambda batch, _person, _reason: check_again(batch)),
    "undo": _said(lambda batch, person, reason: ask_to_undo(batch, by=person, reason=reason)),
}
