"""Forms for everyone: without an account, a session or a cookie, and so without the token of a session as well.

Nothing that the sender is counts there, so another site that sends such a form gains nothing by it; still it is
refused where the browser says so.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tracker.access import Access, opens_to

Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Given], HttpResponse]


def open_form(view: View[Given]) -> View[Given]:
    """A page with a form for everyone: kept by nobody, found by no search engine."""
    answered = require_http_methods(["GET", "HEAD", "POST"])(view)

    @csrf_exempt
    @opens_to(Access.PUBLIC)
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        if request.method == "POST" and request.headers.get("Sec-Fetch-Site") == "cross-site":
            raise PermissionDenied
        response = answered(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return cast(View[Given], wrapped)
