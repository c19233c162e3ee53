"""Mail that waits to be sent: to whom and what about, never what it says."""

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tracker.models.people import User


class OutboxQuerySet(models.QuerySet["Outbox"]):
    """Words about mail."""

    def waiting(self) -> Self:
        """Neither sent nor given up."""
        return self.filter(sent_at=None, quarantined_at=None)

    def ready(self, now: datetime) -> Self:
        """To be tried now."""
        return self.waiting().filter(Q(next_try_at=None) | Q(next_try_at__lte=now))

    def quarantined(self) -> Self:
        """Given up after too many tries; an administrator must look."""
        return self.filter(quarantined_at__isnull=False)


class Outbox(models.Model):
    """One mail to one person, written in the transaction of what it tells about.

    There are no words in it: subject and text are made when it is sent, from the kind and from what `about` names.
    The uuid is the mail's Message-ID, so that a mail which was sent twice after a crash is known for the same one.
    """

    uuid = models.UUIDField(_("message id"), default=uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=40)
    user = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="mail", verbose_name=_("to the user")
    )
    address = models.EmailField(_("or to the address"), max_length=254, blank=True)
    about = models.CharField(_("about"), max_length=120, blank=True)
    made_at = models.DateTimeField(_("made"), db_default=Now(), editable=False)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try"), null=True, blank=True)
    error = models.CharField(_("what went wrong"), max_length=100, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    quarantined_at = models.DateTimeField(_("given up"), null=True, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mail")
        ordering = ["id"]
        indexes = [
            models.Index(
                name="outbox_waiting", fields=["id"], condition=Q(sent_at=None, quarantined_at=None)
            ),
            models.Index(name="outbox_sent", fields=["sent_at"]),
            models.Index(name="outbox_of_address", fields=["address"], condition=~Q(address="")),
        ]
        constraints = [
            models.CheckConstraint(
                name="outbox_to_a_user_or_an_address",
                condition=(Q(user=None) & ~Q(address="")) | (Q(user__isnull=False) & Q(address="")),
            ),
            # A code or an id: neither a name nor a sentence fits.
            models.CheckConstraint(
                name="outbox_about_is_a_code",
                condition=~Q(about__contains=" ") & ~Q(about__contains="@"),
            ),
            models.CheckConstraint(
                name="outbox_sent_or_given_up", condition=Q(sent_at=None) | Q(quarantined_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"
