"""The committee's workspace: from the desk to the form, the check, the receipt, and the decision."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.actions import reports
from tracker.actions.entries import entry_of
from tracker.enums import Duty
from tracker.models import ProgressReport
from tracker.permissions import check_duty, committees_of, reports_by, reports_seen_by, targets_of
from tracker.selectors.workspace import committee_tasks, decision_on, last_act, question, report_view
from tracker.selectors.workspace import desk as desk_of
from tracker.wording import short_reference
from tracker.workflow import EDITABLE, StepRefused
from tracker.workspace.answers import (
    BAD_REQUEST,
    CONFLICT,
    UNPROCESSABLE,
    MemberRequest,
    member_page,
    page,
)
from tracker.workspace.forms import ReportForm, SendBackForm, typed_from
from tracker.workspace.hints import hints_on
from tracker.workspace.readback import read_back_of, to_be_released

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@member_page
@require_safe
def desk(request: MemberRequest) -> HttpResponse:
    """Where a member starts: the committees, the open reports, what was decided lately."""
    return page(request, "desk", desk=desk_of(request.user, today=timezone.localdate()))


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
    if request.method == "POST":
        reports.submit(kept, by=request.user)
    if request.method == "POST" or kept.state not in EDITABLE:
        return redirect("workspace:receipt", kept.uuid)
    view = report_view(kept, today=today)
    return page(
        request,
        "check",
        report=view,
        said=read_back_of(view, today=today),
        hints=hints_on(kept, by=request.user),
        token=kept.submit_token,
        demonstration=view.question.place.fictional,
    )


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


@member_page
@require_safe
def review(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """A report that waits for a decision, with everything the decision needs."""
    return _review_page(request, uuid, SendBackForm())


def _review_page(
    request: MemberRequest, uuid: UUID, form: SendBackForm, *, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    kept = get_object_or_404(reports_seen_by(request.user, on=today), uuid=uuid)
    view = report_view(kept, today=today)
    return page(
        request,
        "review",
        status=UNPROCESSABLE if form.errors else status,
        report=view,
        said=read_back_of(view, today=today),
        decision=decision_on(kept, view, by=request.user, today=today),
        act=last_act(kept),
        too_late=status == CONFLICT,
        form=form,
        demonstration=view.question.place.fictional,
    )


@member_page
@require_POST
def publish(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """Make the report public. The message waits on the desk: public pages look at nobody's session."""
    kept = get_object_or_404(reports_seen_by(request.user, on=timezone.localdate()), uuid=uuid)
    try:
        decided = reports.publish(kept, by=request.user)
    except StepRefused:
        return _review_page(request, uuid, SendBackForm(), status=CONFLICT)
    if decided.release_at:
        messages.success(request, to_be_released(decided.uuid, decided.release_at.date()))
        return redirect("workspace:desk")
    text = _("%(reference)s is published, and the marks of %(place)s are computed anew.")
    said = {"reference": short_reference(kept.uuid), "place": kept.place_target.place.name}
    messages.success(request, text % said)
    return redirect("public:report", kept.uuid)


@member_page
@require_POST
def send_back(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """Return the report to its author with the reason."""
    kept = get_object_or_404(reports_seen_by(request.user, on=timezone.localdate()), uuid=uuid)
    form = SendBackForm(request.POST)
    if not form.is_valid():
        return _review_page(request, uuid, form)
    try:
        reports.send_back(kept, by=request.user, reason=form.cleaned_data["reason"])
    except StepRefused:
        return _review_page(request, uuid, form, status=CONFLICT)
    text = _("%(reference)s went back to %(author)s with your reason.")
    messages.success(request, text % {"reference": short_reference(kept.uuid), "author": kept.author})
    return redirect("workspace:desk")
