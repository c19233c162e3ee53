"""The words for tables that come in: their kinds, where an import stands, and what a row of it comes to."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TableKind(models.TextChoices):
    """What the rows of a table are about."""

    COMMITMENTS = "commitments", _("Commitments")
    TARGETS = "targets", _("Targets")
    BASELINES = "baselines", _("Baselines")
    PLACES = "places", _("Places")
    COMMITTEES = "committees", _("Committees")
    SEATS = "seats", _("Seats")
    ORGANISATIONS = "organisations", _("Organisations")
    READINGS = "readings", _("Readings of official series")


class ImportState(models.TextChoices):
    """Where an import stands."""

    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked, to be stored or given up")
    STORING = "storing", _("Being stored")
    STORED = "stored", _("Stored")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")
    GIVEN_UP = "given_up", _("Given up")
    FAILED = "failed", _("Failed")


class RowState(models.TextChoices):
    """What a row comes to."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    SAME = "same", _("same")
    WRONG = "wrong", _("wrong")
    LEFT_OUT = "left_out", _("left out")
