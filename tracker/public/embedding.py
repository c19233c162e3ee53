"""Putting a page elsewhere: a frame, a picture that stands by itself, what of it is signed, and a card for links.

Only these answers may be framed by others. They hold no form and no script, set no cookie, and look at no session.
"""

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import get_template
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from tracker.public.dated import dated_page
from tracker.public.elsewhere.card import NoGlyph, card_of, site_card
from tracker.public.elsewhere.drawing import drawing
from tracker.public.elsewhere.picture import Picture
from tracker.public.elsewhere.statement import signed
from tracker.public.embeds import EMBEDS, Elsewhere, Embed, addresses_of
from tracker.public.taking import heard
from tracker.public.takings import PARAMETER, query_of
from tracker.wording import day

FRAME_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors *"
)
PICTURE_POLICY = (
    "default-src 'none'; style-src 'sha256-{digest}'; form-action 'none'; base-uri 'none'; frame-ancestors *"
)
STYLE = "embed/picture.css"
Answering = Callable[[HttpRequest, Picture, Elsewhere], HttpResponse]


def with_embeds(pages: Iterable[URLPattern]) -> list[URLPattern]:
    """The addresses of these pages, and before each that can be put elsewhere those of its frame and pictures."""
    found: list[URLPattern] = []
    for page in pages:
        if embed := EMBEDS.get(page.name or ""):
            found += _below(page, embed)
        found.append(page)
    return found


def _below(page: URLPattern, embed: Embed) -> Iterator[URLPattern]:
    for name, (below, answer, framed) in BELOW.items():
        view = _view_of(embed, below, answer, framed=framed)
        yield path(f"{page.pattern}{below}", view, name=f"{page.name}-{name}")


def _view_of(embed: Embed, below: str, answer: Answering, *, framed: bool) -> Callable[..., Any]:
    @dated_page
    def view(request: HttpRequest, as_of: date | None, /, **named: Any) -> HttpResponse:
        asked = {name: heard(request, name) for name in embed.hears}
        picture = embed.picture(as_of=as_of, **named, **asked)
        if picture is None:
            raise Http404
        kept = {PARAMETER: as_of.isoformat()} if as_of else {}
        page = request.path.removesuffix(below)
        response = answer(request, picture, addresses_of(embed, page, query_of({**asked, **kept})))
        return may_be_framed(response) if framed else response

    view.may_be_framed = framed  # type: ignore[attr-defined]  # what the middleware looks at
    return view


def may_be_framed(response: HttpResponse) -> HttpResponse:
    """The answer, for other sites to show within their pages."""
    response.xframe_options_exempt = True  # what Django's middleware looks at
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _frame(request: HttpRequest, picture: Picture, where: Elsewhere) -> HttpResponse:
    """A page to be put in a frame, made of the same parts as the page it is about."""
    context = {
        "picture": picture,
        "where": where,
        "statement": signed(picture, where.page),
        "day": day(picture.as_of),
    }
    headers = {"Content-Security-Policy": FRAME_POLICY}
    return TemplateResponse(request, "embed/frame.html", context, headers=headers)


def _picture(request: HttpRequest, picture: Picture, where: Elsewhere) -> HttpResponse:
    """A picture that stands by itself, with its style and what of it is signed."""
    statement = signed(picture, where.page)
    context = {
        "picture": picture,
        "drawing": drawing(picture, source=where.page, signature=statement.signature),
        "address": where.page,
        "said": statement.as_text,
        "day": day(picture.as_of),
    }
    return HttpResponse(
        get_template("embed/picture.svg").render(context),
        content_type="image/svg+xml; charset=utf-8",
        headers={"Content-Security-Policy": PICTURE_POLICY.format(digest=_style_digest())},
    )


@lru_cache(maxsize=1)
def _style_digest() -> str:
    """The digest of the one style that a picture may have."""
    style = get_template(STYLE).render()
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")


def _statement(request: HttpRequest, picture: Picture, where: Elsewhere) -> HttpResponse:
    """What is signed, with its signature."""
    said = signed(picture, where.page).as_json
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _card(request: HttpRequest, picture: Picture, where: Elsewhere) -> HttpResponse:
    """The card for links to the page; that of the whole site where a letter of it cannot be set."""
    try:
        return HttpResponse(card_of(picture), content_type="image/png")
    except NoGlyph:
        return HttpResponse(site_card(), content_type="image/png")


# By the end of its name: what stands below the address of a page, what answers, and whether others may frame it.
BELOW: dict[str, tuple[str, Answering, bool]] = {
    "embed": ("embed/", _frame, True),
    "picture": ("embed.svg", _picture, True),
    "statement": ("embed.json", _statement, False),
    "card": ("card.png", _card, False),
}
