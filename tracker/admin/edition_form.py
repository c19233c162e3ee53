"""The form that closes a round and freezes an edition: read back with its digest, and stored when it is confirmed."""

from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tracker.actions.editions import faults_in_edition
from tracker.admin.version_forms import Fieldsets, line
from tracker.forms.base import StrictForm
from tracker.forms.fields import IsoDate, Narrative
from tracker.models import Round
from tracker.selectors.edition_drafts import Draft, draft_edition, last_day_over
from tracker.selectors.edition_payload import CannotCompute
from tracker.wording import day, figure


class FreezeForm(StrictForm):
    """Which round ends, and as of which day the scorecard is frozen."""

    fieldsets: ClassVar[Fieldsets] = (
        (
            None,
            {
                "fields": ["round", "as_of", "note"],
                "description": _(
                    "Every mark is computed as it was at the end of that day, which takes some seconds. You see what "
                    "it comes to before anything is stored. Stored, it is never changed and never deleted."
                ),
            },
        ),
    )

    round = forms.ModelChoiceField(Round.objects.all(), label=_("Round"))
    as_of = IsoDate(
        label=_("As of which day?"),
        help_text=_("As YYYY-MM-DD: a day that is over, in UTC."),
        widget=line(),
    )
    note = Narrative(
        label=_("Note"),
        max_length=2000,
        required=False,
        help_text=_(
            "Published beside it. Needed where it takes the place of an earlier edition of the round."
        ),
        widget=AdminTextareaWidget(),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse what the act would refuse."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            typed = {"as_of": cleaned["as_of"], "note": cleaned["note"]}
            for fault in faults_in_edition(cleaned["round"], now=timezone.now(), **typed):
                self.add_error(fault.field, str(fault.message))
        return cleaned

    def draft(self) -> Draft | None:
        """What would be frozen; None, with the reason beside the form, where it cannot be computed."""
        typed = self.cleaned_data
        try:
            return draft_edition(typed["round"], as_of=typed["as_of"], note=typed["note"])
        except CannotCompute as fault:
            self.add_error(None, now("The facts cannot be scored as they are: %(fault)s") % {"fault": fault})
            return None


def initially() -> dict[str, Any]:
    """What stands in the form when it is opened."""
    return {"as_of": last_day_over(timezone.now())}


def read_back(draft: Draft) -> tuple[str, ...]:
    """What freezing comes to, in sentences."""
    marks = ngettext(
        "It freezes the mark of %(marks)s target in %(holders)s places and processes, as of %(day)s.",
        "It freezes the marks of %(marks)s targets in %(holders)s places and processes, as of %(day)s.",
        draft.marks,
    ) % {"marks": figure(draft.marks), "holders": figure(draft.holders), "day": day(draft.as_of)}
    numbers = {"size": figure(draft.size), "digest": draft.digest}
    closes = now("It closes the round “%(round)s”.") % {"round": draft.round.name}
    replaces = now("It takes the place of the round’s earlier edition, which stays readable.")
    said = (
        now("Its title is “%(title)s”, its address /editions/%(slug)s/, both for good.")
        % {"title": draft.title, "slug": draft.slug},
        marks,
        now("Its %(size)s bytes have the digest %(digest)s.") % numbers,
        closes if draft.round.closed_at is None else "",
        replaces if draft.number > 1 else "",
    )
    return tuple(sentence for sentence in said if sentence)
