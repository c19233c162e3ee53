"""People with an account: they are let in and kept out, never deleted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.actions.accounts import let_in, suspend, take_second_factor
from tracker.actions.anonymising import anonymise
from tracker.admin.base import DeskMixin
from tracker.admin.site import desk
from tracker.forms.base import OnceEach
from tracker.models import User
from tracker.permissions import Refused, administers_everything


class ChangeUserForm(OnceEach, UserChangeForm):  # type: ignore[type-arg]  # not generic at run time
    """What an account may do. Nobody locks themselves out."""

    keeper: Any = None
    begin_anew = forms.BooleanField(
        label=_("Take the second factor away"),
        required=False,
        help_text=_(
            "For somebody who lost the app and the recovery codes. Make sure who asks. They are signed out, and "
            "set up another app when they sign in."
        ),
    )
    anonymise = forms.BooleanField(
        label=_("Take name and address out, for good"),
        required=False,
        help_text=_(
            "For somebody who leaves and must not be found here. Name, address, seats, what was never handed in and "
            "the names of uploaded files go; reports and decisions stay, by “Somebody who left”. Nobody can undo it, "
            "and copies of the database keep what they had. First see that the committee still has who it needs."
        ),
    )

    class Meta:
        model = User
        fields = ("email", "name", "password", "is_staff", "is_superuser", "user_permissions")

    def clean(self) -> dict[str, Any]:
        """Whoever edits their own account stays in."""
        cleaned = super().clean() or self.cleaned_data
        if self.keeper and self.keeper.pk == self.instance.pk:
            for name in ("begin_anew", "anonymise"):
                if cleaned.get(name):
                    self.add_error(name, _("This is your own account: ask another administrator."))
            for name in ("is_staff", "is_superuser"):
                if name in cleaned and not cleaned[name]:
                    self.add_error(name, _("This is your own account: ask another administrator."))
        return cleaned


@dataclass(frozen=True)
class Button:
    """What a button of the account does, and what is told afterwards."""

    act: Callable[..., None]
    told: str | Promise


BUTTONS = {
    "_suspend": Button(suspend, _("Suspended: signed out everywhere, and kept out from now on.")),
    "_let_in": Button(let_in, _("Let in again: the person signs in as before.")),
}


@admin.register(User, site=desk)
class UserAdmin(DeskMixin, DjangoUserAdmin):  # type: ignore[type-arg, misc]  # not generic at run time
    """A person who signs in with an e-mail address."""

    form = ChangeUserForm
    change_form_template: ClassVar[Any] = "admin/tracker/user_form.html"
    what_happens: ClassVar[str | Promise] = _(
        "Saving changes what the account may do from the next page on that the person opens. Keeping somebody out "
        "and letting them in again are the buttons below: they act at once."
    )
    fieldsets = (
        (None, {"fields": ["email", "name", "password"]}),
        (
            _("What the account may do"),
            {
                "fields": [
                    "is_active",
                    "is_staff",
                    "is_superuser",
                    "user_permissions",
                    "begin_anew",
                    "anonymise",
                ],
                "description": _(
                    "What members do on a committee, their seats say. Suspending keeps somebody out: the account "
                    "goes nowhere, for what the person wrote and decided stays theirs."
                ),
            },
        ),
        (_("Since when"), {"fields": ["date_joined", "last_login"]}),
    )
    readonly_fields = ("is_active", "date_joined", "last_login")
    filter_horizontal = ("user_permissions",)
    list_display = ("email", "name", "is_active", "is_staff", "is_superuser")
    list_filter = ("is_active", "is_staff", "is_superuser")
    search_fields = ("email", "name")
    search_help_text = _("A name or an address.")
    ordering = ("email",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Only who may do everything here decides who may do what."""
        return _may_do_everything(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only who may do everything here sees the accounts."""
        return _may_do_everything(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only who may do everything here lets people in."""
        return _may_do_everything(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only who may do everything here changes an account."""
        return _may_do_everything(request)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """People are invited by mail: nobody types a password for another."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return redirect("admin:tracker_invitation_add")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The account; or one of its two buttons, each an act of its own that saves nothing else."""
        pressed = next((name for name in BUTTONS if name in request.POST), None)
        if request.method == "POST" and pressed:
            return self._press(request, object_id, BUTTONS[pressed])
        # To add another is to invite somebody.
        context = {**(extra_context or {}), "show_save_and_add_another": False}
        return super().change_view(request, object_id, form_url, context)

    def _press(self, request: HttpRequest, object_id: str, button: "Button") -> HttpResponse:
        """Do what the button says, and come back to the account."""
        user = self.get_object(request, unquote(object_id))
        if user is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined, no-any-return]
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        try:
            button.act(user, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused.reason))
        else:
            messages.success(request, str(button.told))
        return redirect("admin:tracker_user_change", user.pk)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        """Save the account; to take the second factor away is an act, and so is to anonymise it."""
        super().save_model(request, obj, form, change)
        if form.cleaned_data.get("begin_anew"):
            take_second_factor(obj, by=request.user)  # type: ignore[arg-type]
        if form.cleaned_data.get("anonymise"):
            anonymise(obj, by=request.user)  # type: ignore[arg-type]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002
        """The form that knows whose account the editor's own is."""
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"keeper": request.user})

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Permissions of this product alone."""
        if db_field.name == "user_permissions":
            ours = Permission.objects.filter(content_type__app_label="tracker")
            kwargs["queryset"] = ours.select_related("content_type")
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def _may_do_everything(request: HttpRequest) -> bool:
    return administers_everything(request.user)  # type: ignore[arg-type]
