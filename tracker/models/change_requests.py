"""Changes that one administrator asks for and another decides on."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.enums import ChangeRequestState
from tracker.models.people import User


class ChangeRequestQuerySet(models.QuerySet["ChangeRequest"]):
    """Words about requests."""

    def waiting(self) -> Self:
        """Those that nobody decided on."""
        return self.filter(state=ChangeRequestState.WAITING)


class ChangeRequest(models.Model):
    """Changes that wait for a second administrator, as `tracker.actions.changes` packs them, and what became of them.

    Whoever asked may take it back; confirmed or refused it is by somebody else. `marks` are
    those that it would change, as far as anybody has read them; `made` names the versions.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    changes = models.JSONField(_("changes"))
    marks = models.JSONField(_("marks that change"), default=list, blank=True)
    restores = models.BooleanField(_("restores a version"), default=False)
    reason = models.TextField(_("reason"))
    from_on = models.DateField(_("in force from"))
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"))
    state = models.CharField(
        _("state"), max_length=10, choices=ChangeRequestState, default=ChangeRequestState.WAITING
    )
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    answer = models.TextField(_("reason of the decision"), blank=True)
    made = models.JSONField(_("versions made"), default=list, blank=True)

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("change that two decide on")
        verbose_name_plural = _("changes that two decide on")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(name="change_request_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="change_request_decided_with_a_day",
                condition=Q(state=ChangeRequestState.WAITING, decided_by=None, decided_at=None)
                | (
                    ~Q(state=ChangeRequestState.WAITING)
                    & Q(decided_by__isnull=False, decided_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="change_request_confirmed_by_another",
                condition=Q(state__in=[ChangeRequestState.WAITING, ChangeRequestState.TAKEN_BACK])
                | ~Q(decided_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="change_request_refused_with_a_reason",
                condition=~Q(state=ChangeRequestState.REFUSED) | ~Q(answer=""),
            ),
        ]
        indexes = [
            models.Index(
                name="change_request_waiting",
                fields=["asked_at"],
                condition=Q(state=ChangeRequestState.WAITING),
            )
        ]

    def __str__(self) -> str:
        return str(self.uuid)
