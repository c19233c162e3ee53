"""Who stands behind a commitment or an edition: organisations, never persons. It stands beside them, not in them."""

import hashlib
from datetime import datetime
from typing import Any, Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from tracker.enums import EndorsementStep
from tracker.models.committees import Organisation
from tracker.models.compact import Commitment
from tracker.models.editions import Edition
from tracker.models.people import User

# What organisations sign on to, in the columns of whatever speaks of it: exactly one of the two.
ONE_SUBJECT = Q(commitment__isnull=False, edition=None) | Q(commitment=None, edition__isnull=False)


def subject_columns(subject: Commitment | Edition) -> dict[str, Any]:
    """What is signed on to, as columns."""
    is_commitment = isinstance(subject, Commitment)
    return {"commitment": subject if is_commitment else None, "edition": None if is_commitment else subject}


def _one_of(commitment: Commitment | None, edition: Edition | None) -> Commitment | Edition:
    """The one that is there, as the database makes sure."""
    found = commitment or edition
    if found is None:
        raise ValueError("one of the two is always there")
    return found


class Spokesperson(models.Model):
    """Who may speak for an organisation: one account, or whoever reads the mail of one address of its own."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="spokespeople", verbose_name=_("organisation")
    )
    user = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="speaks_for", verbose_name=_("account")
    )
    address = models.EmailField(_("or address of the organisation"), max_length=254, blank=True)

    class Meta:
        verbose_name = _("who speaks for an organisation")
        verbose_name_plural = _("who speaks for organisations")
        ordering = ["organisation", "id"]
        constraints = [
            models.CheckConstraint(
                name="spokesperson_is_an_account_or_an_address",
                condition=(Q(user=None) & ~Q(address="")) | (Q(user__isnull=False) & Q(address="")),
                violation_error_message=_("Give an account or an address, and not both."),
            ),
            models.CheckConstraint(
                name="spokesperson_address_lower_case", condition=Q(address=Lower("address"))
            ),
            models.UniqueConstraint(
                name="spokesperson_account_once", fields=["organisation", "user"], condition=Q(address="")
            ),
            models.UniqueConstraint(
                name="spokesperson_one_address", fields=["organisation"], condition=Q(user=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}"


class EndorsementQuerySet(models.QuerySet["Endorsement"]):
    """Words about endorsements."""

    def standing(self) -> Self:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def of(self, subject: Commitment | Edition) -> Self:
        """Those of one commitment or edition."""
        return self.filter(**subject_columns(subject))


class Endorsement(models.Model):
    """An organisation signs on to a commitment or an edition, until it withdraws."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="endorsements", verbose_name=_("organisation")
    )
    commitment = models.ForeignKey(
        Commitment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="endorsements",
        verbose_name=_("commitment"),
    )
    edition = models.ForeignKey(
        Edition,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="endorsements",
        verbose_name=_("edition"),
    )
    at = models.DateTimeField(_("signed on"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = EndorsementQuerySet.as_manager()

    class Meta:
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(name="endorsement_of_one_thing", condition=ONE_SUBJECT),
            models.CheckConstraint(
                name="endorsement_withdrawn_after_it_was_given",
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("at")),
            ),
            models.UniqueConstraint(
                name="endorsement_of_a_commitment_once",
                fields=["organisation", "commitment"],
                condition=Q(withdrawn_at=None, edition=None),
            ),
            models.UniqueConstraint(
                name="endorsement_of_an_edition_once",
                fields=["organisation", "edition"],
                condition=Q(withdrawn_at=None, commitment=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.subject}"

    @property
    def subject(self) -> Commitment | Edition:
        """What the organisation stands behind."""
        return _one_of(self.commitment, self.edition)


def digest_of(token: str) -> str:
    """What is kept of the token in a letter."""
    return hashlib.sha256(token.encode()).hexdigest()


class EndorsementLetterQuerySet(models.QuerySet["EndorsementLetter"]):
    """Words about letters."""

    def open(self, now: datetime) -> Self:
        """Those whose link still works."""
        return self.filter(used_at=None, expires_at__gt=now)


class EndorsementLetter(models.Model):
    """A question to an organisation's own address: do you sign on, or withdraw? One link, once, for 72 hours.

    The token in the link stands nowhere: it is derived from the uuid with the secret key when the mail is made, and
    what is kept is its digest.
    """

    uuid = models.UUIDField(_("id"), default=uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="+", verbose_name=_("organisation")
    )
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("commitment")
    )
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("edition")
    )
    step = models.CharField(_("asked for"), max_length=10, choices=EndorsementStep)
    token_digest = models.CharField(_("digest of the token"), max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"), db_default=Now(), editable=False)
    expires_at = models.DateTimeField(_("ends"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    objects = EndorsementLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter about an endorsement")
        verbose_name_plural = _("letters about endorsements")
        ordering = ["-id"]
        indexes = [models.Index(name="endorsement_letter_asked", fields=["organisation", "expires_at"])]
        constraints = [models.CheckConstraint(name="endorsement_letter_of_one_thing", condition=ONE_SUBJECT)]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def token(self) -> str:
        """What stands in the link: 256 bits that nobody can compute without the secret key."""
        return salted_hmac("tracker.endorsement", str(self.uuid), algorithm="sha256").hexdigest()

    @property
    def subject(self) -> Commitment | Edition:
        """What it is about."""
        return _one_of(self.commitment, self.edition)
