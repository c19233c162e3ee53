"""The form of what a commitment says."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tracker.actions.changes import SayingChange
from tracker.actions.commitment_moves import faults_in_move
from tracker.actions.commitments import Saying, faults_in_saying, saying_of
from tracker.actions.versions import next_number
from tracker.admin.hinted import HintedArea, HintedLine
from tracker.admin.version_forms import Fieldsets, VersionForm, line, reason_field
from tracker.enums import CommitmentStatus
from tracker.forms.fields import Choice, Narrative, ShortText, WholeNumber
from tracker.models import Commitment, CommitmentVersion, Indicator, Place
from tracker.wording import figure

SAYS = ["title", "text", "indicator", "weight"]
VERIFIES = ["verifiable", "why_not_verifiable"]


class SayingForm(VersionForm):
    """What a commitment says."""

    title = ShortText(label=_("Title"), max_length=200, widget=HintedLine())
    text = Narrative(
        label=_("Text"),
        max_length=5000,
        help_text=_("The promise itself, as everyone reads it."),
        widget=HintedArea(),
    )
    indicator = forms.ModelChoiceField(
        Indicator.objects.all(),
        label=_("Indicator"),
        required=False,
        help_text=_(
            "What is counted, where targets ask for figures: its unit, its caveat and the groups that reports are "
            "asked for stand beside them. It can be named later, and another one can take its place."
        ),
    )
    weight = WholeNumber(
        label=_("Priority weight"),
        minimum=1,
        maximum=100,
        help_text=_("How much it counts beside the other commitments of its objective."),
        widget=line(),
    )
    verifiable = forms.BooleanField(
        label=_("It can be verified"),
        required=False,
        help_text=_("Without this its targets are “not assessable”: no mark, and missing in the coverage."),
    )
    why_not_verifiable = ShortText(
        label=_("Why it cannot be verified"), max_length=300, required=False, widget=line()
    )
    reason = reason_field()

    def saying(self) -> Saying:
        """What was typed, as the act takes it."""
        typed = self.cleaned_data
        return Saying(
            title=typed["title"],
            text=typed["text"],
            weight=typed["weight"],
            status=CommitmentStatus(typed.get("status", CommitmentStatus.PROPOSED)),
            verifiable=typed["verifiable"],
            why_not_verifiable=typed["why_not_verifiable"],
            indicator=typed["indicator"],
        )

    def check_together(self) -> None:
        """Refuse what the act would refuse."""
        for fault in faults_in_saying(self.saying()):
            self.add_error(fault.field, str(fault.message))


class ReviseCommitmentForm(SayingForm):
    """What a commitment says from today on."""

    fieldsets: ClassVar[Fieldsets] = (
        (_("What it says"), {"fields": [*SAYS, "status"]}),
        (_("Whether it can be verified"), {"fields": VERIFIES}),
        (
            _("This change"),
            {
                "fields": ["reason", "after"],
                "description": _(
                    "It holds from today. Saving shows first what the change comes to. Stored, it is a new "
                    "version: the versions before it stay as they are, and can be read by everyone."
                ),
            },
        ),
    )

    status = Choice(
        label=_("Status"),
        choices=CommitmentStatus.choices,
        widget=forms.Select,
        help_text=_(
            "Proposed: it counts in the marks as soon as it has a target, and its page says that it is a proposal. "
            "Adopted: it counts in the same way, and its page says so; it needs a target, and something that says "
            "how it is measured. Retired: it has no mark any more, nobody reports on it, and its history stays; it "
            "can be adopted again, with a reason."
        ),
    )

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commitment = commitment

    def check_together(self) -> None:
        """Refuse what the act would refuse, and a change that changes nothing."""
        super().check_together()
        if self.errors:
            return
        next_number(self.commitment, after=self.cleaned_data["after"])
        saying = self.saying()
        if saying_of(self.commitment) == saying:
            self.add_error(None, _("Nothing is changed: this is what the commitment says."))
        faults = faults_in_move(
            self.commitment,
            status=saying.status,
            verifiable=saying.verifiable,
            indicator=saying.indicator,
        )
        for fault in faults:
            self.add_error(fault.field, str(fault.message))

    def drafted(self) -> CommitmentVersion:
        """The version as it would be stored."""
        return CommitmentVersion(in_force_from=timezone.localdate(), **vars(self.saying()))

    def read_back(self) -> tuple[str, ...]:
        """How many places it touches."""
        number = Place.objects.filter(place_targets__target__commitment=self.commitment).distinct().count()
        sentence = ngettext(
            "It has targets in %(number)s place, whose marks are computed anew.",
            "It has targets in %(number)s places, whose marks are computed anew.",
            number,
        )
        return (sentence % {"number": figure(number)},)

    def changes(self) -> list[SayingChange]:
        """What the commitment is to say."""
        after = self.cleaned_data["after"] or 0
        return [SayingChange(commitment=self.commitment, saying=self.saying(), after=after)]


def saying_typed_from(commitment: Commitment | CommitmentVersion) -> dict[str, Any]:
    """A commitment, or a version of it, as it would stand in the form."""
    return dict(vars(saying_of(commitment)))
