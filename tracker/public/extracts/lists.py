"""Lists without marks: committees, good practices, terms, sources."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tracker.public.opening import term_opening
from tracker.selectors.committees import committee_rows
from tracker.selectors.practices import practices_page
from tracker.selectors.sources import sources_page
from tracker.selectors.terms import TermRow, term_page, terms_page
from tracker.transfer.extract import PLACE, Cells, Column, Extract, Type, row_of

ADDRESS = Column("address", _("Address"), _("Where it is."), tag="#meta+url")
COMMITTEE_COLUMNS = (
    Column("committee", _("Committee"), _("Its name in addresses."), tag="#org+code"),
    Column(
        "committee_name", _("Committee"), _("By what it is known in public."), tag="#org+name", printed=True
    ),
    PLACE,
    Column(
        "members",
        _("Members"),
        _("How many people sit on it, where the number gives nobody away."),
        type=Type.WHOLE,
        tag="#value+members",
        printed=True,
    ),
    Column(
        "missing", _("Missing"), _("not_told, where the number of members is not."), tag="#status+missing"
    ),
    Column(
        "status",
        _("Status"),
        _("constituted, where it may publish, or not_constituted."),
        tag="#status",
        printed=True,
    ),
    ADDRESS,
)
PRACTICE_COLUMNS = (
    Column("practice", _("Practice"), _("Its number in addresses.")),
    Column("title", _("Practice"), _("What it is called."), printed=True, tag="#activity+name"),
    Column("language", _("Language"), _("The language that it is told in."), tag="#meta+language"),
    PLACE,
    Column(
        "commitment",
        _("Commitment"),
        _("A commitment that it serves: one row for each."),
        tag="#indicator+code",
        printed=True,
    ),
    Column(
        "commitment_title",
        _("Commitment"),
        _("The title of that commitment."),
        tag="#indicator+name",
        printed=True,
    ),
    Column(
        "published_on",
        _("Published"),
        _("The day it was published."),
        type=Type.DAY,
        tag="#date+published",
        printed=True,
    ),
    ADDRESS,
)
TERM_COLUMNS = (
    Column("term", _("Term"), _("Its code.")),
    Column("language", _("Language"), _("The language it is about."), printed=True),
    Column("avoid", _("Avoid"), _("The words to avoid."), printed=True),
    Column("prefer", _("Prefer"), _("What to write instead."), printed=True),
    Column("why", _("Why"), _("The reason."), printed=True),
    Column("note", _("Note"), _("What else is to be known.")),
    Column("source", _("Source"), _("The source of the reason.")),
    Column("source_url", _("Source"), _("The address of the source.")),
    Column("verified", _("Checked"), _("Whether it was checked against its source."), type=Type.YES_NO),
)
SOURCE_COLUMNS = (
    Column("source", _("Source"), _("Its code.")),
    Column("title", _("Source"), _("What it is called."), printed=True),
    Column("source_url", _("Address"), _("Where it is."), printed=True),
    Column(
        "read", _("Read by us"), _("Whether we opened and read it ourselves."), type=Type.YES_NO, printed=True
    ),
)


def listed(
    view: str,
    title: str,
    sentence: str,
    columns: tuple[Column, ...],
    rows: Iterable[Cells],
    *,
    as_of: date | None = None,
) -> Extract:
    """An extract without marks; of today where no day is given."""
    return Extract(
        view=view,
        title=title,
        sentence=sentence,
        as_of=as_of or timezone.localdate(),
        columns=columns,
        rows=tuple(row_of(columns, cells) for cells in rows),
    )


def _absolute(name: str, *args: object) -> str:
    return settings.SITE_URL.rstrip("/") + reverse(f"public:{name}", args=args)


def committees() -> Extract:
    """Every committee that has a page, by the name it is known by."""
    rows: list[Cells] = [
        {
            "committee": one.slug,
            "committee_name": one.name,
            "place": one.place.code,
            "members": one.members,
            "missing": "not_told" if one.members is None else None,
            "status": "constituted" if one.constituted else "not_constituted",
            "address": _absolute("committee", one.slug),
        }
        for one in committee_rows(on=timezone.localdate())
    ]
    sentence = _now("The committees, by the name under which each is known.")
    return listed("committees", _now("Committees"), sentence, COMMITTEE_COLUMNS, rows)


def practices(*, commitment: str, place: str) -> Extract | None:
    """Every good practice, or those of one place or commitment."""
    page = practices_page(commitment=commitment, place=place)
    if page is None:
        return None
    rows: list[Cells] = [
        {
            "practice": str(one.uuid),
            "title": one.title,
            "language": one.language,
            "place": one.place.code,
            "commitment": served.code,
            "commitment_title": served.title,
            "published_on": one.published_on,
            "address": _absolute("practice", one.uuid),
        }
        for one in page.rows
        for served in one.commitments
    ]
    title = _now("Good practices") + (f": {page.about}" if page.about else "")
    sentence = _now("What worked somewhere and could work elsewhere. It changes no mark.")
    return listed("practices", title, sentence, PRACTICE_COLUMNS, rows)


def terms() -> Extract:
    """Every term, language by language."""
    rows = [_term(one, language.code) for language in terms_page().languages for one in language.rows]
    sentence = _now("The words to avoid and to prefer, with the reasons.")
    return listed("terms", _now("Words to prefer"), sentence, TERM_COLUMNS, rows)


def term(*, code: str) -> Extract | None:
    """One term."""
    page = term_page(code)
    if page is None:
        return None
    rows = [_term(page.term, page.code)]
    return listed(f"term-{code}", _now("Words to prefer"), term_opening(page), TERM_COLUMNS, rows)


def _term(one: TermRow, language: str) -> Cells:
    return {
        "term": one.code,
        "language": language,
        "avoid": "; ".join(one.avoid),
        "prefer": "; ".join(one.prefer),
        "why": one.why,
        "note": one.note or None,
        "source": one.source or None,
        "source_url": one.source_url or None,
        "verified": one.verified,
    }


def sources() -> Extract:
    """Every source, those we read first."""
    page = sources_page()
    rows: list[Cells] = [
        {"source": one.code, "title": one.title, "source_url": one.url or None, "read": read}
        for read, found in ((True, page.opened), (False, page.unopened))
        for one in found
    ]
    sentence = _now("Where the figures, titles and texts of this scorecard come from.")
    return listed("sources", _now("Sources and their terms"), sentence, SOURCE_COLUMNS, rows)
