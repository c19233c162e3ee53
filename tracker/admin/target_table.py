"""The page on which several targets are changed at once: those of a commitment, or those chosen in the list."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.admin.asking import read_back_of, store_all
from tracker.admin.grid import GridPages
from tracker.admin.target_table_form import LABELS, TargetTableForm
from tracker.models import Commitment, Target
from tracker.wording import figure

OK, UNPROCESSABLE = 200, 422
MOST_TARGETS = 100


class TargetTablePages(GridPages):
    """What the screen of targets has besides: several of them in one table."""

    actions = ("change_together",)

    def get_urls(self) -> list[URLPattern]:
        """Django's addresses, after that of the table."""
        return [
            path("together/", self.admin_site.admin_view(self.together), name="tracker_target_together"),
            *super().get_urls(),
        ]

    @admin.action(description=gettext_lazy("Change the chosen targets together"), permissions=["change"])
    def change_together(self, request: HttpRequest, chosen: QuerySet[Target]) -> HttpResponse | None:
        """From the list to the table, with the targets that were chosen."""
        ids = sorted(chosen.order_by().values_list("pk", flat=True))
        if len(ids) > MOST_TARGETS:
            words = ngettext(
                "You chose %(number)s target. At most %(most)s are changed at once: choose fewer.",
                "You chose %(number)s targets. At most %(most)s are changed at once: choose fewer.",
                len(ids),
            )
            told = {"number": figure(len(ids)), "most": figure(MOST_TARGETS)}
            self.message_user(request, words % told, messages.ERROR)
            return None
        return redirect(f"{reverse('admin:tracker_target_together')}?ids={'.'.join(map(str, ids))}")

    def together(self, request: HttpRequest) -> HttpResponse:
        """The table, what it comes to, and the storing of what was read back."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        may = self.has_change_permission(request)
        if request.method == "POST" and not may:
            raise PermissionDenied
        commitment, targets = _asked_for(request)
        form = TargetTableForm(request.POST if request.method == "POST" else None, targets=targets)
        if form.is_valid() and request.POST.get("confirmed") == form.seal:
            answer = store_all(request, form, _said)
            if answer:
                return answer
        return self._table(request, form, commitment, may=may)

    def _table(
        self, request: HttpRequest, form: TargetTableForm, commitment: Commitment | None, *, may: bool
    ) -> HttpResponse:
        title = (
            _("Targets of %(code)s side by side") % {"code": commitment.code}
            if commitment
            else _("Targets side by side")
        )
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "commitment": commitment,
            "form": form,
            "media": self.media + form.media,
            "columns": list(LABELS.values()),
            "may_change": may,
            **read_back_of(form),
        }
        status = UNPROCESSABLE if form.errors else OK
        return TemplateResponse(request, "admin/tracker/target_table.html", context, status=status)


def _asked_for(request: HttpRequest) -> tuple[Commitment | None, list[Target]]:
    """The targets that the address names, and their commitment where it names that; a plain 404 for anything else."""
    targets = Target.objects.select_related("commitment", "horizon").order_by(
        "commitment__code", "horizon__years"
    )
    code = request.GET.get("commitment", "")
    if code:
        commitment = Commitment.objects.filter(code=code).first()
        if commitment is None:
            raise Http404
        return commitment, list(targets.filter(commitment=commitment))
    ids = request.GET.get("ids", "").split(".")
    if len(ids) > MOST_TARGETS or not all(one.isascii() and one.isdigit() and len(one) < 16 for one in ids):
        raise Http404
    found = list(targets.filter(pk__in=map(int, ids)))
    if not found:
        raise Http404
    return None, found


def _said(number: int) -> str:
    """How many targets have new versions."""
    done = ngettext(
        "%(number)s target has a new version. The marks it touches are computed anew.",
        "%(number)s targets have new versions. The marks they touch are computed anew.",
        number,
    )
    return done % {"number": figure(number)}
