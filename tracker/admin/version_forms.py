"""What every form that makes a version has in common: the reason, the version it follows, and the reading back."""

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tracker.actions.changes import Change, Foreseen, Made, foreseen, make
from tracker.actions.target_words import TargetFault
from tracker.actions.versions import AnyVersion, Overtaken
from tracker.admin.foreseen import seal_of
from tracker.admin.hinted import HintedArea
from tracker.forms.base import StrictForm
from tracker.forms.fields import IsoDate, Narrative, WholeNumber
from tracker.models import ChangeRequest, User

NAMED_PLACES = 3
WHY = _("Why is this changed?")
Fieldsets = Sequence[tuple[Any, dict[str, Any]]]


def line() -> forms.TextInput:
    """A line of text, as wide as the admin's others."""
    return AdminTextInputWidget()


def reason_field(label: str | Promise = WHY) -> Narrative:
    """Why a version is made; everyone reads it."""
    return Narrative(
        label=label,
        max_length=2000,
        help_text=_("Published beside it. Say who asked for it and where it was agreed."),
        widget=HintedArea(),
    )


class VersionForm(StrictForm):
    """What a version says. Once it is clean it is read back, and stored when it is sent again unchanged."""

    fieldsets: ClassVar[Fieldsets] = ()
    # What the form calls a field that the act calls otherwise.
    renamed: ClassVar[dict[str, str]] = {}

    after = WholeNumber(required=False, widget=forms.HiddenInput)
    told = Foreseen()

    def clean(self) -> dict[str, Any]:
        """The fields one by one, and then together, asked of the same function as the act asks."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                self.check_together()
                if not self.errors:
                    self._foresee()
            except Overtaken:
                self.refuse_overtaken()
        return cleaned

    def _foresee(self) -> None:
        """Ask the engine what the changes come to."""
        self.told = foreseen(self.changes(), from_on=self.from_on())
        self.refuse(TargetFault(one.field, one.message, one.place) for one in self.told.faults)

    def check_together(self) -> None:
        """Refuse what the act would refuse."""
        raise NotImplementedError

    def drafted(self) -> AnyVersion:
        """The version as it would be stored."""
        raise NotImplementedError

    def changes(self) -> Sequence[Change]:
        """What was typed, as the act takes it."""
        raise NotImplementedError

    def from_on(self) -> date:
        """The day from which it holds."""
        return timezone.localdate()

    def read_back(self) -> tuple[str, ...]:
        """What storing it comes to, in sentences."""
        raise NotImplementedError

    def store(self, *, by: User) -> tuple[Made, ...] | ChangeRequest:
        """Store it, or ask a second administrator: what was made, or the request."""
        reason = self.cleaned_data["reason"]
        made = make(self.changes(), self.told, by=by, reason=reason, from_on=self.from_on())
        if made == ():
            raise Overtaken
        return made

    @property
    def seal(self) -> str:
        """What stands for everything that was read back: the button that confirms it carries it."""
        typed = sorted((name, repr(value)) for name, value in self.cleaned_data.items())
        return sha256(repr((typed, seal_of(self.told.marks))).encode()).hexdigest()

    def refuse(self, faults: Iterable[TargetFault]) -> None:
        """Say each fault at its field, once, with the places in which it shows."""
        places: dict[tuple[str, str], list[str]] = {}
        for fault in faults:
            shown = places.setdefault((fault.field, str(fault.message)), [])
            if fault.place:
                shown.append(fault.place.name)
        for (field, message), where in places.items():
            name = self.field_for(field)
            self.add_error(name, f"{_in_places(where)} {message}" if where else message)

    def field_for(self, field: str) -> str | None:
        """The field that a fault is said at; None for the whole form."""
        name = self.renamed.get(field, field)
        return name if name in self.fields else None

    def refuse_overtaken(self) -> None:
        """Say that somebody else was faster."""
        self.add_error(
            None,
            _("Somebody has changed this since you opened the page. Open it again to see what it says now."),
        )


class DatedForm(VersionForm):
    """A version that comes into force on a day of its own."""

    reason = reason_field()
    in_force_from = IsoDate(
        label=_("From which day does it hold?"),
        help_text=_("Today or later, as YYYY-MM-DD. What a mark said before that day stays as it was."),
        initial=timezone.localdate,
        widget=line(),
    )

    def from_on(self) -> date:
        """The day that was typed."""
        return date.fromisoformat(str(self.cleaned_data["in_force_from"]))


def _in_places(names: Sequence[str]) -> str:
    """“In Arcadia, Borduria and 3 more places:”."""
    named, more = ", ".join(names[:NAMED_PLACES]), len(names) - NAMED_PLACES
    if more <= 0:
        return str(_("In %(places)s:")) % {"places": named}
    return ngettext(
        "In %(places)s and %(more)s more place:", "In %(places)s and %(more)s more places:", more
    ) % {"places": named, "more": more}
