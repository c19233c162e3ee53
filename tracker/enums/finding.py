"""What can be found, and how often somebody is told what changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchKind(models.TextChoices):
    """What the search finds, in the order in which it is shown."""

    OBJECTIVE = "objectives", _("Objectives")
    COMMITMENT = "commitments", _("Commitments")
    BENCHMARK = "benchmarks", _("Items of other frameworks")
    PLACE = "places", _("Places")
    PROCESS = "processes", _("Processes")
    COMMITTEE = "committees", _("Committees")
    TERM = "terms", _("Words to prefer")
    PRACTICE = "practices", _("Good practices")
    REPORT = "reports", _("Reports")


class Rhythm(models.TextChoices):
    """How often a subscriber is told, at most."""

    DAILY = "daily", _("Once a day at most")
    WEEKLY = "weekly", _("Once a week at most")
