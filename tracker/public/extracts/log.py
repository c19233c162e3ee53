"""What is found by looking: the log of changes as it is narrowed down, and what a search finds."""

from collections.abc import Iterator

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tracker.enums import SearchKind
from tracker.public.change_form import ChangesForm
from tracker.public.extracts.changes import CHANGE_COLUMNS
from tracker.public.extracts.lists import ADDRESS
from tracker.public.searching import page_asked, words_asked
from tracker.selectors.change_rows import ChangeRow, Shown, explained_at
from tracker.selectors.mark_changes import what_changed
from tracker.selectors.search import SearchPage, search_page
from tracker.transfer.extract import Cells, Column, Extract, Type, row_of
from tracker.wording import figure

# What an address of the log is asked with, in one order.
HEARD = ("place", "objective", "commitment", "reason", "since", "until", "page")
OF_TWO_DAYS = {"target", "earlier", "later", "missing"}
LOG_COLUMNS = (
    Column("change", _("Change"), _("Its number, which does not change.")),
    Column(
        "on",
        _("Day"),
        _("The day on which the mark became another."),
        type=Type.DAY,
        tag="#date",
        printed=True,
    ),
    Column("process", _("Process"), _("The code of a consultative process."), tag="#org+code"),
    Column("process_name", _("Process"), _("The name of the process."), tag="#org+name", printed=True),
    Column(
        "objective", _("Objective"), _("The number of the objective."), type=Type.WHOLE, tag="#sector+code"
    ),
    Column(
        "title",
        _("About"),
        _("The title of the commitment, or the objective."),
        tag="#indicator+name",
        printed=True,
    ),
    *(one for one in CHANGE_COLUMNS if one.name not in OF_TWO_DAYS),
    Column(
        "missing",
        _("Missing"),
        _("before or after, where there was no mark then; empty where there were both."),
        tag="#status+missing",
    ),
    Column("report", _("Report"), _("The reading that the mark rests on, by its number in addresses.")),
    ADDRESS,
)
FOUND_COLUMNS = (
    Column("kind", _("Kind"), _("What kind of thing it is."), tag="#meta+kind"),
    Column("kind_label", _("Kind"), _("The kind in words."), tag="#meta+kind+name", printed=True),
    Column("title", _("Title"), _("What it is called."), tag="#meta+title", printed=True),
    Column(
        "text",
        _("Text"),
        _("A part of its text; not of what may be taken back, which stands on its page."),
        tag="#description",
        printed=True,
    ),
    Column(
        "made_up",
        _("Fictional"),
        _("Whether it is about a place made up for the demonstration."),
        type=Type.YES_NO,
        tag="#indicator+bool+demo",
        printed=True,
    ),
    ADDRESS,
)


def changes(**asked: str) -> Extract | None:
    """The page of the log that is asked for; None where it was asked for by what cannot be read."""
    said = QueryDict(mutable=True)
    said.update({name: value for name, value in asked.items() if value})
    form = ChangesForm(said, prefix=None)
    page = what_changed(form.asked()) if form.is_valid() else None
    if page is None:
        return None
    names = ", ".join(one.name for one in page.watched)
    title = _now("What changed")
    return Extract(
        view="changes",
        title=f"{title}: {names}" if names else title,
        sentence=_now(
            "Every published mark that became another, with the day and the reason that is on record."
        ),
        as_of=timezone.localdate(),
        columns=LOG_COLUMNS,
        rows=tuple(row_of(LOG_COLUMNS, _change(row)) for row in page.rows),
        called={row.place.code: row.place.name for row in page.rows if row.place},
    )


def _change(row: ChangeRow) -> Cells:
    code, name = row.process or (None, None)
    return {
        "change": str(row.uuid),
        "on": row.on,
        "place": row.place.code if row.place else None,
        "process": code,
        "process_name": name,
        "objective": row.objective,
        "commitment": row.code or None,
        "horizon": row.years,
        "title": row.title or None,
        "missing": None if row.before and row.after else "after" if row.before else "before",
        "reason": row.reason.value,
        "reason_label": str(row.reason.label),
        "report": str(row.report) if row.report else None,
        "address": _absolute(explained_at(row)),
        **_side("before", row.before),
        **_side("after", row.after),
    }


def _side(when: str, found: Shown | None) -> Cells:
    """The mark with the word a reader met: that of the status, where it was that of a single target."""
    if found is None:
        return {}
    return {f"mark_{when}": found.mark.value, f"mark_{when}_label": str(found.word)}


def search(*, q: str, kind: str, page: str) -> Extract | None:
    """What a search shows; None where the words cannot be looked for."""
    asked = words_asked(q)
    if asked.fault:
        return None
    found = search_page(
        asked.name, kind=SearchKind(kind) if kind in SearchKind.values else None, number=page_asked(page)
    )
    title = _now("Search")
    sentence = ngettext("%(number)s thing found.", "%(number)s things found.", found.total)
    return Extract(
        view="search",
        title=f"{title}: {found.asked}" if found.asked else title,
        sentence=sentence % {"number": figure(found.total)},
        as_of=timezone.localdate(),
        columns=FOUND_COLUMNS,
        rows=tuple(row_of(FOUND_COLUMNS, cells) for cells in _found(found)),
    )


def _found(page: SearchPage) -> Iterator[Cells]:
    for group in page.groups:
        for row in group.rows:
            yield {
                "kind": group.kind.value,
                "kind_label": str(group.kind.label),
                "title": "".join(piece.words for piece in row.title),
                "text": None if row.found.volatile else "".join(piece.words for piece in row.text) or None,
                "made_up": row.fictional,
                "address": _absolute(row.address),
            }


def _absolute(address: str) -> str:
    return settings.SITE_URL.rstrip("/") + address
