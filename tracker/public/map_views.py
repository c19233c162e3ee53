"""All States at once: the heat map, the tile map, and one horizon."""

from datetime import date

from django.http import HttpRequest, HttpResponse

from tracker.public.answers import page, with_more
from tracker.public.dated import dated_page
from tracker.public.filtering import asked_of, narrowed_page
from tracker.public.map_telling import heat_telling, horizon_telling, tile_telling
from tracker.selectors.heat_map import FILTERS, heat_map
from tracker.selectors.horizons import horizon_page
from tracker.selectors.tile_map import tile_map


@dated_page
def heatmap(request: HttpRequest, as_of: date | None) -> HttpResponse:
    """Places by objectives, each cell a way to what it is about."""
    found = heat_map(asked_of(request, FILTERS), as_of=as_of)
    response = narrowed_page(request, "heatmap", found, found.choices, section="heatmap")
    return with_more(response, telling=heat_telling(found))


@dated_page
def tiles(request: HttpRequest, as_of: date | None) -> HttpResponse:
    """One equal tile for each State, by sub-region."""
    found = tile_map(asked_of(request, ("subject", "horizon")), as_of=as_of)
    response = narrowed_page(request, "map", found, found.choices, section="map")
    return with_more(response, telling=tile_telling(found))


@dated_page
def horizon(request: HttpRequest, as_of: date | None, years: int) -> HttpResponse:
    """What was due by one date, what came of it, and what nobody has reported."""
    found = horizon_page(years, as_of=as_of)
    response = page(request, "horizon", found, section="horizons")
    return with_more(response, telling=horizon_telling(found)) if found else response
