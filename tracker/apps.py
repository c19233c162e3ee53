"""The app's registration with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrackerConfig(AppConfig):
    """The one app of the project."""

    name = "tracker"
    verbose_name = _("Scorecard")
