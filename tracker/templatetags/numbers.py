"""Numbers, dates and closed lists as a reader sees them. An absent value prints nothing."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, Protocol

from django import template
from django.utils.functional import Promise

from tracker import wording
from tracker.enums import MARK_LABELS, STATUS_LABELS, word_of
from tracker.scoring import Answer, Mark, Status

register = template.Library()
Number = Decimal | Fraction | int


class Dated(Protocol):
    """Whatever is about a day, or about the whole year of that day."""

    @property
    def on(self) -> date:
        """The day."""

    @property
    def yearly(self) -> bool:
        """Whether the whole year is meant."""


class Answered(Protocol):
    """Whatever answers about a target."""

    @property
    def answer(self) -> Answer:
        """The kind of answer."""

    @property
    def value(self) -> Decimal | None:
        """The figure, if it is one."""

    @property
    def done(self) -> Sequence[str]:
        """The codes of the steps reached."""


class Asked(Protocol):
    """Whatever says what a target asks for."""

    @property
    def unit(self) -> str:
        """The unit of its figures."""

    @property
    def milestones(self) -> Sequence[tuple[Any, ...]]:
        """Its steps: code, title, and perhaps more."""


@register.filter
def figure(value: Number | None, places: int = 4) -> str:
    """A number with grouped thousands, a real minus sign and at most so many decimals: `133 943`, `−0.94`."""
    return "" if value is None else wording.figure(value, places=places)


@register.filter
def percent(share: Fraction | None, decimals: int = 0) -> str:
    """A share in per cent, cut off toward zero: 0.99983 gives `99 %`, −0.941 `−94 %`."""
    return "" if share is None else wording.percent(share, decimals=decimals)


@register.filter
def mark_word(mark: Mark | str | None) -> str | Promise:
    """The mark in words."""
    return MARK_LABELS[Mark(mark)] if mark else ""


@register.filter
def status_word(status: Status | str | None) -> str | Promise:
    """The status in words."""
    return STATUS_LABELS[Status(status)] if status else ""


@register.filter
def word(member: StrEnum | None) -> str | Promise:
    """A member of a closed list in words."""
    return word_of(member) if member else ""


@register.filter
def answer(row: Answered, asked: Asked) -> str:
    """What a reading answers, in the unit and the steps of what its page asks."""
    steps = [(code, title) for code, title, *_weight in asked.milestones]
    return wording.answered(row.answer, row.value, asked.unit, row.done, steps)


@register.filter
def day(on: date | None) -> str:
    """A date in words: `10 December 2018`."""
    return wording.day(on) if on else ""


@register.filter
def ref_date(row: Dated | None) -> str:
    """What a row with `on` and `yearly` is about: its year, or its day in words."""
    if row is None:
        return ""
    return str(row.on.year) if row.yearly else day(row.on)
