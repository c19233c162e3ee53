"""Horizons: by when targets are due. One that targets use is settled; others are added, changed and deleted."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db import IntegrityError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from tracker.actions import horizons
from tracker.admin.base import DeskAdmin, StrictModelForm
from tracker.admin.site import desk
from tracker.cleaning import YEARS_AHEAD
from tracker.forms.fields import IsoDate, WholeNumber
from tracker.models import Horizon
from tracker.permissions import Refused
from tracker.sheets.fields import LONG_AGO


class HorizonForm(StrictModelForm):
    """The dates of a horizon."""

    years = WholeNumber(
        label=_("Years"),
        minimum=1,
        maximum=YEARS_AHEAD,
        help_text=_(
            "How many years lie between both dates. No two horizons have the same number: it stands in addresses."
        ),
    )
    baseline_on = IsoDate(
        label=_("Baseline date"),
        earliest=LONG_AGO,
        help_text=_("The day from which progress is counted, as YYYY-MM-DD; for the Compact 2018-12-31."),
    )
    due_on = IsoDate(
        label=_("Due date"),
        earliest=LONG_AGO,
        help_text=_("The day by which it is to be reached. The pages call the horizon by its year."),
    )

    class Meta:
        model = Horizon
        fields = ("baseline_on", "years", "due_on")

    def validate_constraints(self) -> None:
        """The act says them in words."""

    def validate_unique(self) -> None:
        """Likewise."""

    def clean(self) -> dict[str, Any]:
        """What the act would refuse."""
        cleaned = super().clean() or self.cleaned_data
        asked = {name: cleaned.get(name) for name in self.Meta.fields}
        if all(asked.values()) and self.fields:
            for fault in horizons.faults_in_horizon(**asked, apart_from=self.instance.pk):  # type: ignore[arg-type]
                self.add_error(fault.field, str(fault.message))
        return cleaned


@admin.register(Horizon, site=desk)
class HorizonAdmin(DeskAdmin):
    """How long after the baseline a target is due."""

    form = HorizonForm
    fields = ("baseline_on", "years", "due_on")
    may_delete = True
    page_on_site = ("public:horizon", "years")
    what_happens: ClassVar[str | Promise] = _(
        "Stored, the horizon stands on the page of every commitment, where a target can be set by it, and in the "
        "tables and filters of the public pages, empty until there is one. Once a target is set by it, it is settled."
    )
    list_display = ("years", "baseline_on", "due_on", "targets", "added_on")
    search_fields = ("years", "due_on")
    search_help_text = _("The number of years, or the year it is due.")
    ordering = ("due_on", "years")

    @admin.display(description=_("targets"), ordering="number_of_targets")
    def targets(self, horizon: Any) -> int:
        """How many targets are set by it."""
        return int(horizon.number_of_targets)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Horizon]:
        """The horizons with how many targets each has."""
        found: QuerySet[Horizon] = super().get_queryset(request)
        return found.annotate(number_of_targets=Count("targets"))

    def has_change_permission(self, request: HttpRequest, obj: Horizon | None = None) -> bool:
        """One that is settled is only looked at."""
        return super().has_change_permission(request, obj) and not (obj and horizons.is_settled(obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Likewise."""
        return super().has_delete_permission(request, obj) and not (obj and horizons.is_settled(obj))

    def what_happens_here(self, request: HttpRequest, obj: Any = None) -> str | Promise:
        """Of one that is settled, that it is."""
        return horizons.SETTLED if obj and horizons.is_settled(obj) else self.what_happens

    def save_model(self, request: HttpRequest, obj: Horizon, form: Any, change: bool) -> None:  # noqa: FBT001
        """Through the act."""
        typed = {name: form.cleaned_data[name] for name in self.fields}
        if change:
            horizons.change_horizon(obj, **typed, by=request.user)  # type: ignore[arg-type]
        else:
            obj.pk = horizons.add_horizon(**typed, by=request.user).pk  # type: ignore[arg-type]

    def delete_model(self, request: HttpRequest, obj: Horizon) -> None:
        """Through the act."""
        horizons.delete_horizon(obj, by=request.user)  # type: ignore[arg-type]

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        """The act has its own trace."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        """The act has its own trace."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:  # type: ignore[override]
        """The act has its own trace."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form; what stands against it at the last moment alone is told as a message."""
        view = super().changeform_view
        return _told(request, lambda: view(request, object_id, form_url, extra_context))

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The question whether to delete it; likewise."""
        view = super().delete_view
        return _told(request, lambda: view(request, object_id, extra_context))


def _told(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer; or the list, with the reason, where somebody else was faster. Nothing was stored then."""
    try:
        return answer()
    except Refused as refused:
        messages.error(request, str(refused.reason))
    except (horizons.BadHorizon, IntegrityError):
        messages.error(request, now("Somebody else changed the horizons just now: look at what there is."))
    return redirect("admin:tracker_horizon_changelist")
