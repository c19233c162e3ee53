"""Who speaks for a State, and the one thing an administrator does to a reply: take personal data out."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.actions.replies import LONGEST, redact
from tracker.admin.base import DeskAdmin, StrictModelForm
from tracker.admin.site import desk
from tracker.forms.fields import Choices, Narrative
from tracker.models import EvidenceFile, FocalPoint, Reply, Seat
from tracker.models.files import FileQuerySet, Holder
from tracker.permissions import MAY_REPLY, may_redact


class FocalPointForm(StrictModelForm):
    """Somebody who speaks for a State: nobody who sits on a committee of it."""

    def clean(self) -> dict[str, Any]:
        """What the place, the person and the dates allow."""
        cleaned = super().clean() or self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("The last day lies after the first."))
        place = cleaned.get("place") or getattr(self.instance, "place", None)
        user = cleaned.get("user") or getattr(self.instance, "user", None)
        if place and "place" in self.fields and place.kind not in MAY_REPLY:
            self.add_error("place", _("Only a State or a local authority has somebody to speak for it."))
        if place and user and ends_on is None:
            self._check_alone(place, user)
        return cleaned

    def _check_alone(self, place: Any, user: Any) -> None:
        """Neither a member of a committee of the place, nor named twice."""
        seats = Seat.objects.held_on(timezone.localdate()).filter(user=user, committee__place=place)
        if seats.exists():
            self.add_error(None, _("This person sits on a committee of this place, and cannot speak for it."))
        named = FocalPoint.objects.filter(user=user, place=place, ends_on=None).exclude(pk=self.instance.pk)
        if named.exists():
            self.add_error(None, _("This person speaks for this place already."))


@admin.register(FocalPoint, site=desk)
class FocalPointAdmin(DeskAdmin):
    """A personal account that replies for a State. Several may; one that is over gets its last day."""

    form = FocalPointForm
    fixed = ("user", "place")
    list_display = ("place", "user", "starts_on", "ends_on")
    list_filter = ("place__kind",)
    list_select_related = ("user", "place")
    search_fields = ("place__code", "place__names__en", "user__name", "user__email")


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
    list_display = ("uuid", "report", "given_at", "ended_at", "redacted_at")
    list_filter = (("redacted_at", admin.EmptyFieldListFilter),)
    list_select_related = ("report",)
    search_fields = ("uuid", "report__uuid")

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
