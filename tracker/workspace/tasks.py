"""The list of tasks of a report: how far each topic has come, by the same rules as the form."""

from dataclasses import dataclass
from typing import cast

from django.http import QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.selectors.workspace import Writing
from tracker.workspace.forms import ReportForm
from tracker.workspace.topics import Progress, Topic, names_in
from tracker.workspace.words import TOPIC_SAYS, TOPIC_TITLES


@dataclass(frozen=True, kw_only=True)
class Task:
    """One line of the list; without an address it cannot be opened yet."""

    title: str | Promise
    says: str | Promise
    address: str
    progress: Progress


def page_of(writing: Writing, name: str = "", topic: Topic | None = None) -> str:
    """The address of a page of the form: by the report's number once there is one, else by the target.

    Without a name the list of tasks; with a topic its page.
    """
    named = f"_{topic or name}" if topic or name else ""
    if writing.uuid:
        return reverse(f"workspace:edit{named}", args=[writing.uuid])
    return reverse(f"workspace:log{named}", args=[writing.committee.slug, writing.place_target.uuid])


def progress_of(form: ReportForm, topic: Topic) -> Progress:
    """How far the topic has come in a form that holds everything typed so far."""
    names = names_in(topic, form.fields)
    sent = cast(QueryDict, form.data)
    typed = any(value.strip() for name in names for value in sent.getlist(name))
    wrong = bool(form.errors.keys() & set(names))
    unasked = topic == Topic.SOURCES and "answer" in form.errors
    if wrong or unasked:
        return Progress.IN_PROGRESS if typed else Progress.NOT_STARTED
    return Progress.COMPLETED


def tasks_of(writing: Writing, form: ReportForm) -> list[Task]:
    """Each topic, the files where they can be added, and sending it."""
    tasks = [
        Task(
            title=TOPIC_TITLES[topic],
            says=TOPIC_SAYS[topic],
            address=page_of(writing, topic=topic),
            progress=progress_of(form, topic),
        )
        for topic in Topic
    ]
    return [*tasks, *_files(writing), _sending(writing, form)]


def _files(writing: Writing) -> list[Task]:
    """The page for files as evidence; they hang on the report, which is there from the first whole answer on."""
    address = page_of(writing) + "files/"
    try:
        resolve(address if writing.report else "/work/reports/00000000-0000-4000-8000-000000000000/files/")
    except Resolver404:
        return []
    return [
        Task(
            title=_("Files"),
            says=_("Documents and pictures, if a page is not enough. Once the topics above are completed"),
            address=address if writing.report else "",
            progress=Progress.IN_PROGRESS if writing.report else Progress.CANNOT_YET,
        )
    ]


def _sending(writing: Writing, form: ReportForm) -> Task:
    """Reading the whole answer back and handing it in; possible once every topic is completed."""
    ready = form.is_valid() and writing.report is not None and not writing.is_ahead
    return Task(
        title=_("Check and send"),
        says=_("Your answer read back, with what it would do to the mark"),
        address=page_of(writing) + "check/" if ready else "",
        progress=Progress.NOT_STARTED if form.is_valid() else Progress.CANNOT_YET,
    )
