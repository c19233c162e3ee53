"""What every file taken from here says about itself, and what places are called beside their codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.models import Place
from tracker.models.places import name_of
from tracker.scoring import METHOD_VERSION
from tracker.selectors.audit import audit_head

AUTHOR = "GCM Scorecard"


@dataclass(frozen=True)
class KnownPlace:
    """A place's name and its codes in official lists."""

    name: str
    iso3: str
    m49: str
    fictional: bool


@dataclass(frozen=True, kw_only=True)
class Imprint:
    """Where a file comes from. `audit_head` is where the record of acts stood: number, hash, day."""

    address: str
    method_version: int
    audit_head: str
    demonstration: bool

    @property
    def attribution(self) -> str:
        """Whom to name, and where it is."""
        return f"{AUTHOR}, {self.address}"


def known_places() -> dict[str, KnownPlace]:
    """Every place by its code. One query."""
    rows = Place.objects.order_by().values_list("code", "names", "iso3", "m49", "fictional")
    return {
        code: KnownPlace(name_of(names), iso3 or "", m49 or "", fictional)
        for code, names, iso3, m49, fictional in rows
    }


def imprint(address: str, places: Mapping[str, KnownPlace], *, as_of: date | None, today: date) -> Imprint:
    """Where a file about today or a past day comes from. One query.

    Of a past day with the head as it stood at its end, so that the same file is the same bytes for ever.
    """
    head = audit_head(today=as_of + timedelta(days=1) if as_of else today)
    return Imprint(
        address=address,
        method_version=METHOD_VERSION,
        audit_head=str(head or ""),
        demonstration=any(place.fictional for place in places.values()),
    )
