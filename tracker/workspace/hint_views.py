"""Hints while one writes: what is said of a text, and a word that is kept against it. Neither stores the text."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from tracker.actions.terms import NoSuchTerm, keep_word
from tracker.permissions import practices_by, reports_by
from tracker.selectors.terms import hint_rows
from tracker.workspace.answers import UNPROCESSABLE, MemberRequest, member_page
from tracker.workspace.hint_forms import AskForm, KeepForm

NO_CONTENT = 204


@member_page
@require_POST
def hints(request: MemberRequest) -> HttpResponse:
    """The hints on a text as a piece of a page; an empty piece where there are none, or the text is not fit."""
    form = AskForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=UNPROCESSABLE)
    asked = form.cleaned_data
    rows = hint_rows(
        asked["text"],
        field=asked["field"],
        form=asked["token"],
        by=request.user,
        language=asked["language"] or None,
    )
    return TemplateResponse(request, "workspace/_hints_live.html", {"rows": rows})


@member_page
@require_POST
def keep(request: MemberRequest) -> HttpResponse:
    """Note that a word is kept. The script is answered with nothing, a form with the page that it came from."""
    form = KeepForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=UNPROCESSABLE)
    kept = form.cleaned_data
    try:
        keep_word(kept["term"], field=kept["field"], form=kept["token"], by=request.user)
    except NoSuchTerm:
        return HttpResponse(status=UNPROCESSABLE)
    if kept["piece"]:
        return HttpResponse(status=NO_CONTENT)
    return _back(request, kept["token"])


def _back(request: MemberRequest, token: UUID) -> HttpResponse:
    """To the check page of what was drawn with that token, if the person wrote it; else to the desk."""
    report = reports_by(request.user, on=timezone.localdate()).filter(submit_token=token).first()
    if report is not None:
        return redirect("workspace:check", report.uuid)
    practice = practices_by(request.user, on=timezone.localdate()).filter(submit_token=token).first()
    if practice is not None:
        return redirect("workspace:practice_check", practice.uuid)
    return redirect("workspace:desk")
