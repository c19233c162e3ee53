"""The committee's workspace: from the desk to the form, the check, the receipt, and the decision."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.actions import reports
from tracker.actions.entries import entry_of
from tracker.permissions import committees_of, reports_seen_by, targets_of
from tracker.selectors.workspace import committee_tasks, question, report_view
from tracker.selectors.workspace import desk as desk_of
from tracker.workspace.answers import CONFLICT, UNPROCESSABLE, MemberRequest, member_page
from tracker.workspace.forms import ReportForm, SendBackForm, typed_from

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@member_page
@require_safe
def desk(request: MemberRequest) -> HttpResponse:
    """Where a member starts: the committees, the open reports."""
    found = desk_of(request.user, today=timezone.localdate())
    return TemplateResponse(request, "workspace/desk.html", {"desk": found, "section": "work"})


@member_page
@require_safe
def committee(request: MemberRequest, slug: str) -> HttpResponse:
    """The targets of a committee's place."""
    today = timezone.localdate()
    found = get_object_or_404(committees_of(request.user, on=today), slug=slug)
    tasks = committee_tasks(found, request.user, today=today)
    return TemplateResponse(request, "workspace/committee.html", {"tasks": tasks, "section": "work"})


@member_page
@get_or_post
def log(request: MemberRequest, slug: str, place_target: UUID) -> HttpResponse:
    """The form about one target. What is typed becomes a draft, and then the check page."""
    today = timezone.localdate()
    mine = get_object_or_404(committees_of(request.user, on=today), slug=slug)
    asked = question(get_object_or_404(targets_of(mine), uuid=place_target), today=today)
    form = ReportForm(request.POST or None, question=asked, today=today, initial={"token": uuid4()})
    if request.method == "POST" and form.is_valid():
        token = form.cleaned_data["token"]
        kept = reports.draft(asked.place_target, mine, form.entry(), by=request.user, token=token)
        return redirect("workspace:check", kept.uuid)
    return _form_page(request, form)


@member_page
@get_or_post
def edit(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """The form again, with what was typed before."""
    today = timezone.localdate()
    kept = get_object_or_404(reports_seen_by(request.user, on=today), uuid=uuid)
    asked = question(kept.place_target, today=today)
    initial = {**typed_from(entry_of(kept)), "token": kept.submit_token, "version": kept.version}
    form = ReportForm(request.POST or None, question=asked, today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            reports.redraft(kept, form.entry(), by=request.user, version=version)
        except reports.Changed:
            stored = report_view(kept, today=today)
            return _form_page(request, form, status=CONFLICT, stored=stored)
        return redirect("workspace:check", kept.uuid)
    return _form_page(request, form)


def _form_page(request: MemberRequest, form: ReportForm, status: int = 0, **more: object) -> HttpResponse:
    """The form's page: 422 when something typed is refused, with all of it still there."""
    context = {"form": form, "question": form.question, "section": "work", **more}
    status = status or (UNPROCESSABLE if form.errors else 200)
    return TemplateResponse(request, "workspace/form.html", context, status=status)


@member_page
@get_or_post
def check(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """The answer read back, with what it would do to the mark; sent from here, once."""
    today = timezone.localdate()
    kept = get_object_or_404(reports_seen_by(request.user, on=today).filter(author=request.user), uuid=uuid)
    if request.method == "POST":
        reports.submit(kept, by=request.user)
        return redirect("workspace:receipt", kept.uuid)
    context = {"report": report_view(kept, today=today), "section": "work"}
    return TemplateResponse(request, "workspace/check.html", context)


@member_page
@require_safe
def receipt(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """The author's proof: the reference, the digest, and what happens next."""
    today = timezone.localdate()
    kept = get_object_or_404(reports_seen_by(request.user, on=today).filter(author=request.user), uuid=uuid)
    context = {
        "report": report_view(kept, today=today),
        "submitted_at": kept.submitted_at,
        "digest": entry_of(kept).digest,
        "section": "work",
    }
    return TemplateResponse(request, "workspace/receipt.html", context)


@member_page
@require_safe
def review(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """A report that waits for a decision, with everything the decision needs."""
    return _review_page(request, uuid, SendBackForm())


def _review_page(request: MemberRequest, uuid: UUID, form: SendBackForm) -> HttpResponse:
    today = timezone.localdate()
    kept = get_object_or_404(reports_seen_by(request.user, on=today), uuid=uuid)
    context = {
        "report": report_view(kept, today=today),
        "form": form,
        "mine": kept.author_id == request.user.pk,
        "section": "work",
    }
    status = UNPROCESSABLE if form.errors else 200
    return TemplateResponse(request, "workspace/review.html", context, status=status)


@member_page
@require_POST
def publish(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """Make the report public."""
    kept = get_object_or_404(reports_seen_by(request.user, on=timezone.localdate()), uuid=uuid)
    reports.publish(kept, by=request.user)
    messages.success(request, _("Published. The mark is computed anew."))
    return redirect("public:report", kept.uuid)


@member_page
@require_POST
def send_back(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """Return the report to its author with the reason."""
    kept = get_object_or_404(reports_seen_by(request.user, on=timezone.localdate()), uuid=uuid)
    form = SendBackForm(request.POST)
    if not form.is_valid():
        return _review_page(request, uuid, form)
    reports.send_back(kept, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("Sent back to its author."))
    return redirect("workspace:desk")
