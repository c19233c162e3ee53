"""The administrators' desk: Django's own admin behind our own sign-in page, with the nouns in groups."""

from functools import update_wrapper
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tracker.access import Access, declare, opens_to
from tracker.admin.attention import front_page
from tracker.admin.changes import latest_changes, may_see_changes, page_of_changes
from tracker.admin.finding import find, may_find
from tracker.admin.imports import TablePages

GROUPS = (
    (_("Commitments and targets"), ("Commitment", "Target", "PlaceTarget", "Horizon", "ChangeRequest")),
    (_("Rounds and editions"), ("Round", "Edition")),
    (
        _("Committees and people"),
        (
            "Committee",
            "Seat",
            "FocalPoint",
            "Invitation",
            "Organisation",
            "Spokesperson",
            "Constituency",
            "User",
        ),
    ),
    (
        _("What commitments refer to"),
        ("Objective", "Indicator", "Framework", "Benchmark", "Place", "Process", "Source", "Term"),
    ),
    (
        _("Records"),
        (
            "CommitmentVersion",
            "TargetVersion",
            "PlaceTargetVersion",
            "ProgressReport",
            "Evidence",
            "EvidenceFile",
            "Reply",
            "GoodPractice",
            "Endorsement",
            "Score",
            "DirtyScore",
            "TermOverride",
            "AuditEvent",
            "Outbox",
        ),
    ),
    (_("Set once, to read only"), ("Area", "Principle")),
)


class Desk(AdminSite):
    """The one admin site. Who is not an administrator finds nothing at its addresses."""

    site_header = _("GCM Scorecard: the administrators’ desk")
    site_title = _("GCM Scorecard desk")
    index_title = _("What would you like to change?")
    index_template = "admin/tracker/index.html"

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002
        """Django's guard, with one more: somebody signed in who is no administrator meets a plain 404."""
        guarded = super().admin_view(view, cacheable)

        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            if any("\0" in text for texts in request.GET.lists() for text in (texts[0], *texts[1])):
                raise BadRequest("no name and no value has a NUL in it")
            return guarded(request, *args, **kwargs)

        return update_wrapper(inner, guarded)

    @method_decorator(opens_to(Access.ENTRANCE))
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Everybody signs in on the same page; from there the way leads back."""
        back = request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index", current_app=self.name)
        query = urlencode({REDIRECT_FIELD_NAME: back})
        return redirect(f"{resolve_url(settings.LOGIN_URL)}?{query}")

    def password_change(  # type: ignore[override]  # a redirect, where Django has a page of its own
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Where everybody changes it: with its trace, and its notice by mail."""
        return redirect("account_change_password")

    def logout(  # type: ignore[override]  # likewise
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Out, to the front page."""
        answer = super().logout(request, extra_context)
        if request.method != "POST":
            # A link on another site signs nobody out.
            return answer
        return redirect("public:home")

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Django's addresses, what changed when, the search of the front page, and the pages of tables."""
        own = [
            path("changes/", self.admin_view(self.changes), name="changes"),
            path("find/", self.admin_view(self.find), name="find"),
            *TablePages(self).urls(),
        ]
        return declare([*own, *super().get_urls()], Access.ADMINISTRATOR)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The front page: what waits, what can be changed, and what was changed last."""
        latest = latest_changes() if may_see_changes(request) else None
        more = {
            "latest_changes": latest,
            "front": front_page(request),
            "may_find": may_find(self, request),
        }
        return super().index(request, {**(extra_context or {}), **more})

    @method_decorator(require_safe)
    def find(self, request: HttpRequest) -> HttpResponse:
        """From what was typed on the front page to the target or the commitment."""
        return find(self, request)

    def changes(self, request: HttpRequest) -> HttpResponse:
        """Every version of every commitment and target, newest first."""
        if not may_see_changes(request):
            raise PermissionDenied
        page, rows = page_of_changes(request)
        title = _("What changed when")
        context = {**self.each_context(request), "title": title, "page": page, "rows": rows}
        return TemplateResponse(request, "admin/tracker/changes.html", context)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """The nouns in groups, in the order in which an administrator meets them."""
        apps = super().get_app_list(request, app_label)
        models = {model["object_name"]: model for app in apps for model in app["models"]}
        groups = []
        for name, members in GROUPS:
            found = [models[member] for member in members if member in models]
            if found:
                groups.append({**apps[0], "name": name, "app_label": "tracker", "models": found})
        return groups


desk = Desk(name="admin")
