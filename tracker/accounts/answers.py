"""How the pages about accounts answer."""

from django.http import HttpRequest
from django.template.response import TemplateResponse

from tracker.models import User

CONFLICT, GONE, UNPROCESSABLE = 409, 410, 422


class MemberRequest(HttpRequest):
    """A request by somebody who is signed in."""

    user: User


def page(request: HttpRequest, name: str, *, status: int = 200, **context: object) -> TemplateResponse:
    """A page about accounts: kept by nobody, and out of search engines."""
    headers = {"X-Robots-Tag": "noindex"}
    return TemplateResponse(request, f"accounts/{name}.html", context, status=status, headers=headers)
