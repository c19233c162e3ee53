"""The committee's workspace: from the desk to the form, the check and the receipt."""

from uuid import UUID, uuid4

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tracker.actions import reports
from tracker.actions.entries import BadEntry, entry_of
from tracker.enums import Duty
from tracker.models import ProgressReport
from tracker.permissions import check_duty, committees_of, reports_by, targets_of
from tracker.selectors.workspace import committee_tasks, last_act, notes_for, question, report_view
from tracker.selectors.workspace import desk as desk_of
from tracker.selectors.workspace.states import states
from tracker.workflow import EDITABLE
from tracker.workspace.answers import (
    BAD_REQUEST,
    CONFLICT,
    UNPROCESSABLE,
    MemberRequest,
    member_page,
    page,
)
from tracker.workspace.forms import ReportForm, typed_from
from tracker.workspace.hints import hints_on
from tracker.workspace.readback import read_back_of
from tracker.workspace.review_forms import CorrectionForm, put_notes

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@member_page
@require_safe
def desk(request: MemberRequest) -> HttpResponse:
    """Where a member starts: the committees, the open reports, what was decided lately."""
    today = timezone.localdate()
    found = desk_of(request.user, today=today)
    if not found.committees and states(request.user, today=today):
        return redirect("workspace:states")
    return page(request, "desk", desk=found)


@member_page
@require_safe
def committee(request: MemberRequest, slug: str) -> HttpResponse:
    """The targets of a committee's place."""
    tasks = committee_tasks(slug, request.user, today=timezone.localdate())
    if tasks is None:
        raise Http404
    return page(request, "committee", tasks=tasks, demonstration=tasks.place.fictional)


@member_page
@get_or_post
def log(request: MemberRequest, slug: str, place_target: UUID) -> HttpResponse:
    """The form about one target. What is typed becomes a draft, and then the check page."""
    today = timezone.localdate()
    mine = get_object_or_404(committees_of(request.user, on=today), slug=slug)
    asked = question(get_object_or_404(targets_of(mine), uuid=place_target), today=today)
    check_duty(request.user, mine, Duty.REPORT, on=today)
    form = ReportForm(_sent(request), question=asked, today=today, initial={"token": uuid4()})
    if form.is_valid():
        token = form.cleaned_data["token"]
        try:
            kept = reports.draft(asked.place_target, mine, form.entry(), by=request.user, token=token)
        except reports.TokenSpent as spent:
            if spent.report.author_id != request.user.pk or spent.report.state not in EDITABLE:
                raise
            return _conflict_page(request, form, spent.report)
        return redirect("workspace:check", kept.uuid)
    return _form_page(request, form, committee=mine)


@member_page
@get_or_post
def edit(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """The form again, with what was typed before."""
    today = timezone.localdate()
    kept = get_object_or_404(reports_by(request.user, on=today), uuid=uuid)
    if request.method != "POST" and kept.state not in EDITABLE:
        return redirect("workspace:receipt", kept.uuid)
    asked = question(kept.place_target, today=today)
    initial = {**typed_from(entry_of(kept)), "token": kept.submit_token, "version": kept.version}
    form = ReportForm(_sent(request), question=asked, today=today, initial=initial, versioned=True)
    put_notes(form, notes_for(kept))
    if form.is_valid():
        try:
            reports.redraft(kept, form.entry(), by=request.user, version=form.cleaned_data["version"])
        except reports.Changed:
            return _conflict_page(request, form, kept)
        return redirect("workspace:check", kept.uuid)
    return _form_page(request, form, committee=kept.committee, returned=kept.return_reason)


def _sent(request: MemberRequest) -> QueryDict | None:
    """What was sent; an empty form that was sent is still a form that was sent."""
    return request.POST if request.method == "POST" else None


def _form_page(
    request: MemberRequest, form: ReportForm, *, status: int = 200, **more: object
) -> HttpResponse:
    """The form's page: with what is refused of it, and all that was typed still there."""
    if form.errors:
        status = BAD_REQUEST if "version" in form.errors else UNPROCESSABLE
    asked = form.question
    context = {"form": form, "question": asked, "demonstration": asked.place.fictional, **more}
    return page(request, "form", status=status, **context)


def _conflict_page(request: MemberRequest, form: ReportForm, report: ProgressReport) -> HttpResponse:
    """The text just typed beside the one that is stored; nothing was overwritten. Sent again, it replaces."""
    kept = get_object_or_404(reports_by(request.user, on=form.today), pk=report.pk)
    stored = report_view(kept, today=form.today)
    return _form_page(
        request,
        form.about_version(stored.version),
        status=CONFLICT,
        stored=stored,
        act=last_act(kept),
        committee=kept.committee,
        action=reverse("workspace:edit", args=[kept.uuid]),
    )


@member_page
@get_or_post
def check(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """The answer read back, with what it would do to the mark; sent from here, once."""
    today = timezone.localdate()
    kept = get_object_or_404(reports_by(request.user, on=today), uuid=uuid)
    if kept.state not in EDITABLE:
        return redirect("workspace:receipt", kept.uuid)
    view = report_view(kept, today=today)
    form = CorrectionForm(_sent(request), initial={"correction": kept.correction_reason})
    if request.method == "POST" and (view.replaces is None or form.is_valid()):
        if _handed_in(request, kept, form):
            return redirect("workspace:receipt", kept.uuid)
        view = report_view(kept, today=today)
    return page(
        request,
        "check",
        status=UNPROCESSABLE if form.errors else 200,
        report=view,
        said=read_back_of(view, today=today),
        form=form,
        hints=hints_on(kept, by=request.user),
        token=kept.submit_token,
        demonstration=view.question.place.fictional,
    )


def _handed_in(request: MemberRequest, kept: ProgressReport, form: CorrectionForm) -> bool:
    """Hand it in; not where another was published about the same date this very moment, and must be corrected."""
    correction = form.cleaned_data.get("correction", "") if form.is_valid() else ""
    try:
        reports.submit(kept, by=request.user, correction=correction)
    except reports.Outdated:
        raise
    except BadEntry:
        return False
    return True


@member_page
@require_safe
def receipt(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """The author's proof: the reference, the digest, and what happens next."""
    today = timezone.localdate()
    kept = get_object_or_404(reports_by(request.user, on=today), uuid=uuid)
    if kept.state in EDITABLE:
        return redirect("workspace:check", kept.uuid)
    view = report_view(kept, today=today)
    return page(
        request,
        "receipt",
        report=view,
        said=read_back_of(view, today=today),
        submitted_at=kept.submitted_at,
        digest=entry_of(kept).digest,
        demonstration=view.question.place.fictional,
    )
