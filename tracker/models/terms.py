"""What was said against a hint: somebody kept a word, and that is on record. The text is not."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.people import User
from tracker.models.reports import ProgressReport


class TermOverride(models.Model):
    """A word kept against a hint: of which term, in which field of which form.

    `form` is the token that the form was drawn with, so a word can be kept before anything is stored. As soon as a
    draft is, the word bears the draft's token, and then its report; for texts that are no report that stays empty.
    """

    term = models.CharField(_("term"), max_length=60)
    field = models.CharField(_("field"), max_length=60)
    form = models.UUIDField(_("token of the form"))
    report = models.ForeignKey(
        ProgressReport,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="kept_words",
        verbose_name=_("report"),
    )
    user = models.ForeignKey(User, models.CASCADE, related_name="kept_words", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("word kept against a hint")
        verbose_name_plural = _("words kept against hints")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(name="override_once_a_form", fields=["form", "field", "term", "user"]),
        ]

    def __str__(self) -> str:
        return f"{self.term}, {self.field}"
