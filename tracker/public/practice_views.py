"""The public pages of good practices."""

from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from tracker.public.answers import page, public_page, with_more
from tracker.public.opening import practice_opening, practices_opening
from tracker.selectors.practices import practice_page, practices_page

LONGEST = 60


@public_page
def practices(request: HttpRequest) -> HttpResponse:
    """Every good practice, or those of one place or commitment."""
    asked = {name: request.GET.get(name, "") for name in ("commitment", "place")}
    if any(len(code) > LONGEST or "\0" in code for code in asked.values()) or all(asked.values()):
        raise BadRequest("good practices are asked for of one place or one commitment")
    found = practices_page(**asked)
    response = page(request, "practices", found, section="practices")
    return with_more(response, opening=practices_opening(found)) if found else response


@public_page
def practice(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One good practice."""
    found = practice_page(uuid)
    demonstration = found is not None and found.row.place.fictional
    response = page(request, "practice", found, section="practices", demonstration=demonstration)
    return with_more(response, opening=practice_opening(found)) if found else response
