"""Views that an address narrows down: `?region=m49-002&horizon=5`. An empty value asks for everything."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from django.http import HttpRequest
from django.template.response import TemplateResponse

from tracker.public.answers import page, refused, with_more
from tracker.selectors.choices import Choice, chosen_in_words

BAD_REQUEST = 400


def asked_of(request: HttpRequest, names: Iterable[str]) -> dict[str, str]:
    """What an address asks for under these names, each as it was typed; what stands there twice fits no list."""
    return {name: " + ".join(request.GET.getlist(name)) for name in names}


def narrowed_page(
    request: HttpRequest, template: str, found: object, choices: Iterable[Choice], *, section: str
) -> TemplateResponse:
    """The page with its lists, under a permanent address; 400 where one was asked for what is not in it."""
    lists = {one.name: one for one in choices}
    asked = {name: one.asked for name, one in lists.items() if one.asked}
    response = page(request, template, found, section=section)
    if any(one.wrong for one in lists.values()):
        response = refused(response, BAD_REQUEST)
    return with_more(
        response,
        lists=lists,
        asked=asked,
        kept=tuple(asked.items()),
        narrowed=chosen_in_words(lists.values()),
        whole_address=address(request.path, asked),
    )


def address(path: str, asked: Mapping[str, str]) -> str:
    """An address with what it asks for."""
    return f"{path}?{urlencode(asked)}" if asked else path
