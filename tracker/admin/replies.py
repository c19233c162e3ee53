"""Who speaks for a State, and the one thing an administrator does to a reply: take personal data out."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.actions import focal_points
from tracker.actions.replies import LONGEST, redact
from tracker.admin.base import DeskAdmin, StrictModelForm
from tracker.admin.filters import HeldToday
from tracker.admin.site import desk
from tracker.forms.fields import Choices, Narrative
from tracker.models import EvidenceFile, FocalPoint, Reply
from tracker.models.files import FileQuerySet, Holder
from tracker.permissions import Refused, may_redact


class FocalPointForm(StrictModelForm):
    """Somebody who speaks for a State: nobody who sits on a committee of it."""

    take_back = forms.BooleanField(
        label=_("Speaks for it no more, from today on"),
        required=False,
        help_text=_("Whatever was replied stays."),
    )

    def clean(self) -> dict[str, Any]:
        """What the place, the person and the dates allow."""
        cleaned = super().clean() or self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("The last day lies after the first."))
        place = cleaned.get("place") or getattr(self.instance, "place", None)
        user = cleaned.get("user") or getattr(self.instance, "user", None)
        if place and "place" in self.fields:
            self._say("place", focal_points.check_place, place)
        if place and user and starts_on and not self.errors:
            mine = {"since": starts_on, "until": ends_on, "apart_from": self.instance.pk}
            self._say(None, focal_points.check_person, place, user, **mine)
        return cleaned

    def _say(self, field: str | None, check: Callable[..., None], *args: Any, **kwargs: Any) -> None:
        """What the rule refuses is an error of the field."""
        try:
            check(*args, **kwargs)
        except Refused as refusal:
            self.add_error(field, str(refusal.reason))


@admin.register(FocalPoint, site=desk)
class FocalPointAdmin(DeskAdmin):
    """A personal account that replies for a State. Several may; one that is over gets its last day.

    Whoever has no account yet is invited, on the page of invitations.
    """

    form = FocalPointForm
    fixed = ("user", "place")
    what_happens: ClassVar[str | Promise] = _(
        "From the first day on, until the last, the person sees what is published about the State and replies for "
        "it, on pages of their own. Who speaks for a State is not public."
    )
    list_display = ("place", "user", "starts_on", "ends_on", "speaks")
    list_filter = (HeldToday, "place__kind")
    list_select_related = ("user", "place")
    search_fields = ("place__code", "place__names__en", "user__name", "user__email")
    search_help_text = _("The code or the name of a State, or the name or address of a person.")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Who, where and how long; of one that is there, also whether it ends today."""
        return ["user", "place", "starts_on", "ends_on", *(["take_back"] if obj else [])]

    @admin.display(description=_("speaks today"), boolean=True)
    def speaks(self, held: FocalPoint) -> bool:
        """Whether the person speaks for it today."""
        today = timezone.localdate()
        return held.starts_on <= today and (held.ends_on is None or held.ends_on > today)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        """Save the days; to end it today is an act."""
        super().save_model(request, obj, form, change)
        if change and form.cleaned_data.get("take_back"):
            focal_points.end_today(obj, by=request.user)  # type: ignore[arg-type]


class RedactForm(StrictModelForm):
    """The words that are left, the files that go, and why."""

    text = Narrative(label=_("Reply, without personal data"), max_length=LONGEST)
    without = Choices(
        label=_("Files to take out"),
        choices=(),
        required=False,
        help_text=_(
            "Each is deleted, here and in every other reply that has the same copy. Open them on the page of the "
            "report."
        ),
    )
    redaction_reason = Narrative(
        label=_("What was taken out, and why"),
        max_length=1000,
        help_text=_("Kept here and in the record of acts. The page says only that it was done, and when."),
    )

    class Meta:
        model = Reply
        fields = ("text", "redaction_reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {file.copy_sha256: f"E{file.number}" for file in _files_of(self.instance)}
        field = self.fields["without"]
        assert isinstance(field, Choices)  # noqa: S101
        field.choices = list(offered.items())
        if not offered:
            del self.fields["without"]

    def clean(self) -> dict[str, Any]:
        """The day on which it is done, for the rule that says so."""
        self.instance.redacted_at = timezone.now()
        return super().clean() or self.cleaned_data


@admin.register(Reply, site=desk)
class ReplyAdmin(DeskAdmin):
    """What States replied. Nothing but personal data is ever taken out of it."""

    form = RedactForm
    fields = ("report", "given_at", "ended_at", "text", "redaction_reason")
    fixed = ("report", "given_at", "ended_at")
    what_happens: ClassVar[str | Promise] = _(
        "Saving takes the words out for good. The page says that it was done, and when."
    )
    list_display = ("uuid", "report", "given_at", "ended_at", "redacted_at")
    list_filter = (("redacted_at", admin.EmptyFieldListFilter),)
    list_select_related = ("report",)
    search_fields = ("uuid", "report__uuid")
    search_help_text = _("The number of a reply or of its report.")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """The words, and where there are files, those too."""
        fields = super().get_fields(request, obj)
        files = ["without"] if obj and _files_of(obj).exists() else []
        return [*fields[:-1], *files, *fields[-1:]]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody replies here for a State."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who may take personal data out."""
        return may_redact(request.user)  # type: ignore[arg-type]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        """Taking words out is an act of its own."""
        typed = form.cleaned_data
        redact(
            obj,
            typed["text"],
            by=request.user,  # type: ignore[arg-type]
            reason=typed["redaction_reason"],
            without=typed.get("without", ()),
        )


def _files_of(reply: Reply) -> FileQuerySet:
    """The files that go along with it."""
    return EvidenceFile.objects.of(Holder(reply=reply.uuid)).shown()
