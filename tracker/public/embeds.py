"""What can be put elsewhere of each page, and where: below its address `embed/`, `embed.svg` and `embed.json`.

A page is put elsewhere by one line in `EMBEDS`: the name of its address, and what makes its picture. See
docs/embedding.md.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest

from tracker.public.elsewhere import views
from tracker.public.elsewhere.picture import Picture
from tracker.public.takings import asked_in, query_of
from tracker.selectors.heat_map import FILTERS

# How high the frame is, in pixels: the snippet says it, and whoever puts it elsewhere may say otherwise.
OF_A_MARK, OF_MORE = 340, 640


@dataclass(frozen=True)
class Embed:
    """What makes the picture of a page, which of its questions it hears, and how much room it takes."""

    picture: Callable[..., Picture | None]
    hears: tuple[str, ...] = ()
    height: int = OF_A_MARK


@dataclass(frozen=True)
class Elsewhere:
    """The addresses of a page put elsewhere, absolute, and the height of its frame."""

    page: str
    frame: str
    picture: str
    statement: str
    card: str
    height: int

    @property
    def here(self) -> "Elsewhere":
        """The same addresses, as they stand on this site."""
        site = settings.SITE_URL.rstrip("/")
        names = ("page", "frame", "picture", "statement", "card")
        return replace(self, **{name: getattr(self, name).removeprefix(site) for name in names})


EMBEDS = {
    "place": Embed(views.place),
    "place_why": Embed(views.place_why),
    "process": Embed(views.process),
    "process_why": Embed(views.process_why),
    "target": Embed(views.target, height=OF_MORE),
    "heatmap": Embed(views.heatmap, hears=FILTERS, height=OF_MORE),
}


def elsewhere(request: HttpRequest) -> Elsewhere | None:
    """Where the page that is asked for is put elsewhere; None where it cannot be."""
    match = request.resolver_match
    embed = EMBEDS.get(match.url_name or "") if match else None
    if embed is None:
        return None
    return addresses_of(embed, request.path, query_of(asked_in(request, embed.hears, dated=True)))


def addresses_of(embed: Embed, page: str, query: str) -> Elsewhere:
    """The addresses of what is below the address of a page."""
    whole = settings.SITE_URL.rstrip("/") + page
    return Elsewhere(
        page=f"{whole}{query}",
        frame=f"{whole}embed/{query}",
        picture=f"{whole}embed.svg{query}",
        statement=f"{whole}embed.json{query}",
        card=f"{whole}card.png{query}",
        height=embed.height,
    )
