"""The forms by which a coordinator seats people: each says what a choice means before it is made."""

from copy import deepcopy
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.actions.entries import Fault
from tracker.enums import Credit, SeatRole
from tracker.forms.base import StrictForm
from tracker.forms.fields import Choice, Email, IsoDate, ShortText
from tracker.workspace.layouts import HintedRadio

ROLE_HINTS: dict[str, Promise] = {
    SeatRole.REPORTER: _("Logs progress. Votes."),
    SeatRole.REVIEWER: _("Decides on what others log. Votes."),
    SeatRole.COORDINATOR: _(
        "Logs, decides on what others log, seats members and shares out the work. Votes."
    ),
    SeatRole.OBSERVER: _("Reads along, and has no vote."),
}
CREDIT_HINTS: dict[str, Promise] = {
    Credit.REGION: _("The safest. No page, no label: reports say “A committee in” and the region."),
    Credit.PSEUDONYM: _("A label made by chance stands for the name, and has a page. It links your reports."),
    Credit.NAMED: _(
        "Name, text and seats by constituency are public, and reports appear when they are decided."
    ),
}
ROLES = [(role.value, role.label) for role in SeatRole]


def _role_field() -> Choice:
    return Choice(label=_("Role"), choices=ROLES, widget=HintedRadio(hints=ROLE_HINTS))


class TakingForm(StrictForm):
    """A form that shows what the act refused beside the fields it is about."""

    def take(self, faults: list[Fault]) -> None:
        """Put each refusal beside its field."""
        for fault in faults:
            self.add_error(fault.field if fault.field in self.fields else None, str(fault.message))


class SeatForm(TakingForm):
    """A seat for a person."""

    email = Email(label=_("E-mail address"), help_text=_("Of the person: never a shared one."))
    constituency = Choice(
        label=_("Seat for"),
        widget=forms.Select(attrs={"class": "form-select"}),
        help_text=_("Whom the person speaks for on the committee."),
    )
    organisation = ShortText(
        label=_("Organisation"), required=False, help_text=_("Known to the committee, never shown in public.")
    )
    role = _role_field()
    starts_on = IsoDate(label=_("From"), help_text=_("Today or a later day, as YYYY-MM-DD."))
    ends_on = IsoDate(label=_("Until"), required=False, help_text=_("The first day without the seat."))

    def __init__(self, *args: Any, constituencies: list[tuple[str, str]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["constituency"].choices = [("", _("Choose one")), *constituencies]  # type: ignore[attr-defined]
        self.fields["starts_on"].initial = today


class _LeavingForm(TakingForm):
    """What may leave the committee without a coordinator; it then asks once more, and says what follows."""

    on = IsoDate(label=_("From"), help_text=_("Today or a later day, as YYYY-MM-DD."))
    confirmed = forms.BooleanField(
        required=False, label=_("Leave the committee without a coordinator from that day on")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today
        if self.add_prefix("confirmed") not in self.data:
            del self.fields["confirmed"]

    def ask_again(self) -> None:
        """Say what follows, and offer the box that confirms it."""
        asked = _(
            "Nobody would coordinate this committee from that day on. Nobody could seat members, share out targets "
            "or decide on requests; only an administrator could name a new coordinator. Make another member "
            "coordinator first, or tick the box below."
        )
        self.fields["confirmed"] = deepcopy(self.base_fields["confirmed"])
        self.add_error("confirmed", str(asked))


class RoleForm(_LeavingForm):
    """Another role for the holder of a seat."""

    role = _role_field()
    field_order = ("role", "on", "confirmed")


class EndForm(_LeavingForm):
    """The end of a seat's term."""


class CreditForm(TakingForm):
    """By what the committee is known in public; what makes it less safe is confirmed."""

    credit = Choice(
        label=_("How is this committee known in public?"),
        choices=[
            (Credit.REGION.value, _("Protected: by its region only")),
            (Credit.PSEUDONYM.value, _("Protected: by a label")),
            (Credit.NAMED.value, _("Open: by its name")),
        ],
        widget=HintedRadio(hints=CREDIT_HINTS),
    )
    confirmed = forms.BooleanField(
        required=False,
        label=_("I understand that what is public once cannot be called back"),
        help_text=_("Needed only to be known by more than now."),
    )

    def __init__(self, *args: Any, before: Credit, **kwargs: Any) -> None:
        super().__init__(
            *args, initial={"credit": before.value if before != Credit.NAMED else None}, **kwargs
        )
        self.before = before

    def clean(self) -> dict[str, Any]:
        """Whoever gives up safety says so."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("credit") and not cleaned.get("confirmed"):
            order = list(Credit)
            if order.index(Credit(cleaned["credit"])) < order.index(self.before):
                words = _(
                    "Tick this to be known by more than before: what is public once cannot be called back."
                )
                self.add_error("confirmed", words)
        return cleaned
