"""Work in a round: who reports on which target by when, who was reminded, and what opens a closed round again."""

from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.enums import UnlockState
from tracker.models.committees import Committee
from tracker.models.editions import Round
from tracker.models.people import User
from tracker.models.targets import PlaceTarget


class Assignment(models.Model):
    """A target that a member of a committee reports on in a round.

    `reminded` is how many rungs of the ladder of reminders the member was told of.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="assignments", verbose_name=_("round"))
    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="assignments", verbose_name=_("committee")
    )
    place_target = models.ForeignKey(
        PlaceTarget, models.PROTECT, related_name="assignments", verbose_name=_("target of a place")
    )
    user = models.ForeignKey(User, models.PROTECT, related_name="assignments", verbose_name=_("member"))
    due_on = models.DateField(_("due"))
    by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("assigned by")
    )
    at = models.DateTimeField(_("assigned"))
    reminded = models.PositiveSmallIntegerField(_("reminders"), default=0)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                name="assignment_one_member_per_target", fields=["round", "committee", "place_target"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.place_target}"


class ReminderDay(models.Model):
    """A day on which a person was reminded: one letter a day at most, whatever it tells of."""

    user = models.ForeignKey(User, models.CASCADE, related_name="reminder_days", verbose_name=_("person"))
    on = models.DateField(_("day"))

    class Meta:
        verbose_name = _("day of a reminder")
        verbose_name_plural = _("days of reminders")
        constraints = [models.UniqueConstraint(name="reminder_one_a_day", fields=["user", "on"])]

    def __str__(self) -> str:
        return f"{self.user_id}, {self.on}"


class UnlockQuerySet(models.QuerySet["Unlock"]):
    """Words about requests."""

    def waiting(self) -> Self:
        """Those that nobody decided on."""
        return self.filter(state=UnlockState.ASKED)

    def granted_on(self, day: date) -> Self:
        """Those that open what they ask for on that day."""
        return self.filter(state=UnlockState.GRANTED, until__gt=day)


class Unlock(models.Model):
    """A request to report on a target in a closed round; decided by another person, and granted for a time."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="unlocks", verbose_name=_("round"))
    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="unlocks", verbose_name=_("committee")
    )
    place_target = models.ForeignKey(
        PlaceTarget, models.PROTECT, related_name="unlocks", verbose_name=_("target of a place")
    )
    reason = models.TextField(_("reason"))
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"))
    state = models.CharField(_("state"), max_length=10, choices=UnlockState, default=UnlockState.ASKED)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    answer = models.TextField(_("reason of the decision"), blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = UnlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("unlock request")
        verbose_name_plural = _("unlock requests")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(name="unlock_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="unlock_decided_by_another_with_a_reason",
                condition=Q(state=UnlockState.ASKED, decided_by=None, decided_at=None, answer="")
                | (
                    ~Q(state=UnlockState.ASKED)
                    & Q(decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by=F("asked_by"))
                    & ~Q(answer="")
                ),
            ),
            models.CheckConstraint(
                name="unlock_granted_for_a_time",
                condition=Q(state=UnlockState.GRANTED, until__isnull=False)
                | (~Q(state=UnlockState.GRANTED) & Q(until=None)),
            ),
            models.UniqueConstraint(
                name="unlock_one_waits_per_target",
                fields=["round", "committee", "place_target"],
                condition=Q(state=UnlockState.ASKED),
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)
