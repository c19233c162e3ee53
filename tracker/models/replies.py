"""The other side: who speaks for a State, and what the State replies to what is published about it."""

import json
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.models.drafts import Typed
from tracker.models.people import User
from tracker.models.places import Place
from tracker.models.reports import ProgressReport


class FocalPointQuerySet(models.QuerySet["FocalPoint"]):
    """Words about focal points."""

    def held_on(self, day: object) -> Self:
        """Those who speak for their State on that day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)


class FocalPoint(models.Model):
    """A person who replies for a State, or another place that is assessed, from a day until another."""

    user = models.ForeignKey(User, models.PROTECT, related_name="focal_points", verbose_name=_("person"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="focal_points", verbose_name=_("place"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = FocalPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("focal point")
        verbose_name_plural = _("focal points")
        ordering = ["place_id", "id"]
        constraints = [
            models.CheckConstraint(
                name="focal_point_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
            ),
            models.UniqueConstraint(
                name="focal_point_one_open", fields=["user", "place"], condition=Q(ends_on=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.place}"


class Reply(models.Model):
    """What a State says to one published report. It is never edited: withdrawn, or replaced by another."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    report = models.ForeignKey(
        ProgressReport, models.PROTECT, related_name="replies", verbose_name=_("report")
    )
    author = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("written by"))
    submit_token = models.UUIDField(default=uuid4, unique=True, editable=False)
    text = models.TextField(_("reply"))
    links = models.JSONField(_("pages that show it"), default=list, blank=True)
    given_at = models.DateTimeField(_("given"))
    ended_at = models.DateTimeField(_("withdrawn or replaced"), null=True, blank=True)
    replaced = models.BooleanField(_("replaced by another"), default=False)
    redacted_at = models.DateTimeField(_("personal data removed"), null=True, blank=True)
    redaction_reason = models.TextField(_("why it was removed"), blank=True, default="")

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(name="reply_one_stands", fields=["report"], condition=Q(ended_at=None)),
            models.CheckConstraint(name="reply_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="reply_replaced_has_ended", condition=Q(replaced=False) | Q(ended_at__isnull=False)
            ),
            models.CheckConstraint(
                name="reply_redacted_with_a_reason",
                condition=(Q(redacted_at=None) & Q(redaction_reason=""))
                | (Q(redacted_at__isnull=False) & ~Q(redaction_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class ReplyDraft(models.Model):
    """A reply that somebody writes: kept as it is typed, for its author alone, until it is given under its number.

    Its files hang on that number, as those of a report do; a reply itself is never a draft.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    report = models.ForeignKey(
        ProgressReport, models.CASCADE, related_name="reply_drafts", verbose_name=_("report")
    )
    author = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("author"))
    # JSON, in a column of text, as in the draft of a report.
    kept = models.TextField(_("what was typed"), default="{}")
    saved_at = models.DateTimeField(_("saved"), db_index=True)

    class Meta:
        verbose_name = _("draft of a reply")
        verbose_name_plural = _("drafts of replies")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="reply_draft_one_per_author", fields=["report", "author"]),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def typed(self) -> dict[str, list[str]]:
        """What was typed, field by field."""
        found: dict[str, list[str]] = json.loads(self.kept)
        return found

    def take(self, typed: Typed) -> None:
        """Put this in place of what stood there."""
        self.kept = json.dumps({name: list(values) for name, values in typed.items()})
