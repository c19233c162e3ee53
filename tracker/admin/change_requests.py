"""Changes that two administrators decide on: one asked, another confirms or refuses what the engine foresees."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from tracker.actions.changes import (
    BadChanges,
    DecidedAlready,
    Made,
    confirm,
    day_of,
    foreseen,
    marks_from_json,
    note_marks,
    refuse,
    take_back,
    unpacked,
)
from tracker.actions.entries import BadEntry
from tracker.actions.versions import Overtaken
from tracker.admin.base import ReadOnlyAdmin
from tracker.admin.foreseen import mark_rows, said_marks
from tracker.admin.hinted import HintedArea
from tracker.admin.said_changes import about_of, is_overtaken, said_changes
from tracker.admin.site import desk
from tracker.enums import ChangeRequestState
from tracker.forms.base import StrictForm
from tracker.forms.fields import Narrative
from tracker.models import ChangeRequest, User
from tracker.permissions import Refused, check_confirms, may_confirm

OK, CONFLICT, UNPROCESSABLE = 200, 409, 422


class AnswerForm(StrictForm):
    """Why a change is refused."""

    answer = Narrative(
        label=_("Why is it refused?"),
        max_length=2000,
        help_text=_("For the person who asked. Needed to refuse it; nothing is stored then."),
        widget=HintedArea(),
    )


@admin.register(ChangeRequest, site=desk)
class ChangeRequestAdmin(ReadOnlyAdmin):
    """What waits for a second administrator, and what was decided."""

    list_display = ("asked_at", "asked_by", "reason", "restores", "state", "decided_by")
    list_display_links = ("asked_at", "reason")
    list_filter = ("state", "restores")
    list_select_related = ("asked_by", "decided_by")
    search_fields = ("reason", "answer", "asked_by__name")
    search_help_text = _("Words of the reason or the answer, or the name of who asked.")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever asked sees what became of it."""
        is_own = isinstance(obj, ChangeRequest) and obj.asked_by_id == request.user.pk
        return is_own or bool(super().has_view_permission(request, obj))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """One request: what it changes, computed anew, and the buttons of whoever may press them."""
        held = self.get_object(request, unquote(object_id))
        if held is None:
            raise Http404
        if not self.has_view_permission(request, held):
            raise PermissionDenied
        form = AnswerForm(request.POST if "refuse" in request.POST else None)
        problem = ""
        if request.method == "POST":
            problem = self._decide(request, held, form)
            if not problem and not form.errors:
                return redirect("admin:tracker_changerequest_change", held.pk)
            held.refresh_from_db()
        return self._page(request, held, form, problem)

    def _decide(self, request: HttpRequest, held: ChangeRequest, form: AnswerForm) -> str:
        """Do what the button says; answers with why it cannot be done, if it cannot."""
        if not isinstance(request.user, User):
            raise PermissionDenied
        try:
            if "confirm" in request.POST:
                return self._confirm(request, held, by=request.user)
            if "refuse" in request.POST:
                if form.is_valid():
                    refuse(held, answer=form.cleaned_data["answer"], by=request.user)
                    messages.success(request, now("Refused. Nothing was stored."))
            elif "take_back" in request.POST:
                take_back(held, by=request.user)
                messages.success(request, now("Taken back. Nothing was stored."))
        except Refused as refusal:
            raise PermissionDenied(str(refusal.reason)) from refusal
        except DecidedAlready:
            return now("Somebody decided on this meanwhile.")
        except (Overtaken, BadChanges):
            return _overtaken()
        except BadEntry as bad:
            form.add_error("answer", str(bad.faults[0].message))
        return ""

    def _confirm(self, request: HttpRequest, held: ChangeRequest, *, by: User) -> str:
        """Store what was read; where it comes to something else by now, that is to be read first."""
        check_confirms(by, held)
        told = foreseen(unpacked(held.changes), from_on=day_of(held))
        if told.faults:
            return _overtaken()
        if note_marks(held, told):
            return now("By now it comes to something else. Nothing was stored: read it again.")
        confirm(held, by=by)
        messages.success(request, now("Confirmed and stored. The marks it touches are computed anew."))
        return ""

    def _page(
        self, request: HttpRequest, held: ChangeRequest, form: AnswerForm, problem: str
    ) -> HttpResponse:
        waits = held.state == ChangeRequestState.WAITING
        changes = unpacked(held.changes) if waits else []
        overtaken = is_overtaken(changes)
        if overtaken and not problem:
            problem = _overtaken()
        marks = marks_from_json(held.marks) if waits and not overtaken else ()
        user = request.user
        context = {
            **self.admin_site.each_context(request),
            "title": now("A change that two decide on"),
            "opts": self.opts,
            "held": held,
            "form": form,
            "problem": problem,
            "waits": waits,
            "may_confirm": waits and isinstance(user, User) and may_confirm(user, held),
            "may_take_back": waits and held.asked_by_id == user.pk,
            "overtaken": overtaken,
            "changes": said_changes(changes),
            "day": day_of(held),
            "read_back": said_marks(marks) if waits and not overtaken else (),
            "marks": mark_rows(marks),
            "made": _made(held),
        }
        status = UNPROCESSABLE if form.errors else CONFLICT if problem and request.method == "POST" else OK
        return TemplateResponse(request, "admin/tracker/change_request.html", context, status=status)


@dataclass(frozen=True)
class MadeVersion:
    """A version that came of a request, and the page with its history."""

    about: str
    number: int
    url: str


def _made(held: ChangeRequest) -> tuple[MadeVersion, ...]:
    """The versions of a request that was confirmed; each change of it made one."""
    if held.state != ChangeRequestState.CONFIRMED:
        return ()
    rows = zip(map(Made.from_json, held.made), unpacked(held.changes), strict=True)
    return tuple(MadeVersion(about_of(change), one.number, _page_of(one)) for one, change in rows)


def _page_of(made: Made) -> str:
    return reverse(f"admin:tracker_{made.what.value.replace('_', '')}_change", args=[made.of])


def _overtaken() -> str:
    return now(
        "What it is about was changed since it was asked for, so it cannot be stored. Refuse it or take it "
        "back, and make the change anew."
    )
