"""The closed list about endorsements."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EndorsementStep(models.TextChoices):
    """What an organisation does about a commitment or an edition."""

    SIGN = "sign", _("Sign on")
    WITHDRAW = "withdraw", _("Withdraw")
