"""Targets, and what they mean in each place."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.admin.new_target_form import AddTargetForm
from tracker.admin.place_target_form import LocalForm, local_typed_from
from tracker.admin.site import desk
from tracker.admin.target_forms import ReviseForm, typed_from
from tracker.admin.target_table import TargetTablePages
from tracker.admin.version_forms import VersionForm
from tracker.admin.versioned import VersionedAdmin
from tracker.models import Horizon, PlaceTarget, PlaceTargetVersion, Target, TargetVersion
from tracker.selectors.desk import horizon_cells, latest_number, with_baseline, with_wording
from tracker.wording import figure


@admin.register(Target, site=desk)
class TargetAdmin(TargetTablePages):
    """What a commitment asks for by one horizon: open one to reword it."""

    list_display = ("commitment", "years", "wording", "due_on", "version")
    list_display_links = ("commitment", "wording")
    list_filter = ("horizon", "commitment__status", "commitment__scope", "commitment__objective")
    list_select_related = ("commitment", "horizon")
    search_fields = ("commitment__code", "commitment__title", "versions__title")
    search_help_text = _("The code or the title of a commitment, or words of a target.")
    ordering = ("commitment__objective__number", "commitment__code", "horizon__years")

    @admin.display(description=_("years"), ordering="horizon__years")
    def years(self, target: Target) -> int:
        """How many years after the baseline it is due."""
        return target.horizon.years

    @admin.display(description=_("what it asks for"))
    def wording(self, target: Any) -> str:
        """The title in force."""
        return str(target.title_in_force or _("(not in force yet)"))

    @admin.display(description=_("due"))
    def due_on(self, target: Any) -> Any:
        """The due date in force."""
        return target.due_in_force

    @admin.display(description=_("version"))
    def version(self, target: Any) -> Any:
        """The number of the version in force."""
        return target.number_in_force

    def get_queryset(self, request: HttpRequest) -> QuerySet[Target]:
        """The targets with the wording in force beside them."""
        return with_wording(super().get_queryset(request), today=timezone.localdate())

    def form_for(self, request: HttpRequest, held: Any | None, data: Any) -> VersionForm:
        """A new wording of a target, or the first one of another."""
        if held is None:
            return AddTargetForm(data, initial=_asked_for(request))
        version = (
            self.restored(request, held) or self.in_force(held) or held.versions.order_by("number").first()
        )
        initial = typed_from(version) if isinstance(version, TargetVersion) else {}
        return ReviseForm(data, target=held, initial={**initial, "after": latest_number(held)})

    def beside(self, held: Target) -> dict[str, Any]:
        """The targets of the same commitment side by side."""
        cells = horizon_cells(held.commitment, today=timezone.localdate())
        return {"commitment": held.commitment, "cells": cells, "target": held}


def _asked_for(request: HttpRequest) -> dict[str, Any]:
    """What the link of an empty horizon fills in."""
    years = request.GET.get("horizon", "")
    horizon = Horizon.objects.filter(pk=years).first() if years.isascii() and years.isdigit() else None
    usual = TargetVersion()
    return {
        **{name: getattr(usual, name) for name in ("weight", "tolerance", "grace_months", "origin", "path")},
        "commitment": request.GET.get("commitment", ""),
        "horizon": horizon.pk if horizon else "",
        "due_on": horizon.due_on if horizon else "",
    }


@admin.register(PlaceTarget, site=desk)
class PlaceTargetAdmin(VersionedAdmin):
    """A target in one place: open one to set its baseline, a stricter goal, or that it does not apply."""

    list_display = ("place", "target", "baseline", "applies", "version")
    list_display_links = ("place", "target")
    list_filter = ("target__horizon", "place__kind", "target__commitment__objective")
    list_select_related = ("place", "target__commitment", "target__horizon")
    search_fields = ("place__code", "place__iso3", "place__names__en", "target__commitment__code")
    search_help_text = _("The name or the code of a place, or the code of a commitment.")
    ordering = ("place__level", "place__code", "target__commitment__code", "target__horizon__years")

    @admin.display(description=_("baseline"))
    def baseline(self, place_target: Any) -> str:
        """The baseline in force."""
        found = place_target.baseline_in_force
        return "–" if found is None else figure(found)

    @admin.display(description=_("applies"), boolean=True)
    def applies(self, place_target: Any) -> bool:
        """Whether it applies there; it does where nothing else is said."""
        return place_target.applies_in_force is not False

    @admin.display(description=_("version"))
    def version(self, place_target: Any) -> str:
        """The number of the version in force."""
        return str(place_target.number_in_force or "–")

    def get_queryset(self, request: HttpRequest) -> QuerySet[PlaceTarget]:
        """The place targets with the baseline in force beside them."""
        return with_baseline(super().get_queryset(request), today=timezone.localdate())

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A target comes to its places when it is set for its commitment."""
        return False

    def form_for(self, request: HttpRequest, held: Any | None, data: Any) -> VersionForm:
        """What the target means in the place from now on."""
        if held is None:
            raise LookupError("a target comes to its places when it is set for its commitment")
        version = self.restored(request, held) or self.in_force(held)
        initial = local_typed_from(version if isinstance(version, PlaceTargetVersion) else None)
        return LocalForm(data, place_target=held, initial={**initial, "after": latest_number(held)})

    def beside(self, held: PlaceTarget) -> dict[str, Any]:
        """The target, and the same commitment’s other targets."""
        commitment = held.target.commitment
        cells = horizon_cells(commitment, today=timezone.localdate())
        return {"commitment": commitment, "cells": cells, "target": held.target}
