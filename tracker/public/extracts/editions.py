"""Editions: the list, and what each froze of the world, of a place or process, and of a commitment."""

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tracker.public.citing import address_of
from tracker.public.extracts.scorecards import scores, whole_rows
from tracker.selectors.edition_payload import PLACES, PROCESSES
from tracker.selectors.edition_refs import EditionRef, edition_rows
from tracker.selectors.editions import HolderPage, edition_page, holder_page, promise_page
from tracker.selectors.objectives import HorizonHead
from tracker.transfer.extract import Cells, Column, Extract, Type, row_of
from tracker.transfer.marks import About, mark_row

LIST_COLUMNS = (
    Column("edition", _("Edition"), _("Its name in addresses.")),
    Column("title", _("Edition"), _("What it is called."), printed=True),
    Column("round", _("Round"), _("The round it closes."), printed=True),
    Column(
        "marks_as_of",
        _("Marks as of"),
        _("The day its marks are of."),
        type=Type.DAY,
        printed=True,
    ),
    Column(
        "frozen_on",
        _("Frozen"),
        _("The day it was frozen."),
        type=Type.DAY,
        printed=True,
    ),
    Column(
        "made_by_method",
        _("Method"),
        _("The version of the method its marks were made by."),
        type=Type.WHOLE,
        printed=True,
    ),
    Column(
        "marks",
        _("Marks"),
        _("How many targets of places it marks."),
        type=Type.WHOLE,
        printed=True,
    ),
    Column("size", _("Size"), _("How many bytes its file has."), type=Type.WHOLE),
    Column("digest", "SHA-256", _("The digest of its file.")),
    Column("replaces", _("Replaces"), _("The edition of the same round before it.")),
    Column("replaced_by", _("Replaced by"), _("The edition of the same round after it.")),
    Column("address", _("Address"), _("Where it is."), tag="#meta+url"),
)


def editions() -> Extract:
    """Every edition."""
    rows = edition_rows()
    return Extract(
        view="editions",
        title=_now("Editions"),
        sentence=_now("What was frozen at the end of each round, to be cited."),
        as_of=timezone.localdate(),
        columns=LIST_COLUMNS,
        rows=tuple(row_of(LIST_COLUMNS, _edition(one)) for one in rows),
    )


def _edition(one: EditionRef) -> Cells:
    return {
        "edition": one.slug,
        "title": one.title,
        "round": one.round,
        "marks_as_of": one.as_of,
        "frozen_on": one.frozen_on,
        "made_by_method": one.method_version,
        "marks": one.marks,
        "size": one.size,
        "digest": one.digest,
        "replaces": one.replaces[0] if one.replaces else None,
        "replaced_by": one.replaced_by[0] if one.replaced_by else None,
        "address": address_of(one),
    }


def _frozen(edition: EditionRef) -> tuple[str, tuple[str, ...]]:
    """A sentence about an edition, and what must be known of it."""
    sentence = _now("%(title)s, version %(version)s: frozen, and never changed.") % {
        "title": edition.title,
        "version": edition.version,
    }
    later = _now("A later edition of the same round replaces it: %(title)s.")
    return sentence, (later % {"title": edition.replaced_by[1]},) if edition.replaced_by else ()


def edition(*, slug: str) -> Extract | None:
    """The world in an edition."""
    page = edition_page(slug)
    if page is None:
        return None
    sentence, more = _frozen(page.edition)
    heads = tuple(HorizonHead(years=one.years, due_year=one.due_year) for one in page.horizons)
    about = About(place=page.world)
    rows = list(whole_rows(about, None, heads, [one.standing for one in page.horizons], page.objectives))
    # The page of an edition shows the world by each horizon, and no mark over all of them.
    return scores(
        f"edition-{slug}", page.edition.title, sentence, rows[1:], as_of=page.edition.as_of, more=more
    )


def edition_place(*, slug: str, code: str) -> Extract | None:
    """One place in an edition."""
    return _holder(slug, code, holder_page(slug, PLACES, code))


def edition_process(*, slug: str, code: str) -> Extract | None:
    """One process in an edition."""
    return _holder(slug, code, holder_page(slug, PROCESSES, code))


def _holder(slug: str, code: str, page: HolderPage | None) -> Extract | None:
    if page is None:
        return None
    sentence, more = _frozen(page.edition)
    about = About(place=code) if page.place else About(process=code, process_name=page.name)
    title = f"{page.name}, {page.edition.title}"
    return scores(
        f"edition-{slug}-{code}",
        title,
        sentence,
        whole_rows(about, page.overall, page.heads, page.by_horizon, page.objectives),
        as_of=page.edition.as_of,
        more=more,
        called={page.place.code: page.place.name} if page.place else {},
    )


def edition_commitment(*, slug: str, code: str) -> Extract | None:
    """One commitment in an edition, in its words of then."""
    page = promise_page(slug, code)
    if page is None:
        return None
    told = [found for found in (page.overall, *(one.standing for one in page.targets)) if found]
    about = About(
        place=next((found.place for found in told), ""),
        level="commitment",
        objective=page.objective_number,
        objective_label=page.objective_label,
        commitment=page.code,
        commitment_title=page.title,
    )
    rows = [mark_row(about, page.overall)]
    for one in page.targets:
        years = one.standing.years if one.standing else None
        of_it = About(
            **{**vars(about), "target": one.title, "horizon": years, "due_year": str(one.due_on.year)}
        )
        rows.append(mark_row(of_it, one.standing))
    sentence, more = _frozen(page.edition)
    return scores(
        f"edition-{slug}-{code}", f"{code} {page.title}", sentence, rows, as_of=page.edition.as_of, more=more
    )
