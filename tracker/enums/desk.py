"""Closed lists of the administrators' desk."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeRequestState(models.TextChoices):
    """Where a change stands that two administrators decide on."""

    WAITING = "waiting", _("Waits for a second administrator")
    CONFIRMED = "confirmed", _("Confirmed and stored")
    REFUSED = "refused", _("Refused")
    TAKEN_BACK = "taken_back", _("Taken back")
