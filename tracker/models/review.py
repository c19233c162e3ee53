"""What a review leaves behind: every text that was handed in, and the notes that a reviewer wrote at its fields."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.enums import NoteAt
from tracker.models.people import User
from tracker.models.reports import ProgressReport


class Submission(models.Model):
    """A report as it was handed in once: the whole entry, kept as it was, and the digest its author was given."""

    report = models.ForeignKey(
        ProgressReport, models.CASCADE, related_name="submissions", verbose_name=_("report")
    )
    number = models.PositiveIntegerField(_("number"))
    entry = models.JSONField(_("what was handed in"))
    digest = models.CharField(_("digest"), max_length=64)
    submitted_at = models.DateTimeField(_("handed in"))

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["report_id", "number"]
        constraints = [
            models.UniqueConstraint(name="submission_number_once", fields=["report", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.report}, {self.number}"


class ReviewNote(models.Model):
    """What a reviewer says at one field of what was handed in."""

    submission = models.ForeignKey(
        Submission, models.CASCADE, related_name="notes", verbose_name=_("submission")
    )
    field = models.CharField(_("field"), max_length=20, choices=NoteAt)
    text = models.TextField(_("note"))
    author = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("written by"))
    at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="note_one_at_a_field", fields=["submission", "field"]),
            models.CheckConstraint(name="note_says_something", condition=~models.Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.submission}, {self.field}"
