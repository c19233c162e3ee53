"""The search over everything that is public."""

from django.http import HttpRequest, HttpResponse

from tracker.enums import SearchKind
from tracker.public.answers import changes_by_itself, page, public_page, refused, with_more
from tracker.public.searching import page_asked, words_asked
from tracker.selectors.search import search_page

UNPROCESSABLE = 422


@changes_by_itself
@public_page
def search(request: HttpRequest) -> HttpResponse:
    """What bears the words typed; without any, how to look."""
    asked = words_asked(request.GET.get("q", ""))
    kind = request.GET.get("kind", "")
    found = search_page(
        asked.name,
        kind=SearchKind(kind) if kind in SearchKind.values else None,
        number=page_asked(request.GET.get("page", "")),
    )
    response = page(request, "search", found, section="search")
    if asked.fault:
        response = refused(response, UNPROCESSABLE)
    return with_more(response, asked=asked, kinds=SearchKind)
