"""People with an account: they are let in and kept out, never deleted."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Permission
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tracker.actions.accounts import take_second_factor
from tracker.actions.anonymising import anonymise
from tracker.admin.base import DeskMixin
from tracker.admin.site import desk
from tracker.forms.base import OnceEach
from tracker.models import User


class AddUserForm(OnceEach, AdminUserCreationForm):  # type: ignore[type-arg]  # not generic at run time
    """A new account; the person changes the password after signing in."""

    class Meta:
        model = User
        fields = ("email", "name")


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
        fields = ("email", "name", "password", "is_active", "is_staff", "is_superuser", "user_permissions")

    def clean(self) -> dict[str, Any]:
        """Whoever edits their own account stays in."""
        cleaned = super().clean() or self.cleaned_data
        if self.keeper and self.keeper.pk == self.instance.pk:
            for name in ("begin_anew", "anonymise"):
                if cleaned.get(name):
                    self.add_error(name, _("This is your own account: ask another administrator."))
            for name in ("is_active", "is_staff", "is_superuser"):
                if name in cleaned and not cleaned[name]:
                    self.add_error(name, _("This is your own account: ask another administrator."))
        return cleaned


@admin.register(User, site=desk)
class UserAdmin(DeskMixin, DjangoUserAdmin):  # type: ignore[type-arg, misc]  # not generic at run time
    """A person who signs in with an e-mail address."""

    form = ChangeUserForm
    add_form = AddUserForm
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
                    "To keep somebody out, take “can sign in” away: the account goes nowhere, for what the "
                    "person wrote and decided stays theirs. What members do on a committee, their seats say."
                ),
            },
        ),
        (_("Since when"), {"fields": ["date_joined", "last_login"]}),
    )
    add_fieldsets = ((None, {"fields": ["email", "name", "usable_password", "password1", "password2"]}),)
    readonly_fields = ("date_joined", "last_login")
    filter_horizontal = ("user_permissions",)
    list_display = ("email", "name", "is_active", "is_staff", "is_superuser")
    list_filter = ("is_active", "is_staff", "is_superuser")
    search_fields = ("email", "name")
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
    return request.user.is_active and request.user.is_superuser
