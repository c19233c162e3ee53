"""Where files of evidence stand, and the one thing an administrator does to a published one: take it out."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.actions.file_redaction import redact_file
from tracker.admin.base import DeskAdmin, StrictModelForm
from tracker.admin.site import desk
from tracker.forms.fields import Narrative
from tracker.models import EvidenceFile
from tracker.models.report_rows import ONCE_PUBLIC
from tracker.permissions import may_redact


class TakeOutForm(StrictModelForm):
    """Why a file goes."""

    redaction_reason = Narrative(
        label=_("What it shows, and why it is taken out"),
        max_length=1000,
        help_text=_(
            "Saving deletes the file for good, here and in every other report of the committee that has the same "
            "copy. The page of the report says only that it was taken out, and when; this stays here and in the "
            "record of acts. Name nobody."
        ),
    )

    class Meta:
        model = EvidenceFile
        fields = ("redaction_reason",)

    def clean(self) -> dict[str, Any]:
        """The day on which it is done, for the rule that says so."""
        self.instance.redacted_at, self.instance.original_kept = timezone.now(), False
        return super().clean() or self.cleaned_data


@admin.register(EvidenceFile, site=desk)
class EvidenceFileAdmin(DeskAdmin):
    """Where files stand. What they are called at home is for their committee alone, and nobody opens them here.

    A file of a reply is taken out together with the words, on the page of the reply.
    """

    form = TakeOutForm
    fixed = (
        *(
            "report_id",
            "reply_id",
            "committee",
            "number",
            "kind",
            "size",
            "sha256",
            "state",
            "refusal",
            "attempts",
            "next_try_at",
        ),
        *(
            "error",
            "received_at",
            "copy_size",
            "copy_sha256",
            "pages",
            "width",
            "height",
            "confirmed_at",
            "original_kept",
        ),
    )
    what_happens: ClassVar[str | Promise] = _(
        "Saving deletes the file for good, wherever the same copy lies."
    )
    list_display = (
        "report_id",
        "reply_id",
        "number",
        "kind",
        "size",
        "committee",
        "state",
        "attempts",
        "received_at",
        "error",
    )
    list_filter = ("state", "kind", "committee")
    list_select_related = ("committee",)
    search_fields = ("sha256", "copy_sha256")
    search_help_text = _("The SHA-256 of the file or of its clean copy.")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Where it stands, and why it goes."""
        taken_out = ["redacted_at"] if obj and obj.redacted_at else []
        return [*self.fixed, *taken_out, "redaction_reason"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody hands in a file here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who may take a file out, and of what: of a report that everybody can read."""
        may = may_redact(request.user)  # type: ignore[arg-type]
        return may and (obj is None or _is_out(obj))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        """Taking a file out is an act of its own."""
        redact_file(obj, by=request.user, reason=form.cleaned_data["redaction_reason"])  # type: ignore[arg-type]


def _is_out(file: EvidenceFile) -> bool:
    """Whether everybody can open it with its report."""
    return bool(file.is_shown and file.report and file.report.state in ONCE_PUBLIC)
