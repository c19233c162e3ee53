"""The pages of tables: take one out, bring one in, see what it changes, have it stored, have it undone."""

from typing import Any
from uuid import UUID

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tracker.actions.import_mail import SMALL
from tracker.actions.import_work import work_on
from tracker.actions.imports import bring_in
from tracker.admin.import_deeds import DEEDS, Refused
from tracker.admin.import_forms import ImportForm, UndoForm
from tracker.admin.import_telling import told_of
from tracker.enums import RowState, TableKind
from tracker.models import ImportBatch, User
from tracker.sheets import SHEETS, sheet_of
from tracker.sheets.outgoing import refused_table, stored_table, template
from tracker.transfer.arriving import takes_files
from tracker.transfer.tables import MEDIA_TYPES, table_answer

OK, UNPROCESSABLE = 200, 422
AGAIN_IN = "4"
# So many are listed; all others stand in the record of acts.
LATEST = 50
TAKEN_OUT = {"export": stored_table, "template": template}


class TablePages:
    """The pages, for the one site that they belong to."""

    def __init__(self, site: AdminSite) -> None:
        self.site = site

    def urls(self) -> list[URLPattern]:
        """Their addresses."""
        view = self.site.admin_view
        one = "tables/imports/<uuid:uuid>/"
        return [
            path("tables/", view(self.tables), name="tables"),
            path("tables/<slug:kind>/<slug:what>.<slug:form>", view(self.take_out), name="table"),
            path(one, view(self.one), name="import"),
            path(f"{one}wrong.<slug:form>", view(self.wrong), name="import_wrong"),
        ]

    @takes_files
    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def tables(self, request: HttpRequest) -> HttpResponse:
        """The kinds of tables, the form to bring one in, and those that were brought in."""
        person = _administrator(request)
        form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
        if form.is_valid() and form.brought:
            typed = form.cleaned_data
            batch = bring_in(form.brought, by=person, reason=typed["reason"], from_on=typed["from_on"])
            _work_if_small(batch)
            return redirect("admin:import", batch.uuid)
        latest = ImportBatch.objects.select_related("by").defer("marks", "made")[:LATEST]
        told = {
            "title": _("Tables in and out"),
            "form": form,
            "sheets": SHEETS,
            "forms": list(MEDIA_TYPES),
            "latest": latest,
        }
        return self._answer(request, "tables", told, status=UNPROCESSABLE if form.errors else OK)

    @method_decorator(require_safe)
    def take_out(self, request: HttpRequest, kind: str, what: str, form: str) -> HttpResponse:
        """What is stored of a kind, or its template."""
        _administrator(request)
        if kind not in {sheet.kind.value for sheet in SHEETS} or what not in TAKEN_OUT:
            raise Http404
        table = TAKEN_OUT[what](sheet_of(TableKind(kind))())
        return table_answer(table, form=_form(form), name=f"{kind}_{what}")

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def one(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """An import: how far it is, what its rows come to, and what can be done with it now."""
        person = _administrator(request)
        batch, form, refused = _batch(uuid), UndoForm(), ""
        if request.method == "POST":
            do = request.POST.get("do", "")
            form = UndoForm(request.POST) if do == "undo" else form
            if do != "undo" or form.is_valid():
                refused = _done(batch, do, person, form)
                if not refused:
                    return redirect("admin:import", uuid)
            batch = _batch(uuid)
        told = {**told_of(request, batch, person), "undo_form": form, "refused": refused}
        answer = self._answer(request, "import", told, status=UNPROCESSABLE if refused or form.errors else OK)
        if told["progress"]:
            # The page shows by itself how far it is, also without scripts.
            answer.headers["Refresh"] = AGAIN_IN
        return answer

    @method_decorator(require_safe)
    def wrong(self, request: HttpRequest, uuid: UUID, form: str) -> HttpResponse:
        """The wrong rows as they came, with what is wrong, to be mended and brought in again."""
        _administrator(request)
        batch = _batch(uuid)
        rows = batch.rows.filter(state=RowState.WRONG).order_by("number")
        table = refused_table(sheet_of(TableKind(batch.kind)).opened(batch.options), batch.header, rows)
        return table_answer(table, form=_form(form), name=f"{batch.kind}_wrong")

    def _answer(self, request: HttpRequest, name: str, told: dict[str, Any], *, status: int) -> HttpResponse:
        context = {**self.site.each_context(request), **told}
        return TemplateResponse(request, f"admin/tracker/{name}.html", context, status=status)


def _administrator(request: HttpRequest) -> User:
    """The person, if they may do everything here: a table reaches into all nouns."""
    if not isinstance(request.user, User) or not request.user.is_superuser:
        raise PermissionDenied
    return request.user


def _batch(uuid: UUID) -> ImportBatch:
    rows = ImportBatch.objects.select_related("by", "stored_by", "undone_by")
    return get_object_or_404(rows.defer("made"), uuid=uuid)


def _form(form: str) -> str:
    if form not in MEDIA_TYPES:
        raise Http404
    return form


def _done(batch: ImportBatch, do: str, person: User, form: UndoForm) -> str:
    """Do what was asked; answers with the words where it was refused."""
    if do not in DEEDS:
        raise Http404
    reason = form.cleaned_data["undo_reason"] if form.is_bound else ""
    try:
        DEEDS[do](batch, person, reason)
    except Refused as refused:
        return str(refused)
    _work_if_small(batch)
    return ""


def _work_if_small(batch: ImportBatch) -> None:
    """A small table is worked on while its page is waited for."""
    if batch.total <= SMALL:
        work_on(ImportBatch.objects.get(pk=batch.pk))
