"""How public pages are answered: to everyone, the same, and fit to be kept as long as nothing public changes."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tracker.access import Access, opens_to
from tracker.public.citing import Citation
from tracker.public.embeds import elsewhere
from tracker.public.takings import alternates_of, canonical_of, files_of

Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Given], HttpResponseBase]
A_YEAR = 365 * 24 * 60 * 60


# Whoever keeps a copy asks each second whether it still holds: most are answered that it does, in a few bytes.
FRESH = {"max_age": 1, "must_revalidate": True}


def _public(view: View[Given], *, changes_with_version: bool, **kept: int | bool) -> View[Given]:
    """A view for everyone: read only, no sign-in, no cookie, kept by readers as long as is said."""
    answered = cache_control(public=True, **kept)(require_safe(view))

    @opens_to(Access.PUBLIC)
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponseBase:
        return answered(request, *args, **kwargs)

    wrapped.changes_with_version = changes_with_version  # type: ignore[attr-defined]  # what the page cache looks at
    return cast(View[Given], wrapped)


def public_page(view: View[Given]) -> View[Given]:
    """A page for everyone, kept until another version of what is public holds."""
    return _public(view, changes_with_version=True, **FRESH)


def frozen_file(view: View[Given]) -> View[Given]:
    """A file for everyone whose bytes never change: whoever has it need not ask again."""
    return _public(view, changes_with_version=False, max_age=A_YEAR, immutable=True)


def public_file(view: View[Given]) -> View[Given]:
    """A file for everyone that may be taken down one day: kept by readers, who ask whether it still holds."""
    return _public(view, changes_with_version=False, **FRESH)


def changes_by_itself(view: View[Given]) -> View[Given]:
    """A public page that also shows what changes without another version, and so is made anew each time."""
    view.changes_with_version = False  # type: ignore[attr-defined]
    return view


def page(
    request: HttpRequest, template: str, found: object, *, section: str, demonstration: bool = False
) -> TemplateResponse:
    """The page with what a selector found, or a plain 404 where it found nothing."""
    if found is None:
        raise Http404
    canonical = canonical_of(request)
    context = {
        "page": found,
        "section": section,
        "demonstration": demonstration,
        "canonical": canonical,
        "alternates": alternates_of(canonical),
        "site": settings.SITE_URL.rstrip("/"),
        "citation": Citation(address=canonical, today=timezone.localdate()),
        "files": files_of(request),
        "elsewhere": elsewhere(request),
    }
    return TemplateResponse(request, f"public/{template}.html", context)


def with_more(response: TemplateResponse, **more: object) -> TemplateResponse:
    """The page with what the door adds to what the selector found."""
    response.context_data = {**(response.context_data or {}), **more}
    return response


def refused(response: TemplateResponse, status: int) -> TemplateResponse:
    """The page that says what was wrong with what it was asked: it is no view to take along."""
    response.status_code = status
    return with_more(response, files=[], elsewhere=None, citation=None)
