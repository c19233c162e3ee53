"""The pages on which a target's baselines are set in all places, by keyboard or from a spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.actions.targets import Local, local_of
from tracker.admin.asking import said_second, store_all
from tracker.admin.foreseen import mark_rows
from tracker.admin.grid_columns import LABELS, shown
from tracker.admin.grid_forms import GridForm, PasteForm, TableForm, cell_name, faults_at
from tracker.admin.grid_sheet import ReadRow
from tracker.admin.versioned import VersionedAdmin
from tracker.admin.words import Said, said
from tracker.models import PlaceTarget, Target
from tracker.selectors.place_grid import GridPart, GridRow, grid_rows, parts_of
from tracker.wording import figure

OK, UNPROCESSABLE = 200, 422


@dataclass(frozen=True)
class SaidRow:
    """A row of the preview in words."""

    read: ReadRow
    place: str
    state: str
    differences: tuple[Said, ...]


@dataclass(frozen=True)
class Cell:
    """An input of the table."""

    name: str
    column: str
    label: str
    value: str
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """A row of the table."""

    row: GridRow
    cells: tuple[Cell, ...]


class GridPages(VersionedAdmin):
    """What the screen of targets has besides: the places of one target side by side."""

    def get_urls(self) -> list[URLPattern]:
        """Django's addresses, after those of the table and of the spreadsheet."""
        view = self.admin_site.admin_view
        return [
            path("<path:object_id>/baselines/", view(self.table), name="tracker_target_baselines"),
            path("<path:object_id>/baselines/paste/", view(self.paste), name="tracker_target_paste"),
            *super().get_urls(),
        ]

    def table(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The places of one region, to be filled in by keyboard."""
        target, may = self._allowed(request, object_id)
        grid = grid_rows(target)
        parts = parts_of(grid)
        part = chosen_part(parts, request.GET.get("part"))
        form = TableForm(_sent(request), target=target, grid=grid, part=part)
        form.full_clean()
        lines = [_line(row, form) for row in part.rows]
        return self._answer(request, target, form, may=may, parts=parts, part=part, lines=lines)

    def paste(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """All places at once, from a spreadsheet."""
        target, may = self._allowed(request, object_id)
        grid = grid_rows(target)
        form = PasteForm(_sent(request), target=target, grid=grid)
        return self._answer(request, target, form, may=may, parts=parts_of(grid))

    def _allowed(self, request: HttpRequest, object_id: str) -> tuple[Target, bool]:
        """The target, and whether its places may be changed: asked as the screen of one place asks."""
        screen = self.admin_site.get_model_admin(PlaceTarget)
        if not screen.has_view_or_change_permission(request):
            raise PermissionDenied
        target = self.get_object(request, unquote(object_id))
        if target is None:
            raise Http404
        may = screen.has_change_permission(request)
        if request.method == "POST" and not may:
            raise PermissionDenied
        return target, may

    def _answer(
        self, request: HttpRequest, target: Target, form: GridForm, *, may: bool, **shown_with: Any
    ) -> HttpResponse:
        if form.is_valid() and request.POST.get("confirmed") == form.seal:
            stored = store_all(request, form, _said_stored)
            if stored:
                return stored
        context = {
            **self.admin_site.each_context(request),
            "title": _("Baselines of all places: %(target)s") % {"target": target},
            "opts": Target._meta,
            "target": target,
            "form": form,
            "may_change": may,
            "columns": [label for name, label in LABELS.items()],
            "preview": [_said_row(read, form) for read in form.read],
            **shown_with,
            **_read_back(form),
        }
        status = UNPROCESSABLE if form.errors else OK
        return TemplateResponse(request, "admin/tracker/grid.html", context, status=status)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def chosen_part(parts: Sequence[GridPart], key: str | None) -> GridPart:
    """The part that the address names; the first where it names none."""
    if not parts:
        return GridPart(key="", name="", rows=())
    if not key:
        return parts[0]
    found = next((part for part in parts if part.key == key), None)
    if found is None:
        raise Http404
    return found


def _said_stored(number: int) -> str:
    """In how many places versions were stored."""
    done = ngettext(
        "Stored as a new version in %(stored)s place. The marks it touches are computed anew.",
        "Stored as new versions in %(stored)s places. The marks they touch are computed anew.",
        number,
    )
    return done % {"stored": figure(number)}


def _line(row: GridRow, form: TableForm) -> Line:
    """The inputs of a place, with what was typed, or else what its latest version says."""
    read = next((one for one in form.read if one.row and one.row.place == row.place), None)
    before = _before(row, form)
    return Line(
        row,
        tuple(
            Cell(
                name=cell_name(row, column),
                column=column,
                label=str(LABELS[column]),
                value=read.typed.cells.get(column, "") if read else before[column],
                problems=tuple(fault.words for fault in faults_at(read, column)),
            )
            for column in form.columns
        ),
    )


def _before(row: GridRow, form: GridForm) -> dict[str, str]:
    """What stands in the inputs when the page is opened; nothing where the target is not set yet."""
    if not row.has_target:
        return dict.fromkeys(form.columns, "")
    return shown(form.columns, local_of(row.latest) if row.latest else Local())


def _said_row(read: ReadRow, form: GridForm) -> SaidRow:
    """What a row changes, in words."""
    before = local_of(read.row.latest) if read.row and read.row.latest else Local()
    differences = (
        Said(str(LABELS[name]), said(name, getattr(before, name)), said(name, getattr(read.local, name)))
        for name in form.columns
        if read.local and getattr(before, name) != getattr(read.local, name)
    )
    place = read.row.place.name if read.row else read.typed.place
    return SaidRow(read, place, str(read.state.label), tuple(differences))


def _read_back(form: GridForm) -> dict[str, Any]:
    """What a clean form comes to, with the marks before and after, and the seal that confirms it was read."""
    if not form.is_bound or form.errors:
        return {}
    return {
        "read_back": form.read_back(),
        "second": said_second(form.changes(), form.told),
        "marks": mark_rows(form.told.marks),
        "seal": form.seal,
    }
