"""The form of a new commitment."""

from typing import ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from tracker.actions.changes import FirstCommitment
from tracker.actions.commitments import Proposal, first_version
from tracker.admin.commitment_forms import SAYS, VERIFIES, SayingForm
from tracker.admin.hinted import HintedLine
from tracker.admin.version_forms import Fieldsets, line, reason_field
from tracker.enums import DriverLevel, Scope
from tracker.forms.fields import Choice
from tracker.models import Area, Benchmark, Commitment, CommitmentVersion, Framework, Objective
from tracker.selectors.tags import words_in_use
from tracker.sheets.commitments import LINKS, LISTS
from tracker.sheets.fields import Code, Several, Words


class ProposeForm(SayingForm):
    """A new commitment."""

    fieldsets: ClassVar[Fieldsets] = (
        (
            _("What it belongs to"),
            {
                "fields": ["code", "objective", "area", "scope", "driver_level"],
                "description": _("None of this can be changed once the commitment is stored."),
            },
        ),
        (
            _("Whom it is about, and what it can be held against"),
            {
                "fields": [*LISTS, *LINKS],
                "description": _(
                    "By these readers find it and narrow down what they see. None of them is needed, and none can "
                    "be changed once the commitment is stored."
                ),
            },
        ),
        (_("What it says"), {"fields": SAYS}),
        (
            _("Whether it can be verified"),
            {
                "fields": VERIFIES,
                "description": _(
                    "By what indicator, from what baseline, by when? A commitment that nobody can verify is "
                    "kept all the same, and says why."
                ),
            },
        ),
        (
            _("This proposal"),
            {
                "fields": ["reason", "after"],
                "description": _("It is stored as proposed. Its targets are set on the next page."),
            },
        ),
    )

    reason = reason_field(_("Why is it proposed?"))
    code = Code(
        label=_("Code"), max_length=20, help_text=_("For example GCM10-4: it is in addresses."), widget=line()
    )
    objective = forms.ModelChoiceField(Objective.objects.all(), label=_("Objective"))
    area = forms.ModelChoiceField(Area.objects.all(), label=_("Area of action"))
    scope = Choice(label=_("Applies to"), choices=Scope.choices, widget=forms.Select)
    driver_level = Choice(
        label=_("Level of driver"),
        choices=[("", _("Not said")), *DriverLevel.choices],
        required=False,
        widget=forms.Select,
    )

    populations = Words(
        lambda: words_in_use("populations"),
        label=_("Population groups"),
        required=False,
        help_text=_("With semicolons between: women; children."),
        widget=HintedLine(),
    )
    governance_levels = Words(
        lambda: words_in_use("governance_levels"),
        label=_("Levels of governance"),
        required=False,
        help_text=_("With semicolons between: national; local."),
        widget=line(),
    )
    lead_stakeholders = Words(
        lambda: words_in_use("lead_stakeholders"),
        label=_("Lead stakeholders"),
        required=False,
        help_text=_("With semicolons between: government; trade unions."),
        widget=line(),
    )
    frameworks = Several(
        Framework.objects.all,
        code=lambda row: row.code,
        names=lambda row: [row.name],
        label=_("Frameworks"),
        required=False,
        help_text=_("Their codes or names, with semicolons between, as the list of frameworks has them."),
        widget=line(),
    )
    benchmarks = Several(
        Benchmark.objects.all,
        code=lambda row: row.code,
        label=_("Benchmarks"),
        required=False,
        help_text=_(
            "Their codes, with semicolons between: SDG-10.7; SDG-16.2. The list of benchmarks has them."
        ),
        widget=line(),
    )

    def clean_code(self) -> str:
        """A code that no commitment has."""
        code = str(self.cleaned_data["code"])
        if Commitment.objects.filter(code__iexact=code).exists():
            raise forms.ValidationError(_("There is a commitment with this code already."), code="taken")
        return code

    def drafted(self) -> CommitmentVersion:
        """The version as it would be stored."""
        return first_version(
            Commitment(**vars(self.saying())), by=None, reason="", from_on=timezone.localdate()
        )

    def read_back(self) -> tuple[str, ...]:
        """What happens next, and what can never be changed of it."""
        tags = ((self.fields[name], self.cleaned_data[name]) for name in (*LISTS, *LINKS))
        return (
            *(
                now("%(label)s: %(said)s.") % {"label": field.label, "said": field.prepare_value(value)}
                for field, value in tags
                if value
            ),
            now("It is stored as proposed, without any target and without a mark."),
            now(
                "With its first target it counts in the marks, as an adopted one does. It can be adopted then."
            ),
        )

    def changes(self) -> list[FirstCommitment]:
        """The commitment to propose."""
        typed = self.cleaned_data
        proposal = Proposal(
            code=typed["code"],
            objective=typed["objective"],
            area=typed["area"],
            scope=Scope(typed["scope"]),
            driver_level=DriverLevel(typed["driver_level"]) if typed["driver_level"] else None,
            **{name: typed[name] for name in (*LISTS, *LINKS)},
        )
        return [FirstCommitment(proposal=proposal, saying=self.saying())]
