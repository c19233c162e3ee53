"""Who did what, and when: a chain in which every link carries the hash of the one before.

A row names nobody and quotes nothing. Who stands behind an `actor_ref`, and the salt behind a `digest`, lie in
tables of their own: deleting them makes the row say less, and leaves the chain whole.
"""

import secrets
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker import chain
from tracker.enums import Act
from tracker.models.people import User

SALT_BYTES = 32


class AuditEvent(models.Model):
    """One link of the chain, written in the transaction of its effect. Triggers refuse to change or delete it."""

    seq = models.BigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("at"))
    actor_ref = models.UUIDField(_("by"), null=True, blank=True)
    action = models.CharField(_("act"), max_length=60)
    object_ref = models.CharField(_("about"), max_length=120)
    digest = models.CharField(_("digest of the content"), max_length=64)
    prev = models.CharField(_("hash before"), max_length=64, unique=True)
    hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ["-seq"]
        indexes = [models.Index(name="audit_object", fields=["object_ref", "seq"])]
        constraints = [
            models.CheckConstraint(name="audit_seq_from_one", condition=Q(seq__gte=1)),
            # A code or an id: neither a name nor an address fits.
            models.CheckConstraint(
                name="audit_object_is_a_code",
                condition=~Q(object_ref="") & ~Q(object_ref__contains=" ") & ~Q(object_ref__contains="@"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.action} {self.object_ref}"

    @property
    def label(self) -> str:
        """The act in words."""
        return str(Act(self.action).label) if self.action in Act.values else self.action

    @property
    def link(self) -> chain.Link:
        """The row as a link of the chain."""
        said = chain.Statement(
            at=self.at,
            actor_ref=self.actor_ref,
            action=self.action,
            object_ref=self.object_ref,
            digest=self.digest,
        )
        return chain.Link(seq=self.seq, said=said, prev=self.prev, hash=self.hash)


class ActorRef(models.Model):
    """The random name under which a person stands in the chain; deleted with the person."""

    user = models.OneToOneField(
        User, models.CASCADE, primary_key=True, related_name="actor_ref", verbose_name=_("user")
    )
    ref = models.UUIDField(_("name in the chain"), default=uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("name in the chain")
        verbose_name_plural = _("names in the chain")

    def __str__(self) -> str:
        return str(self.ref)


def new_salt() -> str:
    """A salt nobody can guess."""
    return secrets.token_hex(SALT_BYTES)


class ObjectSalt(models.Model):
    """The key to the digests about one object; without it they say nothing about what stood there."""

    object_ref = models.CharField(_("about"), max_length=120, primary_key=True)
    salt = models.CharField(_("salt"), max_length=64, default=new_salt, editable=False)

    class Meta:
        verbose_name = _("salt")
        verbose_name_plural = _("salts")

    def __str__(self) -> str:
        return self.object_ref
