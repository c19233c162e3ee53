"""Where somebody is signed in: whose session it is and since when, and nothing about the machine or the network."""

from importlib import import_module

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.models.people import User


class Session(AbstractBaseSession):
    """One browser's session. There is no address and no kind of browser in it, and of its use the day alone."""

    user = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="sessions", verbose_name=_("user")
    )
    started_at = models.DateTimeField(_("since"), default=timezone.now)
    used_on = models.DateField(_("last used"), default=timezone.localdate)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-started_at"]

    @classmethod
    def get_session_store_class(cls) -> type:
        """The store that reads and writes it."""
        store: type = import_module(settings.SESSION_ENGINE).SessionStore
        return store
