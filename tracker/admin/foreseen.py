"""The marks that a change would touch, in words: how many, where, from what to what."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.actions.changes import ForeseenMark
from tracker.admin.words import NOTHING
from tracker.enums import MARK_LABELS, STATUS_LABELS, PlaceKind
from tracker.models import Place
from tracker.selectors.holders import gathers
from tracker.selectors.marks_on import MarkNow
from tracker.wording import figure, percent


@dataclass(frozen=True)
class MarkRow:
    """A mark that changes: whose, on what, from what to what. `heads` says that others stand below it."""

    whose: str
    subject: str
    before: str
    after: str
    heads: bool


def mark_rows(marks: Sequence[ForeseenMark]) -> tuple[MarkRow, ...]:
    """The marks of which a reader sees another word or number, whoever gathers others first."""
    rows = (
        MarkRow(
            whose=one.holder.name,
            subject=_subject(one),
            before=said_mark(one.before),
            after=said_mark(one.after),
            heads=gathers(one.holder),
        )
        for one in marks
    )
    return tuple(row for row in rows if row.before != row.after)


def said_marks(marks: Sequence[ForeseenMark]) -> tuple[str, ...]:
    """How many marks change, in how many places, and what becomes of the world's; always something."""
    rows = mark_rows(marks)
    if not marks:
        return (_("No mark changes."),)
    places = len({row.whose for row in rows if not row.heads})
    told = ngettext("%(marks)s mark changes", "%(marks)s marks change", len(rows)) % {
        "marks": figure(len(rows))
    }
    where = ngettext("in %(places)s place,", "in %(places)s places,", places) % {"places": figure(places)}
    lines = [_("%(marks)s %(where)s and whatever gathers them.") % {"marks": told, "where": where}]
    lines += [_of_the_world(one) for one in marks if _is_world(one)]
    if unseen := len(marks) - len(rows):
        lines.append(
            ngettext(
                "%(number)s more changes by less than a point, or in a score that is not published.",
                "%(number)s more change by less than a point, or in a score that is not published.",
                unseen,
            )
            % {"number": figure(unseen)}
        )
    return tuple(lines)


def seal_of(marks: Sequence[ForeseenMark]) -> list[tuple[str, ...]]:
    """What stands for these marks in the seal of a form: every number exactly."""
    return [
        (str(one.holder.pk), one.commitment, str(one.years), repr(one.before), repr(one.after))
        for one in marks
    ]


def said_mark(mark: MarkNow | None) -> str:
    """The word that a reader sees first, with the score where it is published."""
    if mark is None:
        return NOTHING
    word = str(STATUS_LABELS[mark.status] if mark.status else MARK_LABELS[mark.mark])
    if mark.score is not None and mark.published:
        return _("%(status)s (score %(score)s of 100)") % {"status": word, "score": figure(int(mark.score))}
    if mark.status is None and mark.coverage:
        known = percent(mark.coverage)
        return _("%(mark)s (%(share)s of the weight is known)") % {"mark": word, "share": known}
    return word


def _subject(one: ForeseenMark) -> str:
    if one.years is None:
        return _("%(code)s, all horizons") % {"code": one.commitment}
    return ngettext("%(code)s, %(years)s year", "%(code)s, %(years)s years", one.years) % {
        "code": one.commitment,
        "years": one.years,
    }


def _is_world(one: ForeseenMark) -> bool:
    return (
        isinstance(one.holder, Place)
        and one.holder.kind == PlaceKind.WORLD
        and one.years is None
        and said_mark(one.before) != said_mark(one.after)
    )


def _of_the_world(one: ForeseenMark) -> str:
    words = _("The world’s mark on %(code)s goes from “%(before)s” to “%(after)s”.")
    return words % {
        "code": one.commitment,
        "before": said_mark(one.before),
        "after": said_mark(one.after),
    }
