"""Good practices at work: proposing one, checking it, and another member's decision."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.actions import practices
from tracker.actions.proposals import proposal_of
from tracker.actions.reports import Changed
from tracker.enums import Duty
from tracker.models import Committee, GoodPractice
from tracker.permissions import check_duty, committees_of, practices_by, practices_seen_by
from tracker.selectors.practices import offered_commitments
from tracker.selectors.workspace.practices import practice_desk, practice_view
from tracker.workflow import EDITABLE, StepRefused
from tracker.workspace.answers import (
    BAD_REQUEST,
    CONFLICT,
    UNPROCESSABLE,
    MemberRequest,
    member_page,
    page,
    refused,
)
from tracker.workspace.hints import hints_on_practice
from tracker.workspace.practice_forms import PracticeForm, typed_from
from tracker.workspace.review_forms import ReasonForm

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@member_page
@require_safe
def practices_desk(request: MemberRequest) -> HttpResponse:
    """One's own good practices, those that wait, and where one can propose."""
    return page(request, "practices", desk=practice_desk(request.user, today=timezone.localdate()))


@member_page
@get_or_post
def propose(request: MemberRequest, slug: str) -> HttpResponse:
    """The form for a new one. What is typed becomes a draft, and then the check page."""
    today = timezone.localdate()
    mine = get_object_or_404(committees_of(request.user, on=today), slug=slug)
    check_duty(request.user, mine, Duty.REPORT, on=today)
    sent = request.POST if request.method == "POST" else None
    form = PracticeForm(sent, offered=offered_commitments(), initial={"token": uuid4()})
    if form.is_valid():
        token = form.cleaned_data["token"]
        try:
            kept = practices.propose(mine, form.proposal(), by=request.user, token=token)
        except practices.PracticeTokenSpent:
            text = _(
                "This form was already sent, with another text. The first one is kept: open it from your list."
            )
            return refused(request, text, status=CONFLICT)
        return redirect("workspace:practice_check", kept.uuid)
    return _form_page(request, form, committee=mine)


@member_page
@get_or_post
def edit(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """The form again, with what was typed before."""
    kept = _own(request, uuid)
    if request.method != "POST" and kept.state not in EDITABLE:
        return redirect("workspace:practice_review", kept.uuid)
    initial = {**typed_from(proposal_of(kept)), "token": kept.submit_token, "version": kept.version}
    sent = request.POST if request.method == "POST" else None
    form = PracticeForm(sent, offered=offered_commitments(), initial=initial, versioned=True)
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            practices.rewrite(kept, form.proposal(), by=request.user, version=version)
        except Changed:
            stored = practice_view(_own(request, uuid), by=request.user, today=timezone.localdate())
            return _form_page(
                request,
                form.about_version(stored.version),
                committee=kept.committee,
                status=CONFLICT,
                stored=stored,
            )
        return redirect("workspace:practice_check", kept.uuid)
    return _form_page(request, form, committee=kept.committee, returned=kept.return_reason)


def _own(request: MemberRequest, uuid: UUID) -> GoodPractice:
    return get_object_or_404(practices_by(request.user, on=timezone.localdate()), uuid=uuid)


def _form_page(
    request: MemberRequest, form: PracticeForm, *, committee: Committee, status: int = 200, **more: object
) -> HttpResponse:
    """The form's page: with what is refused of it, and all that was typed still there."""
    if form.errors:
        status = BAD_REQUEST if "version" in form.errors else UNPROCESSABLE
    context = {"form": form, "committee": committee.name, "demonstration": committee.place.fictional, **more}
    return page(request, "practice_form", status=status, **context)


@member_page
@get_or_post
def check(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """The text as others will read it, with what is said of its words; sent from here, once."""
    kept = _own(request, uuid)
    if request.method == "POST":
        practices.submit(kept, by=request.user)
    if request.method == "POST" or kept.state not in EDITABLE:
        return redirect("workspace:practice_review", kept.uuid)
    return page(
        request,
        "practice_check",
        practice=practice_view(kept, by=request.user, today=timezone.localdate()),
        hints=hints_on_practice(kept, by=request.user),
        token=kept.submit_token,
        demonstration=kept.place.fictional,
    )


@member_page
@require_safe
def review(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """One that was handed in, with what stands between the reader and a decision."""
    return _review_page(request, uuid, ReasonForm())


def _review_page(request: MemberRequest, uuid: UUID, form: ReasonForm, *, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    kept = get_object_or_404(practices_seen_by(request.user, on=today), uuid=uuid)
    return page(
        request,
        "practice_review",
        status=UNPROCESSABLE if form.errors else status,
        practice=practice_view(kept, by=request.user, today=today),
        too_late=status == CONFLICT,
        form=form,
        demonstration=kept.place.fictional,
    )


@member_page
@require_POST
def publish(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """Make it public."""
    kept = get_object_or_404(practices_seen_by(request.user, on=timezone.localdate()), uuid=uuid)
    try:
        practices.publish(kept, by=request.user)
    except StepRefused:
        return _review_page(request, uuid, ReasonForm(), status=CONFLICT)
    messages.success(request, _("“%(title)s” was decided.") % {"title": kept.title})
    return redirect("workspace:practices")


@member_page
@require_POST
def send_back(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """Return it to its author with the reason."""
    kept = get_object_or_404(practices_seen_by(request.user, on=timezone.localdate()), uuid=uuid)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _review_page(request, uuid, form)
    try:
        practices.send_back(kept, by=request.user, reason=form.cleaned_data["reason"])
    except StepRefused:
        return _review_page(request, uuid, form, status=CONFLICT)
    text = _("“%(title)s” went back to %(author)s with your reason.")
    messages.success(request, text % {"title": kept.title, "author": kept.author})
    return redirect("workspace:practices")
