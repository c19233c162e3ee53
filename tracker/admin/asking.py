"""Telling an administrator that a second one has to confirm: beforehand, and once it is asked for."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tracker.actions.changes import Change, Foreseen, deciders_of, restores_a_version
from tracker.models import ChangeRequest


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
