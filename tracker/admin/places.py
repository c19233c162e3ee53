"""Places and processes."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import FilteredSelectMultiple
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.actions.desk_checks import SHAPES, faults_in_code, faults_in_place
from tracker.actions.memberships import set_members
from tracker.admin.base import DeskAdmin, StrictModelForm
from tracker.admin.fields import Names
from tracker.admin.site import desk
from tracker.enums import PlaceKind
from tracker.forms.fields import StrictField
from tracker.models import Membership, Place, Process
from tracker.selectors.holders import members_of
from tracker.sheets.fields import Code


class PlaceForm(StrictModelForm):
    """A place, in its place among the others: the database refuses a parent that does not stand higher."""

    def clean(self) -> dict[str, Any]:
        """What is part of what, and the codes that others gave to the place."""
        cleaned = super().clean() or self.cleaned_data
        kind, parent = cleaned.get("kind"), cleaned.get("parent")
        faults = list(faults_in_place(PlaceKind(kind), parent and PlaceKind(parent.kind))) if kind else []
        for name in SHAPES:
            faults += faults_in_code(name, cleaned.get(name))
        for fault in faults:
            self.add_error(fault.field, str(fault.message))
        return cleaned

    def _post_clean(self) -> None:
        """The level follows from the kind, before the database's own rules are asked."""
        if self.cleaned_data.get("kind"):
            self.instance.level = Place.level_of(PlaceKind(self.cleaned_data["kind"]))
        super()._post_clean()  # type: ignore[misc]  # unknown to the stubs


@admin.register(Place, site=desk)
class PlaceAdmin(DeskAdmin):
    """A place that targets apply to."""

    form = PlaceForm
    fixed = ("code", "kind", "iso2", "iso3", "m49", "parent", "fictional")
    typed_as: ClassVar[dict[str, type[StrictField]]] = {"names": Names}
    fieldsets = (
        (None, {"fields": ["names", "un_status"]}),
        (
            _("Settled once it is stored"),
            {
                "fields": ["code", "kind", "parent", "iso2", "iso3", "m49", "fictional"],
                "description": _("Addresses, targets and scores hang on these: they do not change any more."),
            },
        ),
    )
    what_happens: ClassVar[str | Promise] = _(
        "Saving changes the names everywhere. Targets of a new place are set on the screen of each target: "
        "“Baselines of all places”."
    )
    page_on_site = ("public:place", "code")
    list_display = ("code", "name", "kind", "parent", "un_status", "fictional")
    list_display_links = ("code", "name")
    list_filter = ("kind", "un_status", "fictional")
    list_select_related = ("parent",)
    search_fields = ("code", "iso2", "iso3", "names__en", "names__fr", "names__es")
    search_help_text = _("A code, or the name in English, French or Spanish.")

    @admin.display(description=_("name"))
    def name(self, place: Place) -> str:
        """The name in the reader's language."""
        return place.name


class ProcessForm(StrictModelForm):
    """A process with its members of today."""

    members = forms.ModelMultipleChoiceField(
        label=_("member States"),
        queryset=Place.objects.filter(kind=PlaceKind.COUNTRY, fictional=False),
        required=False,
        widget=FilteredSelectMultiple(_("member States"), is_stacked=False),
        help_text=_("Who joins or leaves does so today; who took part before stays on record."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["members"] = members_of(self.instance, on=timezone.localdate())


@admin.register(Process, site=desk)
class ProcessAdmin(DeskAdmin):
    """A regional consultative process."""

    form = ProcessForm
    fixed = ("code",)
    typed_as: ClassVar[dict[str, type[StrictField]]] = {"code": Code}
    what_happens: ClassVar[str | Promise] = _(
        "Saving changes its page. Members join and leave today; its marks are computed anew from the members "
        "it has."
    )
    page_on_site = ("public:process", "code")
    list_display = (
        "code",
        "name",
        "region",
        "established",
        "members_today",
        "members_verified",
        "verified",
    )
    list_display_links = ("code", "name")
    list_filter = ("region", "members_verified", "verified")
    search_fields = ("code", "name", "region")
    search_help_text = _("A code, a name or a region.")

    @admin.display(description=_("members today"), ordering="number_of_members")
    def members_today(self, process: Any) -> int:
        """How many States take part today."""
        return int(process.number_of_members)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Process]:
        """The processes with how many members each has today."""
        today = timezone.localdate()
        held = Membership.objects.held_on(today).values("pk")
        found: QuerySet[Process] = super().get_queryset(request)
        counted = Count("memberships", filter=Q(memberships__in=held))
        return found.annotate(number_of_members=counted)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        """Begin and end memberships as chosen."""
        super().save_related(request, form, formsets, change)
        set_members(form.instance, list(form.cleaned_data["members"]), by=request.user)  # type: ignore[arg-type]
