"""Who wants to be told by mail what changed: an address, and of what. No account and no name."""

import hashlib
from datetime import datetime
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Lower, Now
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from tracker.enums import Rhythm
from tracker.models.compact import Commitment, Objective
from tracker.models.places import Place

# Of one thing, or of everything.
ONE_THING_AT_MOST = (
    Q(objective=None, commitment=None) | Q(place=None, commitment=None) | Q(place=None, objective=None)
)


def digest_of(token: str) -> str:
    """What is kept of the token in the letter that asks whether it was meant."""
    return hashlib.sha256(token.encode()).hexdigest()


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """Words about subscriptions."""

    def confirmed(self) -> Self:
        """Those whose address said yes."""
        return self.filter(confirmed_at__isnull=False)

    def waiting(self, now: datetime) -> Self:
        """Those that can still be confirmed."""
        return self.filter(confirmed_at=None, expires_at__gt=now)

    def expired(self, now: datetime) -> Self:
        """Those that nobody confirmed in time."""
        return self.filter(confirmed_at=None, expires_at__lte=now)


class Subscription(models.Model):
    """An address that is told what changed: of one place, objective or commitment, or of everything.

    It is deleted when it ends, with its address. Until it is confirmed it only waits for that. The uuid is the secret
    in the link that ends it; the token in the link that confirms it stands nowhere: it is derived from the uuid with
    the secret key when the letter is made, and what is kept is its digest.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    address = models.EmailField(_("address"), max_length=254)
    place = models.ForeignKey(
        Place, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("place")
    )
    objective = models.ForeignKey(
        Objective, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("objective")
    )
    commitment = models.ForeignKey(
        Commitment, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("commitment")
    )
    rhythm = models.CharField(_("how often"), max_length=10, choices=Rhythm)
    token_digest = models.CharField(_("digest of the token"), max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"), db_default=Now(), editable=False)
    expires_at = models.DateTimeField(_("to be confirmed by"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    # Until the end of which day it was told.
    told_until = models.DateField(_("told until"), null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["id"]
        indexes = [
            models.Index(name="subscription_of_address", fields=["address", "expires_at"]),
            models.Index(
                name="subscription_due",
                fields=["rhythm", "told_until"],
                condition=Q(confirmed_at__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(name="subscription_of_one_thing_or_all", condition=ONE_THING_AT_MOST),
            models.CheckConstraint(
                name="subscription_address_lower_case", condition=Q(address=Lower("address"))
            ),
            models.CheckConstraint(
                name="subscription_confirmed_says_since_when",
                condition=Q(confirmed_at=None, told_until=None)
                | Q(confirmed_at__isnull=False, told_until__isnull=False),
            ),
            models.UniqueConstraint(
                "address",
                *(Coalesce(name, 0) for name in ("place", "objective", "commitment")),
                name="subscription_once",
                condition=Q(confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def token(self) -> str:
        """What stands in the link that confirms: 256 bits that nobody can compute without the secret key."""
        return salted_hmac("tracker.subscription", str(self.uuid), algorithm="sha256").hexdigest()
