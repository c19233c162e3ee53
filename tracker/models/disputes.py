"""What anybody may say against a published report, and how it was decided."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.enums import DisputeGround, DisputeState, Outcome
from tracker.models.people import User
from tracker.models.reports import ProgressReport


class Dispute(models.Model):
    """A dispute about a published report, raised by anybody: without an account, and without a name."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    report = models.ForeignKey(
        ProgressReport, models.PROTECT, related_name="disputes", verbose_name=_("report")
    )
    submit_token = models.UUIDField(default=uuid4, unique=True, editable=False)
    ground = models.CharField(_("ground"), max_length=20, choices=DisputeGround)
    text = models.TextField(_("what is wrong"))
    links = models.JSONField(_("pages that show it"), default=list, blank=True)
    # Of whoever wants to be told; it goes with the decision.
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=DisputeState, default=DisputeState.RAISED)
    version = models.PositiveIntegerField(_("version"), default=1)
    raised_at = models.DateTimeField(_("raised"))
    acknowledged_at = models.DateTimeField(_("taken up"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    outcome = models.CharField(_("outcome"), max_length=12, blank=True, choices=Outcome)
    reasons = models.TextField(_("reasons"), blank=True)

    class Meta:
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        ordering = ["-id"]
        indexes = [models.Index(name="dispute_queue", fields=["state", "raised_at"])]
        constraints = [
            models.CheckConstraint(name="dispute_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="dispute_decided_with_reasons",
                condition=(
                    Q(state=DisputeState.DECIDED, decided_at__isnull=False, decided_by__isnull=False)
                    & ~Q(outcome="")
                    & ~Q(reasons="")
                )
                | (
                    ~Q(state=DisputeState.DECIDED)
                    & Q(decided_at=None, decided_by=None, outcome="", reasons="")
                ),
            ),
            models.CheckConstraint(
                name="dispute_taken_up_says_since_when",
                condition=~Q(state=DisputeState.ACKNOWLEDGED) | Q(acknowledged_at__isnull=False),
            ),
            models.CheckConstraint(
                name="dispute_address_goes_with_the_decision",
                condition=~Q(state=DisputeState.DECIDED) | Q(email=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class DisputeNotice(models.Model):
    """How many rungs of the ladder of reminders somebody who decides was told of, for one dispute that waits."""

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="notices", verbose_name=_("dispute"))
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    reminded = models.PositiveSmallIntegerField(_("reminders"), default=0)

    class Meta:
        verbose_name = _("notice of a dispute")
        verbose_name_plural = _("notices of disputes")
        constraints = [models.UniqueConstraint(name="notice_one_a_person", fields=["dispute", "user"])]

    def __str__(self) -> str:
        return f"{self.dispute_id}, {self.user_id}"
