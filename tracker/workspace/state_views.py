"""The State's door: what is published about it, exactly as everybody sees it, and its reply."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.actions import replies
from tracker.models import ProgressReport
from tracker.selectors.workspace.states import (
    ReplyPage,
    reply_of,
    reply_page,
    report_to_reply,
    state_page,
)
from tracker.selectors.workspace.states import states as states_of
from tracker.workspace.answers import CONFLICT, UNPROCESSABLE, MemberRequest, member_page, page
from tracker.workspace.state_forms import SOURCES, ReplyForm

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@member_page
@require_safe
def states(request: MemberRequest) -> HttpResponse:
    """The States the person speaks for; with one, straight to it."""
    found = states_of(request.user, today=timezone.localdate())
    if len(found) == 1:
        return redirect("workspace:state", found[0].code)
    return page(request, "states", places=found)


@member_page
@require_safe
def state(request: MemberRequest, code: str) -> HttpResponse:
    """What is published about a State: what it may reply to, what it replied, what it did not."""
    found = state_page(request.user, code, today=timezone.localdate())
    if found is None:
        raise Http404
    return page(request, "state", found=found, demonstration=found.place.fictional)


@member_page
@get_or_post
def reply(request: MemberRequest, code: str, uuid: UUID) -> HttpResponse:
    """One published report, and the reply to it. A refusal keeps what was typed."""
    report = _to_reply(request, code, uuid)
    found = reply_page(request.user, code, uuid, today=timezone.localdate())
    if found is None:
        raise Http404
    form = ReplyForm(request.POST if request.method == "POST" else None, initial=_initial(found))
    if not form.is_valid():
        return _page(request, found, form, status=UNPROCESSABLE if form.errors else 200)
    typed = form.cleaned_data
    try:
        replies.reply(
            report,
            typed["text"],
            form.links(),
            by=request.user,
            token=typed["token"],
            replaces=typed["replaces"],
        )
    except replies.Replied:
        # Whoever sends it again has seen the other reply, and knowingly replaces it.
        again = request.POST.copy()
        again["replaces"] = str(found.standing or "")
        return _page(request, found, ReplyForm(again), status=CONFLICT)
    messages.success(request, _("Your reply stands beside the report."))
    return redirect("workspace:reply", code, uuid)


def _to_reply(request: MemberRequest, code: str, uuid: UUID) -> ProgressReport:
    """The report; asked for before its page, so that another State's takes as long as none."""
    report = report_to_reply(request.user, code, uuid, today=timezone.localdate())
    if report is None:
        raise Http404
    return report


def _initial(found: ReplyPage) -> dict[str, object]:
    initial: dict[str, object] = {"token": uuid4(), "replaces": found.standing, "text": found.text}
    for source, link in zip(SOURCES, found.links, strict=False):
        initial |= {f"{source}_url": link["url"], f"{source}_title": link["title"]}
    return initial


def _page(request: MemberRequest, found: ReplyPage, form: ReplyForm, *, status: int) -> HttpResponse:
    return page(
        request,
        "reply",
        status=status,
        page=found.report,
        reply=found,
        form=form,
        too_late=status == CONFLICT,
        demonstration=found.report.place.fictional,
    )


@member_page
@require_POST
def withdraw_reply(request: MemberRequest, code: str, uuid: UUID) -> HttpResponse:
    """Withdraw the reply that stands."""
    _to_reply(request, code, uuid)
    given = reply_of(request.user, code, uuid, today=timezone.localdate())
    found = reply_page(request.user, code, uuid, today=timezone.localdate())
    if found is None:
        raise Http404
    try:
        if given is None:
            raise replies.Replied
        replies.withdraw_reply(given, by=request.user)
    except replies.Replied:
        return _page(request, found, ReplyForm(initial=_initial(found)), status=CONFLICT)
    messages.success(request, _("The reply is withdrawn: its words are not shown any more."))
    return redirect("workspace:reply", code, uuid)
