"""What a member types into a report, and what is refused of it; the form and the act ask the same question."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.actions.declared import GroupFigure, wrong_interest, wrong_parts
from tracker.enums import Conflict, Credit, Dimension
from tracker.models import Evidence, PlaceTarget, ProgressReport, TargetVersion
from tracker.scoring import Answer, Grade, Kind, position
from tracker.selectors.facts import asked_about

UNOBSERVED = (Answer.NO_PROGRESS, Answer.NO_DATA, Answer.NOT_APPLICABLE, Answer.CONFIDENTIAL)
OBSERVED: dict[Kind, tuple[Answer, ...]] = {
    Kind.LEVEL: (Answer.FIGURE,),
    Kind.RELATIVE_CHANGE: (Answer.FIGURE,),
    Kind.SHARE: (Answer.FIGURE,),
    Kind.IMPROVE: (Answer.FIGURE,),
    Kind.MAINTAIN: (Answer.FIGURE,),
    Kind.MILESTONES: (Answer.STEPS,),
    Kind.YES_NO: (Answer.YES, Answer.NO),
}
PER_CENT = Decimal(100)
SOURCES_FOR_C = 2
# The columns that an entry fills.
TYPED = [
    "answer",
    "value",
    "done",
    "reference_on",
    "yearly",
    "narrative",
    "grade",
    "parts",
    "jump_reason",
    "conflict",
    "conflict_with",
    "credit_asked",
]
# What was not asked for from the beginning: an entry without it keeps the digest that its author was given.
ADDED_LATER = ("parts", "jump_reason", "conflict", "conflict_with", "archive_url", "credit")


def _as_asked(said: list[tuple[str, Any]]) -> dict[str, Any]:
    """What an entry or a link says, without what was not asked for then and is not said now."""
    return {name: value for name, value in said if value or name not in ADDED_LATER}


@dataclass(frozen=True, kw_only=True)
class Link:
    """A page that a report rests on."""

    title: str
    url: str
    quotation: str = ""
    page: str = ""
    archive_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One answer as typed: what, about when, how it is known, and what it rests on."""

    answer: Answer
    reference_on: date
    yearly: bool
    narrative: str
    value: Decimal | None = None
    done: tuple[str, ...] = ()
    grade: Grade | None = None
    links: tuple[Link, ...] = ()
    parts: tuple[GroupFigure, ...] = ()
    jump_reason: str = ""
    conflict: Conflict | None = None
    conflict_with: str = ""
    credit: Credit | None = None

    @property
    def is_observed(self) -> bool:
        """Whether it says what is, rather than why nothing can be said."""
        return self.answer not in UNOBSERVED

    @property
    def digest(self) -> str:
        """The SHA-256 of the whole entry: the author's proof of what was handed in."""
        said = asdict(self, dict_factory=_as_asked)
        return sha256(json.dumps(said, default=str, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field of an entry, in words for the person who typed it."""

    field: str
    message: str | Promise


class BadEntry(Exception):
    """The entry breaks a rule; nothing was stored."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{fault.field}: {fault.message}" for fault in faults))
        self.faults = faults


def entry_of(report: ProgressReport) -> Entry:
    """What stands in a report, as it would be typed."""
    return Entry(
        answer=Answer(report.answer),
        value=report.value,
        done=tuple(report.done),
        reference_on=report.reference_on,
        yearly=report.yearly,
        narrative=report.narrative,
        grade=Grade(report.grade) if report.grade else None,
        links=tuple(
            Link(
                title=one.title,
                url=one.url,
                quotation=one.quotation,
                page=one.page,
                archive_url=one.archive_url,
            )
            for one in report.evidence.all()
        ),
        parts=parts_of(report),
        jump_reason=report.jump_reason,
        conflict=Conflict(report.conflict) if report.conflict else None,
        conflict_with=report.conflict_with,
        credit=Credit(report.credit_asked) if report.credit_asked else None,
    )


def parts_of(report: ProgressReport) -> tuple[GroupFigure, ...]:
    """The figure group by group, as far as it was given."""
    return tuple(
        GroupFigure(dimension=Dimension(dimension), group=group, value=Decimal(value))
        for dimension, group, value in report.parts or ()
    )


def fill(report: ProgressReport, entry: Entry) -> None:
    """Put the entry's own fields on the report."""
    report.answer, report.value, report.done = entry.answer.value, entry.value, list(entry.done)
    report.reference_on, report.yearly = entry.reference_on, entry.yearly
    report.narrative = entry.narrative
    report.grade = entry.grade.value if entry.grade else ""
    report.parts = [[one.dimension.value, one.group, f"{one.value:f}"] for one in entry.parts] or None
    report.jump_reason = entry.jump_reason
    report.conflict = entry.conflict.value if entry.conflict else ""
    report.conflict_with = entry.conflict_with
    report.credit_asked = entry.credit.value if entry.credit else ""


def attach(report: ProgressReport, entry: Entry) -> None:
    """Keep the links of the entry as the report's evidence."""
    Evidence.objects.bulk_create(
        Evidence(
            report=report,
            title=link.title,
            url=link.url,
            quotation=link.quotation,
            page=link.page,
            archive_url=link.archive_url,
        )
        for link in entry.links
    )


def answers_to(version: TargetVersion) -> tuple[Answer, ...]:
    """The answers that make sense for a target of this kind."""
    return OBSERVED[Kind(version.kind)] + UNOBSERVED


def faults_in(entry: Entry, version: TargetVersion, *, baseline_on: date, today: date) -> list[Fault]:
    """Everything that is wrong with an entry about this version of a target."""
    rules: list[Callable[[], Fault | None]] = [
        lambda: _answer(entry, version),
        lambda: _value(entry, version),
        lambda: _done(entry, version),
        lambda: _date(entry, baseline_on=baseline_on, today=today),
        lambda: _narrative(entry),
        lambda: _grade(entry),
        lambda: _evidence(entry),
    ]
    return [fault for fault in (rule() for rule in rules) if fault] + _declared(entry, version)


def check_entry(entry: Entry, place_target: PlaceTarget, *, today: date) -> None:
    """Refuse an entry that breaks a rule of the target in force."""
    asked = asked_about(place_target, as_of=today)
    faults = faults_in(entry, asked.version, baseline_on=asked.spec.baseline_on, today=today)
    if faults:
        raise BadEntry(faults)


def _declared(entry: Entry, version: TargetVersion) -> list[Fault]:
    """What is wrong beside the answer itself."""
    kind, unit = Kind(version.kind), version.unit
    parts = wrong_parts(entry.parts, answer=entry.answer, whole=entry.value, kind=kind, unit=unit)
    return [Fault(*one) for one in [*parts, *wrong_interest(entry.conflict, entry.conflict_with)]]


def _answer(entry: Entry, version: TargetVersion) -> Fault | None:
    if entry.answer in answers_to(version):
        return None
    return Fault("answer", _("Choose one of the answers that this target asks for."))


def _value(entry: Entry, version: TargetVersion) -> Fault | None:
    if entry.answer != Answer.FIGURE:
        return (
            None if entry.value is None else Fault("value", _("Leave this empty: your answer has no figure."))
        )
    if entry.value is None:
        return Fault("value", _("Enter the figure."))
    if version.kind == Kind.SHARE and not 0 <= entry.value <= PER_CENT:
        return Fault("value", _("Enter a share between 0 and 100."))
    if version.kind != Kind.SHARE and entry.value < 0:
        return Fault("value", _("Enter a figure that is not below zero."))
    return None


def _done(entry: Entry, version: TargetVersion) -> Fault | None:
    if entry.answer != Answer.STEPS:
        return Fault("done", _("Tick no step: your answer is another one.")) if entry.done else None
    if not entry.done:
        return Fault("done", _("Tick the steps that are reached; if none is, answer “no progress”."))
    if set(entry.done) <= {step["code"] for step in version.milestones}:
        return None
    return Fault("done", _("Choose among the steps of this target."))


def _date(entry: Entry, *, baseline_on: date, today: date) -> Fault | None:
    if entry.reference_on > today:
        if entry.yearly:
            return Fault("reference_on", _("This year is not over: give the date that the answer is about."))
        return Fault("reference_on", _("Enter a date that has passed."))
    # As scoring reads it: a yearly figure is after a baseline of an earlier year, not of an earlier month.
    if position(entry.reference_on, yearly=entry.yearly) <= position(baseline_on, yearly=entry.yearly):
        return Fault("reference_on", _("Enter a date after the baseline of this target."))
    return None


def _narrative(entry: Entry) -> Fault | None:
    return None if entry.narrative else Fault("narrative", _("Say in two or three sentences what happened."))


def _grade(entry: Entry) -> Fault | None:
    if entry.is_observed and entry.grade is None:
        return Fault("grade", _("Choose how well this is known."))
    if entry.grade == Grade.C and len({link.url for link in entry.links}) < SOURCES_FOR_C:
        return Fault(
            "grade", _("Grade C rests on two independent sources: give both pages, or choose another grade.")
        )
    return None


def _evidence(entry: Entry) -> Fault | None:
    if entry.is_observed and not entry.links:
        return Fault("link_url", _("Give at least one page that shows this."))
    return None
