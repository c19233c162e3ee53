"""From what is stored to the form, and from what was sent to what is to be stored."""

from typing import Any
from uuid import uuid4

from django.http import QueryDict
from django.utils import timezone

from tracker.actions import drafts
from tracker.actions.entries import entry_of
from tracker.actions.typed import typed_from
from tracker.models.drafts import Typed
from tracker.selectors.workspace import Writing
from tracker.workspace.answers import MemberRequest
from tracker.workspace.forms import ReportForm
from tracker.workspace.report_fields import data_of, initial_of
from tracker.workspace.topics import HIDDEN, Topic, topic_of


def stored(writing: Writing) -> Typed:
    """What was typed so far."""
    if writing.draft:
        return writing.draft.typed
    return typed_from(entry_of(writing.report)) if writing.report else {}


def version_of(writing: Writing) -> int | None:
    """The version that a page is opened with."""
    begun = writing.draft or writing.report
    return begun.version if begun else None


def form_of(request: MemberRequest, writing: Writing, topic: Topic | None = None) -> ReportForm:
    """The form as it was sent, beside what is stored of the other topics; or as it stands."""
    more = {**_asked(writing), "versioned": writing.report is not None, "topic": topic}
    if request.method == "POST":
        data = _sent(request, writing, topic)
        return ReportForm(data, **more)
    token = (writing.draft and writing.draft.token) or (writing.report and writing.report.submit_token)
    initial = {**initial_of(stored(writing)), "token": token or uuid4(), "version": version_of(writing)}
    return ReportForm(initial=initial, **more)


def _sent(request: MemberRequest, writing: Writing, topic: Topic | None) -> QueryDict:
    if "as_kept" in request.POST:
        kept = stored(writing)
    elif topic is None:
        return request.POST
    else:
        kept = {name: values for name, values in stored(writing).items() if topic_of(name) != topic}
        kept |= {name: request.POST.getlist(name) for name in request.POST if topic_of(name) == topic}
    return data_of({**kept, **{name: request.POST.getlist(name) for name in HIDDEN if name in request.POST}})


def kept_form(writing: Writing) -> ReportForm:
    """Everything typed so far, judged as if it had just been sent."""
    data = data_of({**stored(writing), "token": [str(uuid4())]})
    return ReportForm(data, **_asked(writing))


def _asked(writing: Writing) -> dict[str, Any]:
    """What every form about it is made with."""
    return {
        "question": writing.question,
        "committee": writing.committee,
        "today": timezone.localdate(),
        "alone": writing.alone,
    }


def sending(form: ReportForm) -> drafts.Sent:
    """What a form sends, as the act takes it."""
    cleaned = form.cleaned_data
    return drafts.Sent(typed=form.typed(), token=cleaned["token"], version=cleaned.get("version") or 0)


def about(writing: Writing) -> drafts.About:
    """What it is about, as the act takes it."""
    return drafts.About(committee=writing.committee, place_target=writing.place_target, report=writing.report)
