"""Rounds, and the editions that end them."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from tracker.actions.editions import AnotherCame, BadEdition, freeze
from tracker.admin.base import DeskAdmin, ReadOnlyAdmin, StrictModelForm
from tracker.admin.edition_form import FreezeForm, initially, read_back
from tracker.admin.filters import ROUND_STATES, RoundState, state_of
from tracker.admin.lists import RoundList
from tracker.admin.site import desk
from tracker.enums import Progress
from tracker.forms.fields import Slug, StrictField
from tracker.models import Edition, Round, User
from tracker.permissions import may_freeze
from tracker.selectors.edition_drafts import Draft

OK, UNPROCESSABLE = 200, 422


class RoundForm(StrictModelForm):
    """A round, which closes after it opens."""

    def clean(self) -> dict[str, Any]:
        """The two days together."""
        cleaned = super().clean() or self.cleaned_data
        opens, closes = cleaned.get("opens_on"), cleaned.get("closes_on")
        if opens and closes and closes <= opens:
            self.add_error("closes_on", now("A round closes after it opens."))
        return cleaned


@admin.register(Round, site=desk)
class RoundAdmin(DeskAdmin):
    """A round, open until its first edition is frozen; from then on it stays as it is."""

    form = RoundForm
    fixed = ("slug",)
    typed_as: ClassVar[dict[str, type[StrictField]]] = {"slug": Slug}
    what_happens: ClassVar[str | Promise] = _(
        "Stored, coordinators can hand out targets from the opening day on. A round closes when its first "
        "edition is frozen, and stays as it is from then on."
    )
    list_display = ("name", "state", "opens_on", "closes_on", "assigned", "reported")
    list_filter = (RoundState,)
    search_fields = ("slug", "name")
    search_help_text = _("The name of a round.")
    readonly_fields = ("closed_at",)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[RoundList]:
        """The list that knows how far the work is."""
        return RoundList

    @admin.display(description=_("state"))
    def state(self, row: Round) -> str:
        """To come, open, overdue or closed."""
        return str(ROUND_STATES[state_of(row)])

    @admin.display(description=_("assigned targets"))
    def assigned(self, row: Any) -> int:
        """How many targets members were asked to report on."""
        return sum(row.progress.values())

    @admin.display(description=_("of them reported"))
    def reported(self, row: Any) -> int:
        """On how many of them a report was published since."""
        return int(row.progress.get(Progress.REPORTED, 0))

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A closed round is not changed any more."""
        closed = isinstance(obj, Round) and obj.closed_at is not None
        return not closed and super().has_change_permission(request, obj)


@admin.register(Edition, site=desk)
class EditionAdmin(ReadOnlyAdmin):
    """What was frozen, to read only; adding one closes its round and freezes the next."""

    page_on_site = ("public:edition", "slug")
    list_display = ("slug", "title", "round", "as_of", "frozen_at", "method_version", "marks")
    list_display_links = ("slug", "title")
    list_filter = ("round", "method_version")
    list_select_related = ("round",)
    search_fields = ("slug", "title", "digest")
    search_help_text = _("A title, the name in addresses, or the digest.")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whether the person may freeze one."""
        return isinstance(request.user, User) and may_freeze(request.user)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The form, what it comes to, and the freezing of what was read back."""
        if not isinstance(request.user, User) or not may_freeze(request.user):
            raise PermissionDenied
        form = FreezeForm(request.POST if request.method == "POST" else None, initial=initially())
        draft = form.draft() if form.is_valid() else None
        if draft and request.POST.get("confirmed") == draft.digest:
            answer = self._freeze(request, form, draft, by=request.user)
            if answer:
                return answer
        return self._page(request, form, draft)

    def _freeze(
        self, request: HttpRequest, form: FreezeForm, draft: Draft, *, by: User
    ) -> HttpResponse | None:
        """Freeze what was read back; nothing is answered where it is refused at the last moment."""
        try:
            edition = freeze(draft, by=by)
        except BadEdition as bad:
            for fault in bad.faults:
                form.add_error(fault.field, str(fault.message))
        except AnotherCame:
            form.add_error(
                None, now("Somebody froze an edition of this round meanwhile. Open the page again to see it.")
            )
        else:
            messages.success(request, now("The edition is frozen. It will not change any more."))
            return redirect("public:edition", edition.slug)
        return None

    def _page(self, request: HttpRequest, form: FreezeForm, draft: Draft | None) -> HttpResponse:
        """The form, and above it what it comes to."""
        # Any form will do for it, whatever its types say.
        shown: Any = form
        ready = draft is not None and not form.errors
        context = {
            **self.admin_site.each_context(request),
            "title": _("Close a round and freeze an edition"),
            "opts": self.opts,
            "adminform": AdminForm(shown, list(form.fieldsets), {}, (), model_admin=self),
            "form": form,
            "media": self.media + form.media,
            "read_back": read_back(draft) if ready and draft else (),
            "seal": draft.digest if draft else "",
            "overtaken": ready and "confirmed" in request.POST,
        }
        status = UNPROCESSABLE if form.errors else OK
        return TemplateResponse(request, "admin/tracker/freeze.html", context, status=status)
