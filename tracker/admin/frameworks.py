"""What commitments are measured with and held against, and where facts come from."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.admin.base import DeskAdmin
from tracker.admin.fields import Lines
from tracker.admin.site import desk
from tracker.forms.fields import StrictField
from tracker.models import Benchmark, Framework, Indicator, Source
from tracker.sheets.fields import Code


@admin.register(Framework, site=desk)
class FrameworkAdmin(DeskAdmin):
    """An agreed framework beside the Compact."""

    fixed = ("code",)
    typed_as: ClassVar[dict[str, type[StrictField]]] = {"code": Code}
    what_happens: ClassVar[str | Promise] = _(
        "Saving changes what stands beside the commitments that are held against it. No mark changes."
    )
    list_display = ("code", "name", "body", "year", "verified")
    list_display_links = ("code", "name")
    list_filter = ("kind", "verified")
    search_fields = ("code", "name", "document")
    search_help_text = _("A code, a name or a document.")


@admin.register(Benchmark, site=desk)
class BenchmarkAdmin(DeskAdmin):
    """A numbered item of a framework."""

    fixed = ("code", "framework")
    typed_as: ClassVar[dict[str, type[StrictField]]] = {"code": Code}
    what_happens: ClassVar[str | Promise] = _(
        "Saving changes its page, and what stands beside the commitments that are held against it. No mark "
        "changes."
    )
    page_on_site = ("public:benchmark", "code")
    list_display = ("code", "framework", "number", "title", "held_against", "verified")
    list_filter = ("framework", "verified")
    list_select_related = ("framework",)
    search_fields = ("code", "number", "title")
    search_help_text = _("A code, a number or words of the title.")

    @admin.display(description=_("commitments"), ordering="number_of_commitments")
    def held_against(self, benchmark: Any) -> int:
        """How many commitments are held against it."""
        return int(benchmark.number_of_commitments)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Benchmark]:
        """The items with how many commitments are held against each."""
        found: QuerySet[Benchmark] = super().get_queryset(request)
        return found.annotate(number_of_commitments=Count("commitments"))


@admin.register(Indicator, site=desk)
class IndicatorAdmin(DeskAdmin):
    """What is measured; its caveat stands beside every figure."""

    fixed = ("code",)
    typed_as: ClassVar[dict[str, type[StrictField]]] = {"code": Code, "custodians": Lines}
    what_happens: ClassVar[str | Promise] = _(
        "Saving changes what stands beside every figure of its commitments, the caveat too. No mark changes."
    )
    list_display = ("code", "name", "unit", "direction", "proxy", "verified")
    list_display_links = ("code", "name")
    list_filter = ("direction", "proxy", "verified")
    search_fields = ("code", "name", "unit")
    search_help_text = _("A code, a name or a unit.")


@admin.register(Source, site=desk)
class SourceAdmin(DeskAdmin):
    """A document or data set. One that something rests on cannot be deleted."""

    may_delete = True
    fixed = ("code",)
    what_happens: ClassVar[str | Promise] = _(
        "Saving changes how it is cited wherever something rests on it. One that something rests on cannot be "
        "deleted."
    )
    list_display = ("code", "title", "url", "opened")
    list_display_links = ("code", "title")
    list_filter = ("opened",)
    search_fields = ("code", "title", "url")
    search_help_text = _("A code, a title or a web address.")
