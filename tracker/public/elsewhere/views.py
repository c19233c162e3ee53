"""What is drawn for each page that can be put elsewhere: it asks the page's own selector."""

from datetime import date

from django.core.exceptions import BadRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.public.elsewhere.picture import Picture
from tracker.public.map_telling import heat_telling
from tracker.public.target_chart import target_chart
from tracker.public.why_telling import title as subject_of
from tracker.selectors.choices import chosen_in_words
from tracker.selectors.heat_map import FILTERS, heat_map
from tracker.selectors.places import place_page
from tracker.selectors.processes import process_page
from tracker.selectors.standings import Told
from tracker.selectors.targets import TargetPage, target_page
from tracker.selectors.why import WhyPage, why_of_place, why_of_process
from tracker.wording import day


def place(*, as_of: date | None, code: str) -> Picture | None:
    """A place on everything: a State, a region, the world."""
    page = place_page(code, as_of=as_of)
    if page is None:
        return None
    return Picture(
        holder=page.place.name,
        title=_("All objectives together"),
        fictional=page.place.fictional,
        as_of=_day(as_of, page.overall),
        told=page.overall,
    )


def process(*, as_of: date | None, code: str) -> Picture | None:
    """A consultative process on everything."""
    page = process_page(code, as_of=as_of)
    if page is None:
        return None
    return Picture(
        holder=page.name,
        title=_("All objectives together"),
        fictional=False,
        as_of=_day(as_of, page.overall),
        told=page.overall,
    )


def place_why(*, as_of: date | None, place: str, address: str) -> Picture | None:
    """Any roll-up of a place; a single target has a page of its own, and is put elsewhere from there."""
    found = why_of_place(place, address, as_of=as_of)
    return _roll_up(found, as_of) if isinstance(found, WhyPage) else None


def process_why(*, as_of: date | None, process: str, address: str) -> Picture | None:
    """Any roll-up of a process."""
    found = why_of_process(process, address, as_of=as_of)
    return _roll_up(found, as_of) if found else None


def _roll_up(page: WhyPage, as_of: date | None) -> Picture:
    title = subject_of(page)
    return Picture(
        holder=page.place.name if page.place else page.process_name,
        title=_("%(what)s, by %(due)s") % {"what": title, "due": day(page.due_on)} if page.due_on else title,
        fictional=bool(page.place and page.place.fictional),
        as_of=_day(as_of, page.told),
        told=page.told,
    )


def target(*, as_of: date | None, place: str, commitment: str, years: int) -> Picture | None:
    """A target of a place: its mark, and where the goal is a figure the way to it."""
    page = target_page(place, commitment, years, as_of=as_of)
    if page is None:
        return None
    return Picture(
        holder=page.place.name,
        title=page.title,
        fictional=page.place.fictional,
        as_of=_day(as_of, page.standing),
        told=page.standing,
        chart=target_chart(page) if isinstance(page, TargetPage) else None,
    )


def heatmap(*, as_of: date | None, **asked: str) -> Picture:
    """The heat map, narrowed down as the page is."""
    page = heat_map({name: asked.get(name, "") for name in FILTERS}, as_of=as_of)
    if page.wrong:
        raise BadRequest("there is no such view")
    telling = heat_telling(page)
    rows = [row for group in page.groups for row in group.rows]
    return Picture(
        holder=_("Heat map"),
        title=chosen_in_words(page.choices) or _("Places by objectives, over all dates"),
        fictional=any(row.place and row.place.fictional for row in rows),
        as_of=page.as_of or timezone.localdate(),
        heat=page,
        said=(telling.headline, *telling.lede),
    )


def _day(as_of: date | None, told: Told | None) -> date:
    """The day that was asked for; today the day of the mark, which is of yesterday until it was looked at again."""
    return as_of or (told.as_of if told else None) or timezone.localdate()
