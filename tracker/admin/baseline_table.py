"""The page with the baselines of all targets of a commitment, place by place, to be filled in by keyboard."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.admin.asking import read_back_of, store_all
from tracker.admin.baseline_table_form import BaselineTableForm
from tracker.admin.grid import chosen_part
from tracker.admin.versioned import VersionedAdmin
from tracker.models import Commitment, PlaceTarget
from tracker.selectors.place_grid import grid_rows, parts_of, targets_with_figures
from tracker.wording import figure

OK, UNPROCESSABLE = 200, 422


class BaselineTablePages(VersionedAdmin):
    """What the screen of commitments has besides: the places of its targets."""

    def get_urls(self) -> list[URLPattern]:
        """Django's addresses, after that of the table."""
        view = self.admin_site.admin_view(self.baselines)
        return [
            path("<path:object_id>/baselines/", view, name="tracker_commitment_baselines"),
            *super().get_urls(),
        ]

    def baselines(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The table of one region, what it comes to, and the storing of what was read back."""
        screen = self.admin_site.get_model_admin(PlaceTarget)
        if not screen.has_view_or_change_permission(request):
            raise PermissionDenied
        commitment = self.get_object(request, unquote(object_id))
        if commitment is None:
            raise Http404
        may = screen.has_change_permission(request)
        if request.method == "POST" and not may:
            raise PermissionDenied
        form, parts = _form(request, commitment)
        if form.is_valid() and request.POST.get("confirmed") == form.seal:
            answer = store_all(request, form, _said)
            if answer:
                return answer
        context = {
            **self.admin_site.each_context(request),
            "title": _("Baselines of %(code)s, place by place") % {"code": commitment.code},
            "opts": self.opts,
            "commitment": commitment,
            "form": form,
            "media": self.media + form.media,
            "parts": parts,
            "may_change": may,
            **read_back_of(form),
        }
        status = UNPROCESSABLE if form.errors else OK
        return TemplateResponse(request, "admin/tracker/baseline_table.html", context, status=status)


def _form(request: HttpRequest, commitment: Commitment) -> tuple[BaselineTableForm, Any]:
    """The form of the part that the address names, and all parts."""
    targets = targets_with_figures(commitment)
    grids = {one.pk: {row.place.pk: row for row in grid_rows(one)} for one in targets}
    places = {pk: row for grid in grids.values() for pk, row in grid.items()}
    parts = parts_of(sorted(places.values(), key=lambda row: (row.place.name, row.place.code)))
    part = chosen_part(parts, request.GET.get("part"))
    data = request.POST if request.method == "POST" else None
    return BaselineTableForm(data, targets=targets, part=part, grids=grids), parts


def _said(number: int) -> str:
    """How many baselines have new versions."""
    done = ngettext(
        "%(number)s baseline has a new version. The marks it touches are computed anew.",
        "%(number)s baselines have new versions. The marks they touch are computed anew.",
        number,
    )
    return done % {"number": figure(number)}
