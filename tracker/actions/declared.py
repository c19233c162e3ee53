"""What is refused of what an author declares beside the answer: the parts of a figure, and an interest in it.

Each rule answers with the fields that are wrong, and why.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.enums import GROUP_LABELS, Conflict, Dimension
from tracker.scoring import Answer, Kind, is_counted
from tracker.wording import figure

Faults = list[tuple[str, str | Promise]]


@dataclass(frozen=True, kw_only=True)
class GroupFigure:
    """The figure for one group: so many of the whole, or the rate among them."""

    dimension: Dimension
    group: str
    value: Decimal

    @property
    def field(self) -> str:
        """The name of its field in a form."""
        return field_of(self.dimension, self.group)


def field_of(dimension: str, group: str) -> str:
    """The name of the field for a group."""
    return f"part_{dimension}_{group}"


def wrong_parts(
    parts: Iterable[GroupFigure], *, answer: Answer, whole: Decimal | None, kind: Kind, unit: str
) -> Faults:
    """Parts stand beside a figure, group by group; where people are counted they are at most the whole."""
    given = list(parts)
    if answer != Answer.FIGURE:
        return [(one.field, gettext_lazy("Leave this empty: your answer has no figure.")) for one in given]
    found: Faults = [(one.field, message) for one in given if (message := _wrong_part(one, kind))]
    if whole is not None and not found and is_counted(unit):
        found += [(last.field, message) for last, message in _too_much(given, whole)]
    return found


def _wrong_part(part: GroupFigure, kind: Kind) -> str | Promise:
    if part.group not in GROUP_LABELS[part.dimension]:
        return gettext_lazy("Choose one of the groups.")
    if part.value < 0:
        return gettext_lazy("Enter a figure that is not below zero.")
    if kind == Kind.SHARE and part.value > 100:
        return gettext_lazy("Enter a share between 0 and 100.")
    return ""


def _too_much(parts: list[GroupFigure], whole: Decimal) -> Iterable[tuple[GroupFigure, str]]:
    """By dimension, the last part of those that are more than the whole together."""
    by_dimension: dict[Dimension, list[GroupFigure]] = defaultdict(list)
    for part in parts:
        by_dimension[part.dimension].append(part)
    for several in by_dimension.values():
        together = sum((one.value for one in several), Decimal(0))
        if together > whole:
            message = _("Together these parts are %(parts)s, more than the figure of %(whole)s.")
            yield several[-1], message % {"parts": figure(together), "whole": figure(whole)}


def wrong_interest(conflict: Conflict | None, declared: str) -> Faults:
    """Whoever has an interest says which; whoever has none says nothing more."""
    if conflict == Conflict.DECLARED and not declared:
        return [("conflict_with", gettext_lazy("Say what your interest is, in a sentence."))]
    if conflict != Conflict.DECLARED and declared:
        return [("conflict_with", gettext_lazy("Leave this empty, or answer “Yes” above."))]
    return []
