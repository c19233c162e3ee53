"""The headers every answer carries, and the door that asks who is there, each in one place."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase

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
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "Cache-Control": "private, no-store",
}


def answer_headers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Add our headers to every answer that does not set them itself; private unless a view says otherwise."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

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
