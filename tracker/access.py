"""Who may open what: every address says it, and one that says nothing keeps the product from starting.

    @opens_to(Access.MEMBER)                      a view of ours; the decorators of the doors do it
    declare(patterns, Access.ADMINISTRATOR)       the addresses of somebody else's app, where they are included

What a person may see and do behind an address is decided in `tracker.permissions`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from django.core.checks import CheckMessage, Error
from django.urls import URLPattern, URLResolver, get_resolver

AnyView = TypeVar("AnyView", bound=Callable[..., Any])
Route = URLPattern | URLResolver


class Access(StrEnum):
    """Who may open an address at all."""

    # Everybody, and nobody's session is looked at: the answer is the same for all.
    PUBLIC = "public"
    # Everybody, as on the way in or at a form for the public: a session may be looked at, a cookie set, and the
    # answer is nobody else's.
    ENTRANCE = "entrance"
    # Whoever is signed in; what is found there depends on the seats held.
    MEMBER = "member"
    # Whoever is signed in as an administrator; for others it does not exist.
    ADMINISTRATOR = "administrator"


TO_EVERYONE = frozenset({Access.PUBLIC, Access.ENTRANCE})


def opens_to(access: Access) -> Callable[[AnyView], AnyView]:
    """Say who may open a view. This is the one place that lets anybody pass without signing in."""

    def declared(view: AnyView) -> AnyView:
        view.access = access  # type: ignore[attr-defined]  # what the check below looks at
        view.login_required = access not in TO_EVERYONE  # type: ignore[attr-defined]  # what the middleware looks at
        return view

    return declared


def declare(
    patterns: Iterable[Any], access: Access, *, but: Mapping[str, Access] | None = None
) -> list[Route]:
    """Say it for all addresses of somebody else's app, `but` for those named otherwise; our own word is kept."""
    routes = list(patterns)
    for _route, pattern in walk(routes):
        if access_of(pattern) is None:
            opens_to((but or {}).get(pattern.name or "", access))(pattern.callback)
    return routes


def access_of(pattern: URLPattern) -> Access | None:
    """Who may open an address; None where it does not say."""
    return getattr(pattern.callback, "access", None)


def walk(routes: Iterable[Any], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address below, with its whole route as it is written in the table."""
    for one in routes:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from walk(one.url_patterns, route)
        else:
            yield route, one


def every_address_says_who_may_open_it(**_options: Any) -> list[CheckMessage]:
    """The system check: an Error for each address that does not say who may open it."""
    return [
        Error(
            f"The address “{route}” does not say who may open it.",
            hint="Decorate its view with opens_to(…), or include it through declare(…): tracker/access.py",
            id="tracker.E001",
        )
        for route, pattern in walk(get_resolver().url_patterns)
        if not isinstance(access_of(pattern), Access)
    ]
