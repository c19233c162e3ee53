"""The closed lists of the report form: what an author declares, and the groups a figure can be told by."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Conflict(models.TextChoices):
    """Whether the author has an interest in what the report says; a report that nobody asked about has neither."""

    NONE = "none", _("No")
    DECLARED = "declared", _("Yes")


class Dimension(models.TextChoices):
    """What a figure can be told apart by."""

    SEX = "sex", _("By sex")
    AGE = "age", _("By age")
    STATUS = "status", _("By migration status")


GROUP_LABELS: dict[Dimension, dict[str, Promise]] = {
    Dimension.SEX: {
        "female": _("Women and girls"),
        "male": _("Men and boys"),
        "another": _("Another sex or gender"),
    },
    Dimension.AGE: {
        "under-5": _("Children under 5"),
        "5-17": _("Children from 5 to 17"),
        "18-59": _("Adults from 18 to 59"),
        "60-over": _("Adults of 60 and over"),
    },
    Dimension.STATUS: {
        "regular": _("Migrants in a regular situation"),
        "irregular": _("Migrants in an irregular situation"),
        "refugees": _("Refugees and asylum seekers"),
        "others": _("People who are not migrants"),
    },
}
