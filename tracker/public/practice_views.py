"""The public pages of good practices."""

from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from tracker.public.answers import page, public_page
from tracker.selectors.practices import practice_page, practices_page

LONGEST = 60


@public_page
def practices(request: HttpRequest) -> HttpResponse:
    """Every good practice, or those of one place or commitment."""
    asked = {name: request.GET.get(name, "") for name in ("commitment", "place")}
    if any(len(code) > LONGEST or "\0" in code for code in asked.values()) or all(asked.values()):
        raise BadRequest("good practices are asked for of one place or one commitment")
    return page(request, "practices", practices_page(**asked), section="practices")


@public_page
def practice(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One good practice."""
    found = practice_page(uuid)
    demonstration = found is not None and found.row.place.fictional
    return page(request, "practice", found, section="practices", demonstration=demonstration)
