"""The form of a target that a commitment has not had yet."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from tracker.actions.changes import FirstTarget
from tracker.actions.new_targets import drafted_first
from tracker.actions.target_words import BadTarget
from tracker.admin.target_forms import WordingForm
from tracker.admin.version_forms import Fieldsets, reason_field
from tracker.enums import Scope
from tracker.models import Commitment, Horizon
from tracker.selectors.place_grid import places_of
from tracker.wording import figure


class AddTargetForm(WordingForm):
    """The first wording of a target that a commitment has not had yet."""

    fieldsets: ClassVar[Fieldsets] = (
        (_("Where it belongs"), {"fields": ["commitment", "horizon"]}),
        *WordingForm.fieldsets,
        (
            _("This target"),
            {
                "fields": ["reason", "after"],
                "description": _(
                    "It holds from today, in every place that its commitment is meant for. Baselines are "
                    "set place by place afterwards. Saving shows first what it comes to."
                ),
            },
        ),
    )

    commitment = forms.ModelChoiceField(Commitment.objects.order_by("code"), label=_("Commitment"))
    horizon = forms.ModelChoiceField(Horizon.objects.all(), label=_("Horizon"))
    reason = reason_field(_("Why is it set?"))

    def check_together(self) -> None:
        """Draft the version; the act refuses what this refuses."""
        typed = self.cleaned_data
        try:
            self.version = drafted_first(
                typed["commitment"], typed["horizon"], self.wording(), change_in=self.change_in_typed()
            )
        except BadTarget as bad:
            self.refuse(bad.faults)

    def read_back(self) -> tuple[str, ...]:
        """In how many places it would be set."""
        places = places_of(Scope(self.cleaned_data["commitment"].scope)).count()
        return (
            now("It is set in %(number)s places, none with a baseline yet.") % {"number": figure(places)},
        )

    def changes(self) -> list[FirstTarget]:
        """The target to set."""
        return [
            FirstTarget(
                commitment=self.cleaned_data["commitment"],
                horizon=self.cleaned_data["horizon"],
                wording=self.wording(),
                change_in=self.change_in_typed(),
            )
        ]
