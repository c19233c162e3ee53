"""The screens of what has versions: the form, the reading back, the storing, and the history below it."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.helpers import AdminForm
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.changes import BadChanges, Made
from tracker.actions.target_words import TargetFault
from tracker.actions.versions import Overtaken
from tracker.admin.asking import asked, said_second
from tracker.admin.base import DeskAdmin
from tracker.admin.foreseen import mark_rows, said_marks
from tracker.admin.version_forms import VersionForm
from tracker.admin.versions_asked_for import compared, version_asked_for
from tracker.admin.words import said_differences, said_versions
from tracker.models import ChangeRequest, User
from tracker.models.versions import Version
from tracker.selectors.history import differences, history

OK, UNPROCESSABLE = 200, 422


class VersionedAdmin(DeskAdmin):
    """A noun that is never overwritten: every saving is an act that makes a version."""

    def form_for(self, request: HttpRequest, held: Any | None, data: Any) -> VersionForm:
        """The form of a change, or of a new one where nothing is held."""
        raise NotImplementedError

    def versions_of(self, held: Any) -> Any:
        """The versions of what is held."""
        return held.versions.all()

    def in_force(self, held: Any) -> Version | None:
        """The version in force today."""
        found = held.versions.in_force_on(timezone.localdate()).order_by("-number").first()
        return found if isinstance(found, Version) else None

    def restored(self, request: HttpRequest, held: Any) -> Any | None:
        """The earlier version that the address asks to say again; a number that is none is a plain 404."""
        return version_asked_for(request, "restore", self.versions_of(held))

    def beside(self, held: Any) -> dict[str, Any]:
        """What else the page shows about it."""
        return {}

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A new one."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return self._edit(request, None)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """One, with its history; whoever may only look sees no form."""
        held = self.get_object(request, unquote(object_id))
        if held is None:
            raise Http404
        if not self.has_view_or_change_permission(request, held):
            raise PermissionDenied
        return self._edit(request, held)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The history stands on the page itself."""
        return redirect(f"{reverse(f'admin:{self._name}_change', args=[object_id])}#history")

    def _edit(self, request: HttpRequest, held: Any | None) -> HttpResponse:
        may = held is None or self.has_change_permission(request, held)
        if request.method == "POST" and not may:
            raise PermissionDenied
        form = self.form_for(request, held, request.POST if request.method == "POST" else None)
        if form.is_valid() and request.POST.get("confirmed") == form.seal:
            answer = self._store(request, form)
            if answer:
                return answer
        return self._page(request, held, form, may=may)

    def _store(self, request: HttpRequest, form: VersionForm) -> HttpResponse | None:
        """Store what was read back; nothing is answered where it is refused at the last moment."""
        if not isinstance(request.user, User):
            raise PermissionDenied
        try:
            made = form.store(by=request.user)
        except Overtaken:
            form.refuse_overtaken()
        except BadChanges as bad:
            form.refuse(TargetFault(one.field, one.message, one.place) for one in bad.faults)
        else:
            return self._stored(request, made)
        return None

    def _stored(self, request: HttpRequest, made: tuple[Made, ...] | ChangeRequest) -> HttpResponse:
        """Where the way goes on: to what was stored, or to the request that waits for a second administrator."""
        if isinstance(made, ChangeRequest):
            return asked(request, made)
        messages.success(request, _("Stored as a new version. The marks it touches are computed anew."))
        return redirect(f"admin:{self._name}_change", made[0].of)

    def _page(self, request: HttpRequest, held: Any | None, form: VersionForm, *, may: bool) -> HttpResponse:
        """The form, above it what is read back, below it the history."""
        title = str(held) if held else _("Add: %(what)s") % {"what": self.opts.verbose_name}
        # Any form will do for it, whatever its types say.
        shown: Any = form
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "original": held,
            "may_change": may,
            "adminform": AdminForm(shown, list(form.fieldsets), {}, (), model_admin=self),
            "form": form,
            "media": self.media + form.media,
            **self._read_back(held, form),
            **(self._beside(request, held) if held else {}),
        }
        status = UNPROCESSABLE if form.errors else OK
        return TemplateResponse(request, "admin/tracker/version_form.html", context, status=status)

    def _read_back(self, held: Any | None, form: VersionForm) -> dict[str, Any]:
        """What a clean form comes to, and the seal that confirms it was read."""
        if not form.is_bound or form.errors:
            return {}
        changed = differences(self.in_force(held) if held else None, form.drafted())
        return {
            "read_back": (*form.read_back(), *said_marks(form.told.marks)),
            "second": said_second(form.changes(), form.told),
            "marks": mark_rows(form.told.marks),
            "changed": said_differences(changed),
            "seal": form.seal,
        }

    def _beside(self, request: HttpRequest, held: Any) -> dict[str, Any]:
        versions = self.versions_of(held)
        rows = history(versions, today=timezone.localdate())
        return {
            "history": said_versions(rows),
            "restored": self.restored(request, held),
            "compared": compared(request, versions),
            "to_come": [row for row in rows if row.to_come],
            **self.beside(held),
        }

    @property
    def _name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}"
