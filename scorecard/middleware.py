"""The headers every answer carries, and the door that asks who is there, each in one place."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed

from tracker.access import Access

PAGE_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
NO_DEVICES = ", ".join(
    f"{device}=()"
    for device in (
        "accelerometer",
        "camera",
        "geolocation",
        "microphone",
        "payment",
        "usb",
        "browsing-topics",
    )
)
HEADERS = {
    "Content-Security-Policy": PAGE_POLICY,
    "Permissions-Policy": NO_DEVICES,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
PRIVATE = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
# Whoever signs out on a shared machine leaves nothing behind on it, by whatever door. Said here and nowhere else.
CLEARED = {"Clear-Site-Data": '"cache", "cookies", "storage"'}
# What this site is asked with. Every other method is refused before anything looks at it.
METHODS = ("GET", "HEAD", "POST")

Answering = Callable[[HttpRequest], HttpResponse]


def answer_headers(get_response: Answering) -> Answering:
    """Add our headers to every answer that does not set them itself; private, but where a page is for everybody."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if _may_be_framed(request, response):
            del response.headers["X-Frame-Options"]
        if not _is_for_everybody(request, response):
            _set(response, PRIVATE)
            response.headers.pop("Expires", None)
        if getattr(request, "has_signed_out", False):
            _set(response, CLEARED)
        return response

    return middleware


def _set(response: HttpResponse, headers: dict[str, str]) -> None:
    for name, value in headers.items():
        response.headers[name] = value


def _may_be_framed(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether other sites may show the answer: it says so, and comes from where that was meant."""
    match = request.resolver_match
    meant = match is not None and getattr(match.func, "may_be_framed", False)
    return meant and getattr(response, "xframe_options_exempt", False)


def _is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether others may keep the answer: it says so, and comes from where answers are the same for everybody."""
    match = request.resolver_match
    opened = match is None or getattr(match.func, "access", None) == Access.PUBLIC
    return opened and not response.cookies and "public" in response.headers.get("Cache-Control", "")


@receiver(user_logged_out)
def note_signing_out(request: HttpRequest | None, **_sent: Any) -> None:
    """Remember on the request that its person has left, by whatever door."""
    if request is not None:
        request.has_signed_out = True  # type: ignore[attr-defined]  # what `answer_headers` looks at


def known_methods(get_response: Answering) -> Answering:
    """Refuse every other method: Django's class-based views and its admin would take a PUT for one of these."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request) if request.method in METHODS else HttpResponseNotAllowed(METHODS)

    return middleware


class AsksWhoIsThere(LoginRequiredMiddleware):
    """Sends whoever is not signed in to the sign-in page, and on a page for everyone does not even look.

    Django's own looks first, which reads the session, and then caches keep a copy of the page per visitor.
    """

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        """Ask only where the view wants to know."""
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(  # type: ignore[override]  # it says redirect, and hands on any answer
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        """To the sign-in page; a form that was sent waits for its author, where its view knows how."""
        wait = getattr(view_func, "when_signed_out", None) if request.method == "POST" else None
        waiting: HttpResponseBase | None = wait(request) if wait else None
        return waiting or super().handle_no_permission(request, view_func)
