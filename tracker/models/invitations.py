"""How people come: an administrator or a coordinator invites an address, and whoever reads its mail begins."""

import hashlib
from datetime import datetime
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from tracker.enums import InvitedTo, SeatRole
from tracker.models.committees import Committee, Constituency, Organisation
from tracker.models.people import User
from tracker.models.places import Place

_SEAT = Q(invited_to=InvitedTo.SEAT, place=None) & Q(
    committee__isnull=False, constituency__isnull=False, role__in=SeatRole.values
)
_FOCAL_POINT = Q(invited_to=InvitedTo.FOCAL_POINT, place__isnull=False, role="") & Q(
    committee=None, constituency=None, organisation=None, starts_on=None, ends_on=None
)
_NOTHING_MORE = Q(invited_to__in=[InvitedTo.DESK, InvitedTo.ACCOUNT], role="", place=None) & Q(
    committee=None, constituency=None, organisation=None, starts_on=None, ends_on=None
)


def digest_of(token: str) -> str:
    """What is kept of an invitation's token."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Words about invitations."""

    def open(self, now: datetime) -> Self:
        """Those that still let somebody in."""
        return self.filter(used_at=None, withdrawn_at=None, expires_at__gt=now)


class Invitation(models.Model):
    """One person is asked to begin: by this address, once, within 72 hours.

    The token in the link stands nowhere: it is derived from the uuid with the secret key when the mail is made, and
    what is kept is its digest. So the table lets nobody in, and a mail that is sent twice carries the same link.
    """

    uuid = models.UUIDField(_("id"), default=uuid4, unique=True, editable=False)
    address = models.EmailField(_("e-mail address"), max_length=254)
    invited_to = models.CharField(_("to"), max_length=20, choices=InvitedTo, default=InvitedTo.SEAT)
    committee = models.ForeignKey(
        Committee,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("committee"),
    )
    constituency = models.ForeignKey(
        Constituency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("constituency")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=20, choices=SeatRole, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="invitations", verbose_name=_("State")
    )
    token_digest = models.CharField(_("digest of the token"), max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("invited by"))
    made_at = models.DateTimeField(_("made"), db_default=Now(), editable=False)
    expires_at = models.DateTimeField(_("ends"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    used_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="invitations", verbose_name=_("used by")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="invitation_address_lower_case", condition=Q(address=Lower("address"))
            ),
            models.CheckConstraint(
                name="invitation_to_one_thing", condition=_SEAT | _FOCAL_POINT | _NOTHING_MORE
            ),
            models.CheckConstraint(
                name="invitation_used_with_by_whom",
                condition=Q(used_at=None, used_by=None) | Q(used_at__isnull=False, used_by__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_used_or_withdrawn", condition=Q(used_at=None) | Q(withdrawn_at=None)
            ),
            models.CheckConstraint(
                name="invitation_term_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gt=models.F("starts_on")),
            ),
            models.UniqueConstraint(
                name="invitation_one_open_per_committee",
                fields=["committee", "address"],
                condition=Q(used_at=None, withdrawn_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address}, {self.committee or self.place or InvitedTo(self.invited_to).label}"

    @property
    def token(self) -> str:
        """What stands in the link: 256 bits that nobody can compute without the secret key."""
        return salted_hmac("tracker.invitation", str(self.uuid), algorithm="sha256").hexdigest()
