"""What the log of changes is narrowed down to, as it stands in an address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.enums import ChangeReason
from tracker.forms.base import StrictForm
from tracker.forms.fields import Choice, IsoDate, PageNumber, ShortText, WholeNumber
from tracker.selectors.mark_changes import MOST_PAGES, Asked

LONGEST_CODE = 60


class ChangesForm(StrictForm):
    """What the log is narrowed down to, as it stands in the address; a page that is not there is said to be none."""

    place = ShortText(label=_("Place"), required=False, max_length=LONGEST_CODE)
    objective = WholeNumber(label=_("Objective"), required=False, minimum=1, maximum=99)
    commitment = ShortText(label=_("Commitment"), required=False, max_length=LONGEST_CODE)
    reason = Choice(label=_("Why"), required=False, choices=ChangeReason.choices, widget=forms.Select)
    since = IsoDate(label=_("From"), required=False)
    until = IsoDate(label=_("Until"), required=False)
    page = PageNumber(label=_("Page"), maximum=MOST_PAGES)

    def asked(self) -> Asked:
        """What was asked for, if all of it could be read; else everything."""
        if not self.is_valid():
            return Asked()
        typed = self.cleaned_data
        return Asked(
            place=typed["place"],
            objective=typed["objective"],
            commitment=typed["commitment"],
            reason=ChangeReason(typed["reason"]) if typed["reason"] else None,
            since=typed["since"],
            until=typed["until"],
            number=typed["page"],
        )
