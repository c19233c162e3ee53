"""The places of one target side by side: where it applies or could, and what its latest version says there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tracker.enums import PlaceKind, Scope
from tracker.models import Commitment, Place, PlaceTarget, PlaceTargetVersion, Target
from tracker.models.targets import WITHOUT_FIGURES

# So many rows are filled in on one page.
MOST_ON_A_PAGE = 60


@dataclass(frozen=True, kw_only=True)
class GridRow:
    """A place, with the latest version of what the target means there (None: nothing was said yet)."""

    place: Place
    latest: PlaceTargetVersion | None
    has_target: bool

    @property
    def number(self) -> int:
        """The number of that version; 0 where there is none."""
        return self.latest.number if self.latest else 0


@dataclass(frozen=True, kw_only=True)
class GridPart:
    """The rows of one page: those of a region, or of a piece of it."""

    key: str
    name: str
    rows: tuple[GridRow, ...]


def places_of(scope: Scope) -> QuerySet[Place]:
    """The places that a commitment of this scope applies to; what is fictional never counts as a State."""
    kind = PlaceKind.WORLD if scope == Scope.WORLD else PlaceKind.COUNTRY
    return Place.objects.filter(kind=kind, fictional=False)


def targets_with_figures(commitment: Commitment) -> list[Target]:
    """The targets of a commitment that can have a baseline, the nearest horizon first. One query."""
    measured = Target.objects.filter(commitment=commitment).exclude(versions__kind__in=WITHOUT_FIGURES)
    return list(measured.select_related("commitment", "horizon").distinct().order_by("horizon__due_on"))


def grid_rows(target: Target) -> tuple[GridRow, ...]:
    """Every place that the target is set for or could be set for, by name. Three queries."""
    could = places_of(Scope(target.commitment.scope)).values("pk")
    places = Place.objects.filter(Q(place_targets__target=target) | Q(pk__in=could)).distinct()
    versions = PlaceTargetVersion.objects.filter(place_target__target=target)
    newest = versions.select_related("source", "place_target").order_by("number")
    latest = {one.place_target.place_id: one for one in newest}
    has = set(PlaceTarget.objects.filter(target=target).values_list("place", flat=True))
    rows = [GridRow(place=place, latest=latest.get(place.pk), has_target=place.pk in has) for place in places]
    return tuple(sorted(rows, key=lambda row: (row.place.name, row.place.code)))


def parts_of(rows: Iterable[GridRow]) -> tuple[GridPart, ...]:
    """The rows by region, none of them longer than a page."""
    known = Place.objects.in_bulk()
    regions: dict[str, list[GridRow]] = {}
    names: dict[str, str] = {}
    for row in rows:
        region = _region_of(row.place, known)
        key = region.code if region else "other"
        names[key] = region.name if region else _("Other places")
        regions.setdefault(key, []).append(row)
    found = []
    for key in sorted(regions, key=lambda key: (key == "other", names[key])):
        held = regions[key]
        for number, start in enumerate(range(0, len(held), MOST_ON_A_PAGE), start=1):
            more = (f"-{number}", f" ({number})") if number > 1 else ("", "")
            piece = tuple(held[start : start + MOST_ON_A_PAGE])
            found.append(GridPart(key=key + more[0], name=names[key] + more[1], rows=piece))
    return tuple(found)


def _region_of(place: Place, known: Mapping[int, Place]) -> Place | None:
    above: Place | None = place
    while above and above.kind != PlaceKind.REGION:
        above = known.get(above.parent_id or 0)
    return above
