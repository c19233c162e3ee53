"""What every screen of the desk has in common: strict fields, a trace of every save, and little that deletes."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from tracker.actions.audit import record
from tracker.admin.audit import ABOUT, reference
from tracker.admin.fields import strict_field
from tracker.forms.base import OnceEach
from tracker.forms.fields import StrictField


class StrictModelForm(OnceEach, forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """A model's form that takes its own fields, each once."""

    def validate_constraints(self) -> None:
        """Ask the database's rules of all columns: Django leaves those out that are shown and not typed."""
        try:
            self.instance.validate_constraints(exclude=set(self.errors))
        except ValidationError as broken:
            self._update_errors(broken)  # type: ignore[attr-defined]  # unknown to the stubs


TO_READ = _("Shown to be read: nothing of it is changed here.")
WHERE_FROM = ("source", "verified")
PATTERNS = ("regex", "iregex")


class DeskMixin:
    """What a screen adds to Django's: see the head of this file."""

    form: Any = StrictModelForm
    actions: Any = None
    list_per_page = 50
    save_on_top = False
    may_delete = False
    # Columns whose field is not the one that `strict_field` would choose.
    typed_as: ClassVar[dict[str, type[StrictField]]] = {}
    # Columns that are settled once the row is there.
    fixed: ClassVar[tuple[str, ...]] = ()
    change_form_template: ClassVar[Any] = "admin/tracker/change_form.html"
    # What saving comes to, in a sentence above the form.
    what_happens: ClassVar[str | Promise] = ""
    # The public page of a row: the name of its address, and the column that it carries.
    page_on_site: ClassVar[tuple[str, str] | None] = None

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """The strict field for a column."""
        strict = strict_field(db_field, self.typed_as.get(db_field.name))
        return strict or super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[Any]:
        """The fields in the order of the columns, with where a row comes from at the end."""
        fields = list(super().get_fields(request, obj))  # type: ignore[misc]
        return sorted(fields, key=lambda name: name in WHERE_FROM)

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple[str, ...]:
        """What is settled once the row is there."""
        readonly = tuple(super().get_readonly_fields(request, obj))  # type: ignore[misc]
        return (*readonly, *self.fixed) if obj else readonly

    def view_on_site(self, obj: Any) -> str | None:
        """Where everybody reads the row, if there is such a page."""
        if self.page_on_site is None:
            return None
        name, column = self.page_on_site
        try:
            return reverse(name, args=[getattr(obj, column)])
        except NoReverseMatch:
            # A code that no address can bear: the row has no page.
            return None

    def what_happens_here(self, request: HttpRequest, obj: Any = None) -> str | Promise:
        """What saving this row comes to; of one that is only read, that it is."""
        may = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)  # type: ignore[attr-defined]
        return self.what_happens if may else TO_READ

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> TemplateResponse:
        """The form, and above it what saving comes to."""
        context["what_happens"] = self.what_happens_here(request, context.get("original"))
        found: TemplateResponse = super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]
        return found

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """What an address may filter by: no pattern, which could be a broken one, or one that never ends."""
        if lookup.rpartition("__")[2] in PATTERNS:
            return False
        return bool(super().lookup_allowed(lookup, value, request))  # type: ignore[misc]

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Whether anything is deleted here: hardly ever, and nothing that a version or a report names."""
        return self.may_delete and super().has_delete_permission(request, obj)  # type: ignore[misc]

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> None:
        """Write down that a row was added."""
        record("desk.added", by=request.user, about=reference(obj), fields=message)  # type: ignore[arg-type]

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> None:
        """Write down which fields of a row were changed."""
        record("desk.changed", by=request.user, about=reference(obj), fields=message)  # type: ignore[arg-type]

    def log_deletions(self, request: HttpRequest, queryset: Iterable[models.Model]) -> None:
        """Write down that rows were deleted."""
        for obj in queryset:
            record("desk.deleted", by=request.user, about=reference(obj))  # type: ignore[arg-type]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The history of a row is what the audit events say about it."""
        obj = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]
        if obj is None:
            raise Http404
        if not self.has_view_or_change_permission(request, obj):  # type: ignore[attr-defined]
            raise PermissionDenied
        query = urlencode({f"{ABOUT}__exact": reference(obj)})
        return redirect(f"{reverse('admin:tracker_auditevent_changelist')}?{query}")


class DeskAdmin(DeskMixin, admin.ModelAdmin):  # type: ignore[type-arg, misc]  # not generic at run time
    """A plain screen: a row is changed without consequence for any mark."""


class ReadOnlyAdmin(DeskAdmin):
    """A screen that shows rows and takes nothing."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds a row here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Nobody changes a row here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Nobody deletes a row here."""
        return False
