"""What the page of an import tells: how far it is, what its rows come to, and what can be done now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.actions.changes import marks_from_json
from tracker.admin.foreseen import MarkRow, mark_rows, said_marks
from tracker.admin.words import NOTHING, Said
from tracker.enums import ImportState, RowState, TableKind
from tracker.forms.fields import PageNumber
from tracker.models import ImportBatch, ImportRow, User
from tracker.sheets import Sheet, sheet_of
from tracker.wording import day, figure

A_PAGE = 100
MOST_MARKS = 200
# Marks and fewer rows than this say nothing about the time that is left.
MEASURED = 100
WHOLE = "all"


@dataclass(frozen=True)
class Fault:
    """What is wrong in a cell."""

    label: str
    value: str
    words: str


@dataclass(frozen=True)
class Line:
    """A row of the table, in words."""

    number: int
    about: str
    state: str
    is_wrong: bool
    differences: tuple[Said, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Part:
    """A choice of rows by what they come to."""

    key: str
    label: str
    number: str
    chosen: bool


@dataclass(frozen=True)
class Progress:
    """How far it is, in words and as a bar; `can_stop` says whether it can be given up now."""

    words: str
    done: int
    total: int
    can_stop: bool


def progress_of(batch: ImportBatch) -> Progress | None:
    """How far the work is; None where nothing is to be done."""
    if not batch.is_under_way:
        return None
    if batch.state == ImportState.STORING:
        words = _(
            "It is being stored. This is one step and cannot be stopped: all of it is stored, or nothing."
        )
        return Progress(words, 0, 0, can_stop=False)
    if batch.state == ImportState.UNDOING:
        words = _(
            "It is being undone. This is one step and cannot be stopped: all of it is undone, or nothing."
        )
        return Progress(words, 0, 0, can_stop=False)
    done = _("%(done)s of %(total)s rows are checked.") % {
        "done": figure(batch.done),
        "total": figure(batch.total),
    }
    return Progress(f"{done} {_left(batch)}", batch.done, batch.total, can_stop=not batch.cancel_asked)


def _left(batch: ImportBatch) -> str:
    """About how long it takes."""
    if batch.cancel_asked:
        return _("It stops before its next rows.")
    if batch.done == batch.total:
        return _("The marks that would change are being computed.")
    if batch.begun_at is None or batch.done < MEASURED:
        return _("How long it takes is not known yet.")
    passed = (timezone.now() - batch.begun_at).total_seconds()
    minutes = round(passed / batch.done * (batch.total - batch.done) / 60)
    if minutes < 1:
        return _("It takes less than a minute more.")
    words = ngettext(
        "It takes about %(minutes)s minute more.", "It takes about %(minutes)s minutes more.", minutes
    )
    return words % {"minutes": figure(minutes)}


def read_back(batch: ImportBatch) -> tuple[tuple[str, ...], tuple[MarkRow, ...]]:
    """What storing it comes to, and the marks that change, as many as are shown."""
    new, changed = batch.count_of(RowState.NEW), batch.count_of(RowState.CHANGED)
    words = ngettext(
        "%(rows)s row is stored: %(new)s new, %(changed)s changed.",
        "%(rows)s rows are stored: %(new)s new, %(changed)s changed.",
        new + changed,
    )
    told = words % {"rows": figure(new + changed), "new": figure(new), "changed": figure(changed)}
    marks = marks_from_json(batch.marks)
    sentences = [told, *_left_out(batch), *said_marks(marks)]
    if sheet_of(TableKind(batch.kind)).has_day:
        sentences.append(_("It holds from %(day)s.") % {"day": day(batch.from_on)})
    return tuple(sentences), mark_rows(marks)[:MOST_MARKS]


def _left_out(batch: ImportBatch) -> list[str]:
    """That rows are left out, as was asked, if any are."""
    left = batch.count_of(RowState.LEFT_OUT)
    words = ngettext(
        "%(rows)s row is left out, as you asked: see below.",
        "%(rows)s rows are left out, as you asked: see below.",
        left,
    )
    return [words % {"rows": figure(left)}] if left else []


def facts_of(batch: ImportBatch) -> list[Said]:
    """Who brought it in, and what became of it."""
    facts = [
        (_("Where it stands"), str(batch.get_state_display())),
        (_("Brought in"), _who(batch.by, batch.at)),
        (_("Reason"), batch.reason),
    ]
    if sheet_of(TableKind(batch.kind)).has_day:
        facts.append((_("From which day"), day(batch.from_on)))
    if batch.stored_by and batch.stored_at:
        facts.append((_("Stored"), _who(batch.stored_by, batch.stored_at)))
    if batch.undone_by and batch.undone_at:
        facts.append((_("Undone"), _who(batch.undone_by, batch.undone_at)))
        facts.append((_("Why it was undone"), batch.undo_reason))
    return [Said(label, "", value) for label, value in facts]


def _who(person: User, at: Any) -> str:
    moment = timezone.localtime(at)
    words = _("%(person)s, %(day)s, %(time)s")
    return words % {"person": person.name, "day": day(moment.date()), "time": f"{moment:%H:%M}"}


def parts_of(batch: ImportBatch, chosen: str) -> list[Part]:
    """The choices of rows."""
    whole = Part(WHOLE, _("all"), figure(batch.total), chosen == WHOLE)
    rest = (
        Part(one.value, str(one.label), figure(batch.count_of(one)), chosen == one.value)
        for one in RowState
        if one is not RowState.LEFT_OUT or batch.count_of(one)
    )
    return [whole, *rest]


def chosen_part(request: HttpRequest, batch: ImportBatch) -> str:
    """The choice that the address makes; by itself what is wrong, if anything is."""
    asked = request.GET.get("rows")
    if asked is None:
        return RowState.WRONG.value if batch.count_of(RowState.WRONG) else WHOLE
    if asked != WHOLE and asked not in RowState.values:
        raise Http404
    return asked


def page_of(request: HttpRequest, batch: ImportBatch, chosen: str) -> tuple[Page[ImportRow], list[Line]]:
    """A page of the rows that are chosen, in words."""
    rows = batch.rows.order_by("number")
    if chosen != WHOLE:
        rows = rows.filter(state=chosen)
    try:
        page = Paginator(rows, A_PAGE).page(PageNumber().clean(request.GET.get("page", "")))
    except (ValidationError, InvalidPage):
        raise Http404 from None
    sheet = _sheet(batch)
    return page, [line_of(sheet, batch.header, row) for row in page.object_list]


def _sheet(batch: ImportBatch) -> Sheet:
    """The kind of table, with what was said at the upload."""
    return sheet_of(TableKind(batch.kind)).opened(batch.options)


def line_of(sheet: Sheet, header: Sequence[str], row: ImportRow) -> Line:
    """A row in words."""
    cells = dict(zip(header, row.cells, strict=False))
    titles = {name: str(column.title) for name, column in sheet.columns.items()}
    return Line(
        number=row.number,
        about=" · ".join(cells.get(name, "") or NOTHING for name in sheet.names_rows),
        state=str(RowState(row.state).label) if row.state else _("not checked yet"),
        is_wrong=row.state == RowState.WRONG,
        differences=tuple(
            Said(titles.get(name, name), before or NOTHING, after or NOTHING)
            for name, before, after in row.differences
            if row.state != RowState.WRONG and name not in sheet.names_rows
        ),
        faults=tuple(_fault(titles, one) for one in row.faults),
    )


def first_wrong(batch: ImportBatch) -> tuple[int, Fault] | None:
    """The first row that is wrong, and what is wrong with it."""
    row = batch.rows.filter(state=RowState.WRONG).order_by("number").first()
    if row is None or not row.faults:
        return None
    sheet = _sheet(batch)
    titles = {name: str(column.title) for name, column in sheet.columns.items()}
    return row.number, _fault(titles, row.faults[0])


def _fault(titles: Mapping[str, str], kept: Sequence[str]) -> Fault:
    column, value, words = kept
    return Fault(titles.get(column, ""), value or _("(empty)"), words)


def told_of(request: HttpRequest, batch: ImportBatch, person: User) -> dict[str, Any]:
    """Everything that the page says."""
    chosen = chosen_part(request, batch)
    page, lines = page_of(request, batch, chosen)
    sentences, marks = read_back(batch) if batch.can_be_stored else ((), ())
    return {
        "title": _("Import: %(kind)s") % {"kind": batch.get_kind_display()},
        "batch": batch,
        "facts": facts_of(batch),
        "progress": progress_of(batch),
        "parts": parts_of(batch, chosen),
        "page": page,
        "lines": lines,
        "chosen": chosen,
        "wrong": batch.count_of(RowState.WRONG),
        "first_wrong": first_wrong(batch),
        "nothing_new": batch.state == ImportState.CHECKED and _says_nothing_new(batch),
        "sentences": sentences,
        "marks": marks,
        "undoing": _sheet(batch).undoing,
        "may_store": batch.can_be_stored and not (batch.needs_second and batch.by_id == person.pk),
        "may_give_up": batch.state in (ImportState.CHECKED, ImportState.FAILED),
        "may_check_again": batch.state in (ImportState.CHECKED, ImportState.FAILED),
        "may_undo": batch.state == ImportState.STORED
        and not (batch.needs_second and batch.stored_by_id == person.pk),
        "needs_another_to_undo": batch.state == ImportState.STORED
        and batch.needs_second
        and batch.stored_by_id == person.pk,
    }


def _says_nothing_new(batch: ImportBatch) -> bool:
    return batch.count_of(RowState.SAME) + batch.count_of(RowState.LEFT_OUT) == batch.total
