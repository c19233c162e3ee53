"""What differs between two texts of a report: field by field in words, and within a long text word by word."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker import wording
from tracker.enums import ANSWER_LABELS, GRADE_LABELS, Conflict, Credit
from tracker.models import ProgressReport
from tracker.scoring import Answer, Grade
from tracker.selectors.parts import PartRow, PartTable, part_tables, parts_in_public

# A text of more words is compared line by line: comparing word by word takes the square of their number.
MOST_WORDS = 1_500
# A narrow space within a number parts no words.
WORDS, LINES = re.compile(r"[^ \t\n]+[ \t\n]*|[ \t\n]+"), re.compile(r"[^\n]*\n|[^\n]+")
LABELS: dict[str, Promise] = {
    "answer": gettext_lazy("Answer"),
    "value": gettext_lazy("Figure"),
    "parts": gettext_lazy("Parts of the figure"),
    "done": gettext_lazy("Steps reached"),
    "about": gettext_lazy("About"),
    "jump_reason": gettext_lazy("Why it differs so much"),
    "narrative": gettext_lazy("What happened"),
    "grade": gettext_lazy("How well it is known"),
    "links": gettext_lazy("Evidence"),
    "interests": gettext_lazy("Interests"),
    "credit": gettext_lazy("Shown in public"),
}
Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Piece:
    """Some words of a text, and whether they stand in one of the two texts only."""

    words: str
    alone: bool


@dataclass(frozen=True, kw_only=True)
class Change:
    """A field that reads otherwise now; empty where it said nothing."""

    field: str
    label: str | Promise
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def changes_between(
    before: Entry, after: Entry, *, unit: str, milestones: Sequence[tuple[str, str]]
) -> tuple[Change, ...]:
    """The fields in which two entries differ, in the order of the form."""
    titles = dict(milestones)
    old, new = (_in_words(entry, unit, titles) for entry in (before, after))
    return tuple(
        Change(field=name, label=LABELS.get(name, name.replace("_", " ")), before=gone, after=come)
        for name in dict.fromkeys([*old, *new])
        if old.get(name, "") != new.get(name, "")
        for gone, come in [_pieces(old.get(name, ""), new.get(name, ""))]
    )


def said_in_public(report: ProgressReport, *, unit: str) -> dict[str, Any]:
    """What a report says to everyone, in the shape in which submissions keep it; needs its evidence loaded.

    Only of parts the words stand there already, since what is small in them is not shown. What the author told
    the committee alone is not in it: why the figure differs so much, an interest, how the committee is shown.
    """
    return {
        "answer": report.answer,
        "value": report.value,
        "parts": _parts_in_words(parts_in_public(report, unit=unit)),
        "done": report.done,
        "reference_on": report.reference_on,
        "yearly": report.yearly,
        "narrative": report.narrative,
        "grade": report.grade,
        "links": [
            {
                "title": one.title,
                "url": one.url,
                "quotation": one.quotation,
                "page": one.page,
                "archive_url": one.archive_url,
            }
            for one in report.evidence.all()
        ],
    }


def _in_words(entry: Entry, unit: str, titles: Mapping[str, str]) -> dict[str, str]:
    """Each field as a reader would say it; one that was not there when this was written, as it stands."""
    said = dict(entry)
    on, yearly = said.pop("reference_on", None), said.pop("yearly", False)
    conflict, interest = said.pop("conflict", None), said.pop("conflict_with", "")
    tell: dict[str, Callable[[Any], str]] = {
        "answer": lambda answer: str(ANSWER_LABELS[Answer(answer)]),
        "value": lambda value: wording.quantity(Decimal(str(value)), unit),
        "parts": lambda parts: parts if isinstance(parts, str) else _parts(parts),
        "done": lambda done: ", ".join(titles.get(code, code) for code in done),
        "grade": lambda grade: str(GRADE_LABELS[Grade(grade)]),
        "links": _links,
        "credit": lambda credit: str(Credit(credit).label),
    }
    about = wording.reference(date.fromisoformat(str(on)), yearly=yearly) if on else ""
    interests = interest or (_("none declared") if conflict == Conflict.NONE else "")
    ordered = dict.fromkeys(LABELS, "") | {"about": about, "interests": interests}
    return ordered | {
        name: tell.get(name, str)(value) for name, value in said.items() if value not in (None, "", [], {})
    }


def _parts(parts: Iterable[Mapping[str, str]]) -> str:
    """The parts as their author typed them."""
    return _parts_in_words(part_tables([(one["dimension"], one["group"], one["value"]) for one in parts]))


def _parts_in_words(tables: Iterable[PartTable]) -> str:
    """Each group with its figure, one a line; what is not shown says so."""
    lines = []
    for table in tables:
        if not table.rows:
            lines.append(_("%(dimension)s: not shown") % {"dimension": table.dimension.label})
        lines += [f"{row.label}: {_part(row)}" for row in table.rows]
    return "\n".join(lines)


def _part(row: PartRow) -> str:
    if row.value is not None:
        return wording.figure(row.value)
    return "<5" if row.small else _("not shown")


def _links(links: Iterable[Mapping[str, str]]) -> str:
    """The pages, one a line."""
    lines = []
    for link in links:
        page = _("page or section %(page)s") % {"page": link["page"]} if link.get("page") else ""
        kept = link.get("archive_url")
        archived = _("copy in an archive: %(address)s") % {"address": kept} if kept else ""
        said = (link["title"], link["url"], archived, page, link.get("quotation"))
        lines.append(" · ".join(filter(None, said)))
    return "\n".join(lines)


def _pieces(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces, those that stand in one only marked."""
    old, new = (WORDS.findall(text) for text in (before, after))
    if max(len(old), len(new)) > MOST_WORDS:
        old, new = (LINES.findall(text) for text in (before, after))
    gone: list[Piece] = []
    come: list[Piece] = []
    for same, old_from, old_to, new_from, new_to in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        alone = same != "equal"
        gone += _parted("".join(old[old_from:old_to]), alone=alone)
        come += _parted("".join(new[new_from:new_to]), alone=alone)
    return tuple(gone), tuple(come)


def _parted(words: str, *, alone: bool) -> Iterator[Piece]:
    """The words, and what space follows them, which is no difference to look at."""
    kept = words.rstrip(" \n")
    for part, marked in ((kept, alone), (words[len(kept) :], False)):
        if part:
            yield Piece(part, marked)
