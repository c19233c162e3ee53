"""Hints while one writes: what is said of a text, and a word that is kept against it. Neither stores the text."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from tracker.actions.terms import NoSuchTerm, keep_word
from tracker.selectors.terms import hint_rows
from tracker.selectors.workspace.writing import practice_drawn_with, report_drawn_with
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
    today = timezone.localdate()
    if report := report_drawn_with(token, by=request.user, today=today):
        return redirect("workspace:check", report)
    if practice := practice_drawn_with(token, by=request.user, today=today):
        return redirect("workspace:practice_check", practice)
    return redirect("workspace:desk")
