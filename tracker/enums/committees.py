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
