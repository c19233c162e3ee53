"""The State's door: what is published about it, exactly as everybody sees it, and its reply."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.actions import replies
from tracker.actions.drafts import TooMuch
from tracker.actions.file_holders import TooManyFiles
from tracker.actions.files import FilesNotReady
from tracker.actions.reply_drafts import keep_reply
from tracker.models import ProgressReport
from tracker.selectors.workspace.states import (
    ReplyPage,
    reply_of,
    reply_page,
    report_to_reply,
    state_page,
)
from tracker.selectors.workspace.states import states as states_of
from tracker.workspace.answers import (
    CONFLICT,
    UNPROCESSABLE,
    MemberRequest,
    member_page,
    page,
    why_not_ready,
)
from tracker.workspace.file_forms import refuse_kept
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
    """One published report, and the reply to it, or the way to its files. A refusal keeps what was typed."""
    report = _to_reply(request, code, uuid)
    found = reply_page(request.user, code, uuid, today=timezone.localdate())
    if found is None:
        raise Http404
    if request.method != "POST":
        return _page(request, found, _form(found, initial=_initial(found)))
    form = _sent_form(request, found)
    if "files" in request.POST:
        return _keep(request, report, found, form)
    if not form.is_valid():
        return _page(request, found, form, status=UNPROCESSABLE)
    return _answer(request, report, found, form)


def _answer(
    request: MemberRequest, report: ProgressReport, found: ReplyPage, form: ReplyForm
) -> HttpResponse:
    """Give the reply, or say what keeps it back."""
    try:
        _give(request, report, form)
    except replies.Replied:
        # Whoever sends it again has seen the other reply, and knowingly replaces it.
        again = request.POST.copy()
        again["replaces"] = str(found.standing or "")
        again.setlist("keep", [one.digest for one in found.standing_files])
        return _page(request, found, _form(found, again), status=CONFLICT, too_late=True)
    except FilesNotReady as unready:
        form.add_error(None, why_not_ready(unready))
        return _page(request, found, form, status=CONFLICT)
    except TooManyFiles:
        refuse_kept(form)
        return _page(request, found, form, status=UNPROCESSABLE)
    messages.success(request, _("Your reply stands beside the report."))
    return redirect("workspace:reply", found.report.place.code, report.uuid)


def _sent_form(request: MemberRequest, found: ReplyPage) -> ReplyForm:
    """The form as it was sent; what was ticked of a reply that does not stand any more means nothing."""
    form = _form(found, request.POST)
    if form.errors.keys() != {"keep"} or form.cleaned_data["replaces"] == found.standing:
        return form
    sent = request.POST.copy()
    sent.setlist("keep", [])
    return _form(found, sent)


def _give(request: MemberRequest, report: ProgressReport, form: ReplyForm) -> None:
    typed = form.cleaned_data
    replies.reply(
        report,
        typed["text"],
        form.links(),
        by=request.user,
        token=typed["token"],
        replaces=typed["replaces"],
        keeps=typed.get("keep", ()),
    )


def _keep(request: MemberRequest, report: ProgressReport, found: ReplyPage, form: ReplyForm) -> HttpResponse:
    """Keep what is typed as it is, and go on to the files."""
    try:
        keep_reply(report, form.typed(), by=request.user)
    except TooMuch:
        form.add_error(
            "text", _("This is more than any reply takes, so it was not saved. Please shorten it.")
        )
        return _page(request, found, form, status=UNPROCESSABLE)
    return redirect("workspace:reply_files", found.report.place.code, found.report.reading.uuid)


def _form(
    found: ReplyPage, sent: QueryDict | None = None, *, initial: dict[str, object] | None = None
) -> ReplyForm:
    return ReplyForm(sent, initial=initial, files=found.standing_files)


def _to_reply(request: MemberRequest, code: str, uuid: UUID) -> ProgressReport:
    """The report; asked for before its page, so that another State's takes as long as none."""
    report = report_to_reply(request.user, code, uuid, today=timezone.localdate())
    if report is None:
        raise Http404
    return report


def _initial(found: ReplyPage) -> dict[str, object]:
    """What stands in the form: what the person kept of the next reply, or else the reply that stands."""
    initial: dict[str, object] = {"token": uuid4(), "replaces": found.standing}
    if found.typed is not None:
        kept = {name: (values or [""])[0] for name, values in found.typed.items()}
        return initial | kept | {"keep": found.typed.get("keep", ())}
    initial |= {"text": found.text, "keep": [one.digest for one in found.standing_files]}
    for source, link in zip(SOURCES, found.links, strict=False):
        initial |= {f"{source}_url": link["url"], f"{source}_title": link["title"]}
    return initial


def _page(
    request: MemberRequest, found: ReplyPage, form: ReplyForm, *, status: int = 200, too_late: bool = False
) -> HttpResponse:
    return page(
        request,
        "reply",
        status=status,
        page=found.report,
        reply=found,
        form=form,
        too_late=too_late,
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
        form = _form(found, initial=_initial(found))
        return _page(request, found, form, status=CONFLICT, too_late=True)
    messages.success(request, _("The reply is withdrawn: its words are not shown any more."))
    return redirect("workspace:reply", code, uuid)
