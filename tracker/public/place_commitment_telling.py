"""What the page of one commitment in one place says in sentences."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.public.front import met_in_words
from tracker.public.map_telling import Telling
from tracker.public.pathway import Pathway
from tracker.public.place_telling import never_in_words
from tracker.public.target_chart import target_chart
from tracker.public.target_telling import TargetTelling, target_telling
from tracker.scoring import Mark, Status
from tracker.selectors.place_commitments import PlaceCommitmentPage
from tracker.selectors.standings import Standing, Told, shown
from tracker.selectors.targets import TargetPage, UnshownTarget
from tracker.wording import figure


@dataclass(frozen=True, kw_only=True)
class Part:
    """One target with its sentences and its picture; neither where its mark cannot be shown."""

    page: TargetPage | UnshownTarget
    telling: TargetTelling | None
    chart: Pathway | None


def place_commitment_telling(page: PlaceCommitmentPage) -> Telling:
    """How many of the targets are met, and on how many nothing was reported."""
    overall = shown(page.overall)
    if overall is None:
        return Telling(_("Its mark as a whole cannot be shown; what can be shown stands below."), ())
    if not overall.applicable:
        return Telling(_("%(place)s: this commitment does not apply here.") % {"place": page.place.name}, ())
    text = ngettext(
        "%(place)s has %(total)s target under this commitment.",
        "%(place)s has %(total)s targets under this commitment.",
        overall.applicable,
    )
    if not page.targets:
        text = ngettext(
            "The States of %(place)s have %(total)s target under this commitment.",
            "The States of %(place)s have %(total)s targets under this commitment.",
            overall.applicable,
        )
    first = text % {"place": page.place.name, "total": figure(overall.applicable)}
    met = met_in_words(dict(overall.counts).get(Mark.MET, 0))
    return Telling(f"{first} {met}", _silence(overall))


def _silence(found: Standing) -> tuple[str, ...]:
    silent = dict(found.statuses).get(Status.NO_DATA, 0)
    if not silent:
        return ()
    return never_in_words(silent), _("No report is not a no.")


def untold(page: PlaceCommitmentPage) -> bool:
    """Whether something here cannot be shown, so that no list of what is missing is whole."""
    return any(one.fault for one in (page.overall, *page.by_horizon) if one)


def parts(page: PlaceCommitmentPage) -> tuple[Part, ...]:
    """Each target of the place with what its own page says of it in short."""
    return tuple(_part(one) for one in page.targets)


def _part(one: TargetPage | UnshownTarget) -> Part:
    if isinstance(one, UnshownTarget):
        return Part(page=one, telling=None, chart=None)
    return Part(page=one, telling=target_telling(one), chart=target_chart(one, key=f"pathway-{one.years}"))


def missing(page: PlaceCommitmentPage) -> tuple[str, ...]:
    """By which dates nothing was reported."""
    pairs = zip(page.horizons, page.by_horizon, strict=True)
    return tuple(filter(None, (_missing(head.due_year, told) for head, told in pairs)))


def _missing(year: int, told: Told) -> str:
    found = shown(told)
    silent = dict(found.statuses).get(Status.NO_DATA, 0) if found else 0
    if not found or not silent:
        return ""
    return ngettext(
        "By %(year)s: nothing was reported on %(silent)s of %(total)s target.",
        "By %(year)s: nothing was reported on %(silent)s of %(total)s targets.",
        found.applicable,
    ) % {"year": year, "silent": figure(silent), "total": figure(found.applicable)}
