"""Writing a report: the list of tasks, a page for each topic, or everything on one page; kept as it is typed."""

from dataclasses import replace
from typing import Any, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.actions import drafts
from tracker.models import Draft
from tracker.selectors.workspace import Writing, notes_for, writing_about, writing_at
from tracker.selectors.workspace.unlocks import closed_round
from tracker.workflow import EDITABLE
from tracker.workspace.again import offer
from tracker.workspace.answers import (
    BAD_REQUEST,
    CONFLICT,
    TOO_LARGE,
    UNPROCESSABLE,
    MemberRequest,
    MemberView,
    member_page,
    page,
)
from tracker.workspace.forms import ReportForm
from tracker.workspace.kept_texts import kept_texts
from tracker.workspace.readback import read_back_typed, suggested, told_closed
from tracker.workspace.review_forms import put_notes
from tracker.workspace.signing import owner_of_page, session_ends
from tracker.workspace.tasks import page_of, progress_of, tasks_of
from tracker.workspace.topics import HIDDEN, Progress, Topic, after
from tracker.workspace.words import TOPIC_TITLES
from tracker.workspace.written import about, form_of, kept_form, sending

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
JSON = "application/json"
Given = ParamSpec("Given")


def form_page(view: MemberView[Given]) -> MemberView[Given]:
    """A page of the form: what is sent to it after the session ended waits for whoever typed it."""
    wrapped = member_page(view)
    wrapped.when_signed_out = offer  # type: ignore[attr-defined]  # asked for by whoever finds nobody signed in
    return wrapped


def _about(request: MemberRequest, slug: str, place_target: UUID) -> Writing:
    writing = writing_about(request.user, slug, place_target, today=timezone.localdate())
    if writing is None:
        raise Http404
    return writing


def _at(request: MemberRequest, uuid: UUID) -> Writing:
    writing = writing_at(request.user, uuid, today=timezone.localdate())
    if writing is None:
        raise Http404
    return writing


@form_page
@get_or_post
def log(request: MemberRequest, slug: str, place_target: UUID) -> HttpResponse:
    """What is to be written about a target, task by task; sent, the whole answer becomes a draft."""
    writing = _about(request, slug, place_target)
    if request.method == "POST":
        return _take_whole(request, writing)
    return redirect(page_of(writing)) if writing.draft else _tasks_page(request, writing)


@member_page
@require_safe
def log_whole(request: MemberRequest, slug: str, place_target: UUID) -> HttpResponse:
    """Everything on one page, for who writes many of them."""
    writing = _about(request, slug, place_target)
    return redirect(page_of(writing, "whole")) if writing.draft else _whole_page(request, writing)


@form_page
@get_or_post
def log_topic(request: MemberRequest, slug: str, place_target: UUID, topic: Topic) -> HttpResponse:
    """One topic of a report that is not begun yet."""
    writing = _about(request, slug, place_target)
    if request.method != "POST" and writing.draft:
        return redirect(page_of(writing, topic=topic))
    return _topic_page(request, writing, topic)


@form_page
@require_POST
def log_keep(request: MemberRequest, slug: str, place_target: UUID) -> HttpResponse:
    """Keep what is typed, as it is typed."""
    return _keep(request, _about(request, slug, place_target))


@form_page
@get_or_post
def edit(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """The tasks of a report that is begun, or sent back."""
    writing = _at(request, uuid)
    if request.method == "POST":
        return _take_whole(request, writing)
    return _elsewhere(writing) or _tasks_page(request, writing)


@member_page
@require_safe
def edit_whole(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """The same on one page."""
    writing = _at(request, uuid)
    return _elsewhere(writing) or _whole_page(request, writing)


@form_page
@get_or_post
def edit_topic(request: MemberRequest, uuid: UUID, topic: Topic) -> HttpResponse:
    """One topic of a report that is begun, or sent back."""
    writing = _at(request, uuid)
    elsewhere = _elsewhere(writing) if request.method != "POST" else None
    return elsewhere or _topic_page(request, writing, topic)


@form_page
@require_POST
def edit_keep(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """Keep what is typed, as it is typed."""
    return _keep(request, _at(request, uuid))


def _elsewhere(writing: Writing) -> HttpResponse | None:
    """What was handed in is not changed any more: its receipt says where it stands."""
    if writing.report and writing.report.state not in EDITABLE:
        return redirect("workspace:receipt", writing.report.uuid)
    return None


def _tasks_page(request: MemberRequest, writing: Writing) -> HttpResponse:
    form = kept_form(writing)
    return page(
        request,
        "tasks",
        writing=writing,
        question=writing.question,
        committee=writing.committee,
        tasks=tasks_of(writing, form),
        first=page_of(writing, topic=_first_open(form)),
        whole=page_of(writing, "whole"),
        here=page_of(writing),
        token=writing.draft.token if writing.draft else "",
        settles=form.is_valid() and writing.is_ahead,
        returned=writing.report.return_reason if writing.report else "",
        demonstration=writing.question.place.fictional,
        **_closed(writing, form),
    )


def _closed(writing: Writing, form: ReportForm) -> dict[str, Any]:
    """What a page says of a date that falls to a closed round; `asks` where it can be asked for already."""
    closed = closed_round(writing, form.about_day(), today=timezone.localdate())
    return {"told_closed": told_closed(closed), "asks": closed is not None and closed.can_ask}


def _first_open(form: ReportForm) -> Topic:
    open_topics = [topic for topic in Topic if progress_of(form, topic) != Progress.COMPLETED]
    return open_topics[0] if open_topics else Topic.ANSWER


def _whole_page(request: MemberRequest, writing: Writing) -> HttpResponse:
    return _form_page(request, writing, form_of(request, writing))


def _take_whole(request: MemberRequest, writing: Writing) -> HttpResponse:
    """All topics at once: what is whole becomes the report, what is refused comes back as it was typed."""
    form = form_of(request, writing)
    if not form.is_valid():
        return _form_page(request, writing, form)
    try:
        report = drafts.write(about(writing), sending(form), form.entry(), by=request.user)
    except drafts.TwoTexts as two:
        return _conflict_page(request, writing, form, two)
    return redirect("workspace:check", report.uuid)


def _topic_page(request: MemberRequest, writing: Writing, topic: Topic) -> HttpResponse:
    form = form_of(request, writing, topic)
    if request.method != "POST" or form.is_refused:
        return _form_page(request, writing, form)
    try:
        if form.is_valid():
            report = drafts.write(about(writing), sending(form), form.entry(), by=request.user)
            return redirect("workspace:check", report.uuid)
        draft = drafts.keep(about(writing), sending(form), by=request.user)
    except drafts.TwoTexts as two:
        return _conflict_page(request, writing, form, two)
    return redirect(f"workspace:edit{_next(form, topic)}", draft.uuid)


def _next(form: ReportForm, topic: Topic) -> str:
    """The page after this one that still needs something; after the last, the list of tasks."""
    following = after(topic)
    while following and progress_of(form, following) == Progress.COMPLETED:
        following = after(following)
    return f"_{following}" if following else ""


def _form_page(
    request: MemberRequest, writing: Writing, form: ReportForm, *, status: int = 200, **more: object
) -> HttpResponse:
    """The form's page: with what is refused of it, and all that was typed still there."""
    if writing.report:
        put_notes(form, notes_for(writing.report))
    if form.is_bound and form.is_refused:
        status = BAD_REQUEST if "version" in form.errors else UNPROCESSABLE
    context = {
        "form": form,
        "writing": writing,
        "question": writing.question,
        "committee": writing.committee,
        "topic": form.topic,
        "title": TOPIC_TITLES[form.topic] if form.topic else writing.question.title,
        "action": page_of(writing, topic=form.topic),
        "keep": page_of(writing, "keep"),
        "tasks": page_of(writing),
        "returned": writing.report.return_reason if writing.report else "",
        "said": read_back_typed(form if form.is_bound else form.about_initial()),
        **_closed(writing, form),
        "owner": owner_of_page(request.user),
        "ends_at": session_ends(request),
        "demonstration": writing.question.place.fictional,
    }
    return page(request, "form", status=status, **context | more)


def _conflict_page(
    request: MemberRequest, writing: Writing, form: ReportForm, two: drafts.TwoTexts
) -> HttpResponse:
    """The text just typed beside the one that is stored; nothing was overwritten. Sent again, it replaces."""
    now = replace(writing, draft=two.draft, report=two.draft.report)
    stored = kept_texts(form, two.draft.typed, two.fields)
    about = form.about_version(two.draft.version)
    about.full_clean()
    return _form_page(request, now, about, status=CONFLICT, stored=stored, saved_at=two.draft.saved_at)


def _keep(request: MemberRequest, writing: Writing) -> HttpResponse:
    """What is typed, right or wrong; answered to a script in its own words, and to a person with the desk."""
    named = request.POST.get("topic", "")
    topic = Topic(named) if named in set(Topic) else None
    form = form_of(request, writing, topic)
    by_script = request.headers.get("Accept", "") == JSON
    if form.errors.keys() & set(HIDDEN):
        return _form_page(request, writing, form, status=BAD_REQUEST)
    try:
        draft = drafts.keep(about(writing), sending(form), by=request.user)
    except drafts.TwoTexts as two:
        return HttpResponse(status=CONFLICT) if by_script else _conflict_page(request, writing, form, two)
    except drafts.TooMuch:
        if by_script:
            return HttpResponse(status=TOO_LARGE)
        form.add_error(None, _("This is more than any report takes, so it was not saved. Please shorten it."))
        return _form_page(request, writing, form)
    if by_script:
        return _kept(writing, draft, form, topic)
    text = _("Saved at %(time)s UTC as you typed it. It waits on your desk, for you alone.")
    messages.success(request, text % {"time": f"{draft.saved_at:%H:%M}"})
    return redirect("workspace:desk")


def _kept(writing: Writing, draft: Draft, form: ReportForm, topic: Topic | None) -> HttpResponse:
    """Where the draft stands now, and what the figure means."""
    now = replace(writing, draft=draft, report=draft.report)
    return JsonResponse(
        {
            "version": draft.version,
            "action": page_of(now, topic=topic),
            "keep": page_of(now, "keep"),
            "said": read_back_typed(form),
            "closed": _closed(now, form)["told_closed"],
            "suggested": suggested(form),
            "jumps": form.asks_about_jump(),
        }
    )
