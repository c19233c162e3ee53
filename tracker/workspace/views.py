"""The committee's workspace: from the desk to the form, the check and the receipt."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tracker.actions import reports
from tracker.actions.entries import entry_of
from tracker.actions.file_holders import TooManyFiles
from tracker.models import ProgressReport
from tracker.permissions import reports_by
from tracker.selectors.workspace import (
    begun_by,
    committee_tasks,
    is_ahead,
    next_target,
    open_round,
    report_view,
)
from tracker.selectors.workspace import desk as desk_of
from tracker.selectors.workspace.files import OlderFile, older_files
from tracker.selectors.workspace.states import states
from tracker.selectors.workspace.unlocks import ask_page
from tracker.workflow import EDITABLE
from tracker.workspace.answers import (
    UNPROCESSABLE,
    MemberRequest,
    member_page,
    page,
)
from tracker.workspace.file_forms import refuse_kept
from tracker.workspace.hints import hints_on
from tracker.workspace.readback import before_in_words, read_back_of
from tracker.workspace.review_forms import CorrectionForm

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@member_page
@require_safe
def desk(request: MemberRequest) -> HttpResponse:
    """Where a member starts: the committees, the open reports, what was decided lately."""
    today = timezone.localdate()
    found = desk_of(request.user, today=today)
    if not found.committees and states(request.user, today=today):
        return redirect("workspace:states")
    return page(request, "desk", desk=found, begun=begun_by(request.user, today=today))


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
    if kept.state not in EDITABLE:
        return redirect("workspace:receipt", kept.uuid)
    form = None
    if request.method == "POST":
        form = _sent_form(request, kept)
        answer = _send(request, kept, form)
        if answer is not None:
            return answer
    if is_ahead(kept):
        return redirect("workspace:edit", kept.uuid)
    return _check_page(request, kept, form, today=today)


def _sent_form(request: MemberRequest, kept: ProgressReport) -> CorrectionForm:
    """Why it corrects and which files go along, as it was sent."""
    older, sent = older_files(kept), request.POST.copy()
    if "correction" not in sent:
        # The page knew of nothing to correct, and so did not ask.
        sent.setlist("keep", [one.digest for one in older])
    return CorrectionForm(sent, files=older)


def _form_about(kept: ProgressReport, older: tuple[OlderFile, ...]) -> CorrectionForm:
    """The same before it is sent: every file goes along, until its author has once said otherwise."""
    said_already = bool(older) and kept.submissions.exists()
    files = [] if said_already else [one.digest for one in older]
    return CorrectionForm(initial={"correction": kept.correction_reason, "keep": files}, files=older)


def _check_page(
    request: MemberRequest, kept: ProgressReport, form: CorrectionForm | None, *, today: date
) -> HttpResponse:
    view = report_view(kept, today=today)
    older = older_files(kept) if view.replaces else ()
    form = form or _form_about(kept, older)
    return page(
        request,
        "check",
        status=UNPROCESSABLE if form.errors else 200,
        report=view,
        said=read_back_of(view, today=today),
        before=before_in_words(view),
        asking=ask_page(kept, today=today),
        form=form,
        older_files=older,
        hints=hints_on(kept, by=request.user),
        token=kept.submit_token,
        demonstration=view.question.place.fictional,
    )


def _send(request: MemberRequest, report: ProgressReport, form: CorrectionForm) -> HttpResponse | None:
    """Hand it in as the page showed it; more that was typed since leads back to the list of tasks.

    None where it corrects what is published about the same date, and does not say why.
    """
    shown = request.POST.get("version", "")
    version = int(shown) if shown.isascii() and shown.isdigit() else None
    said = form.cleaned_data if form.is_valid() else {}
    correction, keeps = said.get("correction", ""), said.get("keep", ())
    try:
        reports.submit(report, by=request.user, version=version, correction=correction, keeps=keeps)
    except reports.Changed:
        messages.warning(
            request, _("More was typed after that page was opened: nothing was sent. Check it again.")
        )
        return redirect("workspace:edit", report.uuid)
    except reports.Undeclared:
        messages.warning(request, _("Say first whether you have an interest in it. Nothing was sent yet."))
        return redirect("workspace:edit_interests", report.uuid)
    except reports.Uncorrected:
        return None
    except TooManyFiles:
        refuse_kept(form)
        return None
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
