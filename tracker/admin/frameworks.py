"""What commitments are measured with and held against, and where facts come from."""

from typing import ClassVar

from django.contrib import admin

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
    list_display = ("code", "name", "body", "year", "verified")
    list_display_links = ("code", "name")
    list_filter = ("kind", "verified")
    search_fields = ("code", "name", "document")


@admin.register(Benchmark, site=desk)
class BenchmarkAdmin(DeskAdmin):
    """A numbered item of a framework."""

    fixed = ("code", "framework")
    typed_as: ClassVar[dict[str, type[StrictField]]] = {"code": Code}
    list_display = ("code", "framework", "number", "title", "verified")
    list_filter = ("framework", "verified")
    list_select_related = ("framework",)
    search_fields = ("code", "number", "title")


@admin.register(Indicator, site=desk)
class IndicatorAdmin(DeskAdmin):
    """What is measured; its caveat stands beside every figure."""

    fixed = ("code",)
    typed_as: ClassVar[dict[str, type[StrictField]]] = {"code": Code, "custodians": Lines}
    list_display = ("code", "name", "unit", "direction", "proxy", "verified")
    list_display_links = ("code", "name")
    list_filter = ("direction", "proxy", "verified")
    search_fields = ("code", "name", "unit")


@admin.register(Source, site=desk)
class SourceAdmin(DeskAdmin):
    """A document or data set. One that something rests on cannot be deleted."""

    may_delete = True
    fixed = ("code",)
    list_display = ("code", "title", "url", "opened")
    list_display_links = ("code", "title")
    list_filter = ("opened",)
    search_fields = ("code", "title", "url")
