"""Telling an administrator that a second one has to confirm: beforehand, and once it is asked for."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tracker.actions.changes import BadChanges, Change, Foreseen, deciders_of, restores_a_version
from tracker.actions.versions import Overtaken
from tracker.admin.foreseen import mark_rows, said_marks
from tracker.admin.said_changes import said_changes
from tracker.admin.version_forms import VersionForm
from tracker.models import ChangeRequest, User


def said_second(changes: Sequence[Change], told: Foreseen) -> str:
    """Why a second administrator has to confirm; empty where none has to."""
    if told.needs_second:
        return _(
            "It changes a mark that rests on a closed round, so a second administrator has to confirm it. "
            "Until then nothing changes."
        )
    if restores_a_version(changes):
        return _(
            "It restores an earlier version, so a second administrator has to confirm it. "
            "Until then nothing changes."
        )
    return ""


def store_all(request: HttpRequest, form: VersionForm, said: Callable[[int], str]) -> HttpResponse | None:
    """Store what was read back, and go on: `said` tells of how many versions. None where somebody was faster."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    try:
        made = form.store(by=request.user)
    except (Overtaken, BadChanges):
        form.refuse_overtaken()
        return None
    if isinstance(made, ChangeRequest):
        return asked(request, made)
    messages.success(request, said(len(made)))
    return redirect(request.get_full_path())


def read_back_of(form: VersionForm) -> dict[str, Any]:
    """What a clean form of several changes comes to, and the seal that confirms it was read."""
    if not form.is_bound or form.errors:
        return {}
    return {
        "read_back": (*form.read_back(), *said_marks(form.told.marks)),
        "second": said_second(form.changes(), form.told),
        "changed": said_changes(form.changes()),
        "marks": mark_rows(form.told.marks),
        "seal": form.seal,
    }


def asked(request: HttpRequest, made: ChangeRequest) -> HttpResponse:
    """On to the request, with what happens next."""
    if deciders_of(made):
        messages.success(
            request, _("Kept, and asked for. The other administrators were written to; one of them confirms.")
        )
    else:
        messages.warning(
            request,
            _("Kept, and asked for. But nobody else may confirm it yet: invite a second administrator."),
        )
    return redirect("admin:tracker_changerequest_change", made.pk)
