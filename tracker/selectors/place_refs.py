"""A place as pages name and link it."""

from dataclasses import dataclass

from tracker.models import Place


@dataclass(frozen=True, kw_only=True)
class PlaceRef:
    """A place as a page names and links it."""

    code: str
    name: str
    fictional: bool


def place_ref(place: Place) -> PlaceRef:
    """The place as pages name it."""
    return PlaceRef(code=place.code, name=place.name, fictional=place.fictional)
