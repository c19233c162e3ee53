"""The forms about rounds: who reports on what, and what opens a closed round again."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.forms.base import StrictForm
from tracker.forms.fields import Choice, Choices, IsoDate, Narrative
from tracker.forms.refusals import WORDS
from tracker.selectors.workspace.rounds import Choosable
from tracker.workspace.committee_forms import TakingForm

NOBODY = "nobody"
GRANT, REFUSE = "grant", "refuse"


class AssignForm(TakingForm):
    """Targets for a member, several at once."""

    user = Choice(label=_("Who reports?"), widget=forms.Select(attrs={"class": "form-select"}))
    due_on = IsoDate(label=_("By when?"), required=False, help_text=_("As YYYY-MM-DD, within the round."))
    targets = Choices(
        label=_("On which targets?"), help_text=_("A name behind a target says who has it now.")
    )
    needed_sometimes = frozenset({"due_on"})

    def __init__(self, *args: Any, among: Choosable, due_on: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"due_on": due_on}, **kwargs)
        people = [(key, str(user)) for key, user in among.people.items()]
        choices = [("", _("Choose one")), *people, (NOBODY, _("Nobody: take them away"))]
        self.fields["user"].choices = choices  # type: ignore[attr-defined]
        self.fields["targets"].choices = among.groups  # type: ignore[attr-defined]

    @property
    def takes_away(self) -> bool:
        """Whether nobody shall have the targets any more."""
        return bool(self.cleaned_data["user"] == NOBODY)

    def clean(self) -> dict[str, Any]:
        """Whoever gets a target gets a day."""
        cleaned = super().clean() or self.cleaned_data
        given = cleaned.get("user") not in {None, NOBODY}
        if given and cleaned.get("due_on") is None and "due_on" not in self.errors:
            self.add_error("due_on", WORDS["missing_date"])
        return cleaned


class AskForm(StrictForm):
    """Why something should be reported after its round was closed."""

    reason = Narrative(
        label=_("Why now?"),
        max_length=2000,
        help_text=_("Another coordinator of your committee, or an administrator, reads it and decides."),
    )


class DecideForm(StrictForm):
    """Whether a closed round is opened again."""

    decision = Choice(
        label=_("Your decision"),
        choices=[(GRANT, _("Open it for 14 days, for this target")), (REFUSE, _("Leave it closed"))],
    )
    answer = Narrative(label=_("Why?"), max_length=2000, help_text=_("The person who asked reads it."))
