"""A form sent after its session had ended: the text waits in the page, and goes on once its author is back."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tracker.access import Access, opens_to
from tracker.workspace.answers import FORBIDDEN, page
from tracker.workspace.report_fields import data_of
from tracker.workspace.signing import kept_of, sent_page

SIGNED_OUT = 401


def offer(request: HttpRequest, *, status: int = SIGNED_OUT) -> HttpResponse | None:
    """The page on which a text waits for its author to sign in again; nothing for a page that was made for nobody."""
    kept = kept_of(request)
    return _waiting(request, kept, status=status) if kept else None


def _waiting(request: HttpRequest, kept: str, *, status: int, still_out: bool = False) -> HttpResponse:
    context = {"kept": kept, "sign_in": resolve_url(settings.LOGIN_URL), "still_out": still_out}
    answer = TemplateResponse(request, "workspace/again.html", context, status=status)
    return answer.render()


@csrf_exempt  # signing in gave the browser another token; our own signature on text and person stands in its place
@opens_to(Access.ENTRANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest) -> HttpResponseBase:
    """Go on with a text that waited, as if it had just been sent: for the person who typed it."""
    if request.method != "POST":
        return redirect("workspace:desk")
    kept = request.POST.get("kept", "")
    sent = sent_page(kept)
    if sent is None:
        raise PermissionDenied
    if not request.user.is_authenticated:
        return _waiting(request, kept, status=SIGNED_OUT, still_out=True)
    try:
        match = resolve(sent.path)
    except Resolver404:
        return redirect("workspace:desk")
    if sent.owner != request.user.pk or not hasattr(match.func, "when_signed_out"):
        reason = _("Somebody else typed that text. Only the person who typed it gets it back.")
        return page(request, "refused", status=FORBIDDEN, reason=reason)
    request.POST = data_of(sent.fields)  # type: ignore[assignment]  # as if it had just been sent
    answer: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    return answer
