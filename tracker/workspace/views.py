"""The committee's workspace: from the desk to the form, the check, the receipt, and the decision."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.actions import reports
from tracker.actions.entries import entry_of
from tracker.models import ProgressReport
from tracker.permissions import reports_by, reports_seen_by
from tracker.selectors.workspace import (
    begun_by,
    committee_tasks,
    decision_on,
    is_ahead,
    last_act,
    next_target,
    open_round,
    report_view,
)
from tracker.selectors.workspace import desk as desk_of
from tracker.wording import short_reference
from tracker.workflow import EDITABLE, StepRefused
from tracker.workspace.answers import (
    CONFLICT,
    UNPROCESSABLE,
    MemberRequest,
    member_page,
    page,
)
from tracker.workspace.forms import SendBackForm
from tracker.workspace.readback import before_in_words, read_back_of

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@member_page
@require_safe
def desk(request: MemberRequest) -> HttpResponse:
    """Where a member starts: the committees, the open reports, what was decided lately."""
    today = timezone.localdate()
    return page(
        request, "desk", desk=desk_of(request.user, today=today), begun=begun_by(request.user, today=today)
    )


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
def check(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """The answer read back, with what it would do to the mark; sent from here, once."""
    today = timezone.localdate()
    kept = get_object_or_404(reports_by(request.user, on=today), uuid=uuid)
    if request.method == "POST":
        return _send(request, kept)
    if kept.state not in EDITABLE:
        return redirect("workspace:receipt", kept.uuid)
    if is_ahead(kept):
        return redirect("workspace:edit", kept.uuid)
    view = report_view(kept, today=today)
    said = read_back_of(view, today=today)
    return page(
        request,
        "check",
        report=view,
        said=said,
        before=before_in_words(view),
        demonstration=view.question.place.fictional,
    )


def _send(request: MemberRequest, report: ProgressReport) -> HttpResponse:
    """Hand it in as the page showed it; more that was typed since leads back to the list of tasks."""
    shown = request.POST.get("version", "")
    try:
        reports.submit(
            report, by=request.user, version=int(shown) if shown.isascii() and shown.isdigit() else None
        )
    except reports.Changed:
        messages.warning(
            request, _("More was typed after that page was opened: nothing was sent. Check it again.")
        )
        return redirect("workspace:edit", report.uuid)
    except reports.Undeclared:
        messages.warning(request, _("Say first whether you have an interest in it. Nothing was sent yet."))
        return redirect("workspace:edit_interests", report.uuid)
    return redirect("workspace:receipt", report.uuid)


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
        following=next_target(kept, view.question.place_target, by=request.user, today=today),
        round=open_round(today=today),
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
        reports.publish(kept, by=request.user)
    except StepRefused:
        return _review_page(request, uuid, SendBackForm(), status=CONFLICT)
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
