"""The closed lists about committees: how they are protected, and by what they are known in public."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Protection(models.TextChoices):
    """How much a committee gives up so that nobody finds its members."""

    OPEN = "open", _("Open")
    PROTECTED = "protected", _("Protected")


class Credit(models.TextChoices):
    """By what a committee is known in public, the safest last."""

    NAMED = "named", _("By its name")
    PSEUDONYM = "pseudonym", _("By a label")
    REGION = "region", _("By its region only")

    @classmethod
    def safest(cls, *levels: "Credit") -> "Credit":
        """Of these the one that says the least."""
        return max(levels, key=[*cls].index)

    @property
    def and_safer(self) -> "tuple[Credit, ...]":
        """This one, and those that say less."""
        levels = list(Credit)
        return tuple(levels[levels.index(self) :])


class UnlockState(models.TextChoices):
    """Where a request to report in a closed round stands."""

    ASKED = "asked", _("Waiting for a decision")
    GRANTED = "granted", _("Granted for a time")
    REFUSED = "refused", _("Refused")


class Progress(models.TextChoices):
    """How far the work on an assigned target is in its round."""

    NOT_STARTED = "not_started", _("Not started")
    STARTED = "started", _("Started")
    RETURNED = "returned", _("Sent back")
    HANDED_IN = "handed_in", _("Handed in")
    REPORTED = "reported", _("Published")

    @property
    def is_done(self) -> bool:
        """Whether the member did what was asked."""
        return self in {Progress.HANDED_IN, Progress.REPORTED}
