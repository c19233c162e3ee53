"""A site whose pages go wrong, each in another way; around it everything is the product's own."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.db import OperationalError
from django.http import HttpResponse
from django.urls import include, path
from django.views.decorators.cache import cache_control

from scorecard import urls
from tracker.access import Access, opens_to

SECRET = "canary-of-a-broken-view"


@opens_to(Access.PUBLIC)
def broken(request):
    """Fails with something on its stack that nobody may see."""
    secret = SECRET
    raise RuntimeError(secret)


@opens_to(Access.PUBLIC)
def unreadable(request):
    raise BadRequest(SECRET)


@opens_to(Access.PUBLIC)
def refused(request):
    raise PermissionDenied(SECRET)


@opens_to(Access.PUBLIC)
def away(request):
    raise OperationalError(f"could not connect to server: {SECRET}")


@opens_to(Access.PUBLIC)
def too_often(request):
    return HttpResponse("Too often.", status=429)


@opens_to(Access.MEMBER)
@cache_control(public=True, max_age=60)
def careless(request):
    """Says of a page for members that everybody may keep it."""
    return HttpResponse("Yours.")


@opens_to(Access.PUBLIC)
@cache_control(public=True, max_age=60)
def talkative(request):
    """Says of a page with a cookie that everybody may keep it."""
    answer = HttpResponse("Yours.")
    answer.set_cookie("who", "you")
    return answer


urlpatterns = [
    path("broken/", broken),
    path("unreadable/", unreadable),
    path("refused/", refused),
    path("away/", away),
    path("too-often/", too_often),
    path("careless/", careless),
    path("talkative/", talkative),
    path("", include("scorecard.urls")),
]
handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)
