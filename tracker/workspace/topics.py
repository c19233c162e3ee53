"""The topics of a report, one page each: which fields belong to which, and how far each has come."""

from collections.abc import Iterable
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Topic(StrEnum):
    """A page of the form; the value stands in its address."""

    ANSWER = "answer"
    STORY = "story"
    SOURCES = "sources"
    INTERESTS = "interests"


class Progress(StrEnum):
    """How far a task of the list has come."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    CANNOT_YET = "cannot_yet"
    COMPLETED = "completed"

    @property
    def label(self) -> Promise:
        """The words for it."""
        return PROGRESS_LABELS[self]


PROGRESS_LABELS: dict[Progress, Promise] = {
    Progress.NOT_STARTED: _("Not started"),
    Progress.IN_PROGRESS: _("In progress"),
    Progress.CANNOT_YET: _("Cannot complete yet"),
    Progress.COMPLETED: _("Completed"),
}
HIDDEN = ("token", "version")
_ANSWER = ("answer", "value", "done", "reference_on", "jump_reason")
_STORY = ("narrative",)
# How the committee is shown is asked where everybody comes by: its answer stands there already.
_INTERESTS = ("conflict", "conflict_with", "credit")


def topic_of(name: str) -> Topic:
    """The topic that a field belongs to."""
    if name in _ANSWER or name.startswith("part_"):
        return Topic.ANSWER
    if name in _STORY:
        return Topic.STORY
    return Topic.INTERESTS if name in _INTERESTS else Topic.SOURCES


def names_in(topic: Topic | None, names: Iterable[str]) -> tuple[str, ...]:
    """Those of the fields that belong to the topic; without one all that somebody types."""
    typed = (name for name in names if name not in HIDDEN)
    return tuple(name for name in typed if topic is None or topic_of(name) == topic)


def after(topic: Topic) -> Topic | None:
    """The next page of the form, if there is one."""
    order = list(Topic)
    place = order.index(topic) + 1
    return order[place] if place < len(order) else None
