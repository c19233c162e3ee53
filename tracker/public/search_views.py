"""The search over everything that is public."""

from django.http import HttpRequest, HttpResponse

from tracker.enums import SearchKind
from tracker.public.answers import changes_by_itself, page, public_page, with_more
from tracker.public.searching import words_asked
from tracker.selectors.search import search_page

UNPROCESSABLE = 422
LAST_PAGE = 50


@changes_by_itself
@public_page
def search(request: HttpRequest) -> HttpResponse:
    """What bears the words typed; without any, how to look."""
    asked = words_asked(request.GET.get("q", ""))
    kind = request.GET.get("kind", "")
    number = request.GET.get("page", "")
    found = search_page(
        asked.name,
        kind=SearchKind(kind) if kind in SearchKind.values else None,
        number=int(number)
        if number.isascii() and number.isdecimal() and 0 < int(number[:4]) <= LAST_PAGE
        else 1,
    )
    response = page(request, "search", found, section="search")
    response.status_code = UNPROCESSABLE if asked.fault else 200
    return with_more(response, asked=asked, kinds=SearchKind)
