"""Inviting people, and the mail that waits: an invitation is an act, read back by its mail, and never edited."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.actions import people
from tracker.admin.base import DeskAdmin, ReadOnlyAdmin, StrictModelForm
from tracker.admin.site import desk
from tracker.enums import InvitedTo, SeatRole
from tracker.forms.fields import Choice
from tracker.models import Invitation, Outbox
from tracker.permissions import Refused, administers_everything
from tracker.selectors.invitations import is_open

WITHOUT_SEAT: dict[InvitedTo, people.Offer] = {
    InvitedTo.DESK: people.DeskOffer(),
    InvitedTo.ACCOUNT: people.AccountOffer(),
}
SEAT = ("committee", "constituency", "role", "organisation", "starts_on", "ends_on")
NEEDED = ("committee", "constituency", "role")
OFFERED = (*SEAT, "place")


class InvitationForm(StrictModelForm):
    """Whom to invite, to a seat or to speak for a State; or, of one that was sent, whether to take it back."""

    without_seat = Choice(
        label=_("Or without a seat"),
        choices=[
            ("", _("No: a seat, or a State to speak for")),
            (InvitedTo.DESK, _("To the administrators’ desk, to do everything here")),
            (InvitedTo.ACCOUNT, _("To an account alone, which may do nothing yet")),
        ],
        required=False,
        widget=forms.Select,
        help_text=_("Leave committee and State empty then. Whoever administers needs a second factor."),
    )
    take_back = forms.BooleanField(
        label=_("Take it back"),
        required=False,
        help_text=_("The link in the mail does nothing from then on."),
    )

    def validate_constraints(self) -> None:
        """The act that sends it keeps them: an earlier invitation ends with it."""

    def clean(self) -> dict[str, Any]:
        """What cannot be offered."""
        cleaned = super().clean() or self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("The last day lies after the first."))
        if "address" in self.fields:
            self._check_one_thing(cleaned)
        if not self.errors and "address" in cleaned:
            try:
                people.check_offer(cleaned["address"], offer_of(cleaned))
                people.check_side(cleaned["address"], offer_of(cleaned))
            except Refused as refusal:
                self.add_error("address", str(refusal.reason))
        return cleaned

    def _check_one_thing(self, typed: dict[str, Any]) -> None:
        """Either a whole seat, or a State and nothing of a seat, or neither."""
        if typed.get("without_seat"):
            if any(typed.get(name) for name in OFFERED):
                self.add_error("without_seat", _("Leave committee and State empty, or choose a seat here."))
        elif not typed.get("place"):
            for name in NEEDED:
                if not typed.get(name) and name not in self.errors:
                    self.add_error(
                        name, _("A seat needs this. To speak for a State, choose the State alone.")
                    )
        elif any(typed.get(name) for name in SEAT):
            self.add_error("place", _("Who speaks for a State holds no seat: choose one of both."))


def offer_of(typed: dict[str, Any]) -> people.Offer:
    """The seat, or the State to speak for, that was typed in."""
    if typed.get("without_seat"):
        return WITHOUT_SEAT[InvitedTo(typed["without_seat"])]
    if typed.get("place"):
        return people.FocalPointOffer(typed["place"])
    return people.SeatOffer(**{name: typed[name] for name in SEAT} | {"role": SeatRole(typed["role"])})


@admin.register(Invitation, site=desk)
class InvitationAdmin(DeskAdmin):
    """A person is asked to begin. To invite the same address again, add it again: the earlier link ends with that."""

    form = InvitationForm
    fixed = ("address", "invited_to", *OFFERED, "invited_by", "expires_at", "used_at", "withdrawn_at")
    what_happens: ClassVar[str | Promise] = _(
        "Sending it mails a link that works once, for 72 hours, for that address alone. Whoever opens it begins with "
        "what is offered, and chooses a password; whoever has an account signs in with it."
    )
    list_display = (
        "address",
        "invited_to",
        "committee",
        "role",
        "place",
        "made_at",
        "expires_at",
        "used_at",
        "withdrawn_at",
    )
    list_filter = ("invited_to", "committee", ("used_at", admin.EmptyFieldListFilter))
    list_select_related = ("committee", "place")
    search_fields = ("address", "committee__name", "place__code")
    search_help_text = _("An address, the name of a committee, or the code of a State.")

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[Any]:
        """What is typed when inviting; what became of it afterwards."""
        if obj:
            return [*self.fixed, "take_back"]
        # Who gets in without a seat, only those decide who may do everything here.
        without = ["without_seat"] if administers_everything(request.user) else []  # type: ignore[arg-type]
        return ["address", *OFFERED, *without]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002
        """The form; whoever is not asked for something cannot send it either."""
        form = super().get_form(request, obj, change=change, **kwargs)
        asked = self.get_fields(request, obj)
        left_out = {name: None for name in ("without_seat", "take_back") if name not in asked}
        return type(form.__name__, (form,), left_out)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        """Invite; or take it back."""
        if not change:
            obj.pk = people.invite(obj.address, offer_of(form.cleaned_data), by=request.user).pk  # type: ignore[arg-type]
        elif form.cleaned_data["take_back"] and is_open(obj):
            people.withdraw(obj, by=request.user)  # type: ignore[arg-type]

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> None:  # type: ignore[override]
        """The act has its own trace."""

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> None:  # type: ignore[override]
        """The act has its own trace."""


@admin.register(Outbox, site=desk)
class OutboxAdmin(ReadOnlyAdmin):
    """The mail that waits, was sent in the last two weeks, or was given up."""

    list_display = ("made_at", "kind", "attempts", "next_try_at", "sent_at", "quarantined_at", "error")
    list_filter = ("kind", ("quarantined_at", admin.EmptyFieldListFilter))
    search_fields = ("about", "error")
    search_help_text = _("The code or id of what a letter is about, or words of what went wrong.")
