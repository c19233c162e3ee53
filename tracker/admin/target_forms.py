"""The form of a target: what it asks for, and a new wording of it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from tracker.actions.changes import TargetChange
from tracker.actions.target_words import BadTarget
from tracker.actions.targets import drafted
from tracker.actions.wordings import Wording, wording_of
from tracker.admin.hinted import HintedLine
from tracker.admin.rows import Rows
from tracker.admin.version_forms import DatedForm, Fieldsets, VersionForm, line
from tracker.admin.words import said_reach
from tracker.enums import BETTER_LABELS, CHANGE_IN_LABELS, KIND_LABELS, PATH_LABELS, Origin, choices_of
from tracker.forms.fields import Choice, Figure, IsoDate, ShortText, WholeNumber
from tracker.models import Target, TargetVersion
from tracker.scoring import Better, ChangeIn, Kind, Path
from tracker.selectors.baselines import reach_of
from tracker.sheets.fields import LONG_AGO, Code

LONGEST_CODE = 40


class WordingForm(VersionForm):
    """What a target asks for."""

    fieldsets: ClassVar[Fieldsets] = (
        (_("What it asks for"), {"fields": ["title", "kind", "due_on", "weight", "origin"]}),
        (
            _("The figure"),
            {
                "fields": ["unit", "better", "goal", "change", "change_in"],
                "description": _("Fill in what the kind of target needs, and leave the rest empty."),
            },
        ),
        (
            _("The way there"),
            {
                "fields": ["path", "steps", "tolerance", "grace_months"],
                "description": _("Against this path it is judged whether the pace is enough."),
            },
        ),
        (_("Steps to reach"), {"fields": ["milestones"]}),
    )

    title = ShortText(
        label=_("In one sentence"), max_length=300, help_text=_("As everyone reads it."), widget=HintedLine()
    )
    kind = Choice(label=_("Kind"), choices=choices_of(KIND_LABELS), widget=forms.Select)
    due_on = IsoDate(label=_("Due"), help_text=_("As YYYY-MM-DD."))
    weight = WholeNumber(
        label=_("Weight"), minimum=1, maximum=100, help_text=_("Beside the commitment’s other targets.")
    )
    origin = Choice(label=_("Who first set it"), choices=Origin.choices, widget=forms.Select)
    unit = ShortText(
        label=_("What is counted"),
        max_length=150,
        required=False,
        help_text=_("For example “persons”. Begin with % where the figures are shares: “% of births”."),
        widget=line(),
    )
    better = Choice(
        label=_("Which way is better"),
        choices=[("", _("Neither")), *choices_of(BETTER_LABELS)],
        required=False,
        widget=forms.Select,
    )
    goal = Figure(label=_("The figure to reach"), required=False, signed=True)
    change = Figure(
        label=_("Or the change from the baseline"),
        required=False,
        signed=True,
        help_text=_("In per cent: -60 for 60 % less."),
    )
    change_in = Choice(
        label=_("The change is counted in"),
        choices=[("", _("Not said")), *choices_of(CHANGE_IN_LABELS)],
        required=False,
        widget=forms.Select,
        help_text=_("Needed where the figures are in per cent themselves."),
    )
    path = Choice(label=_("Path"), choices=choices_of(PATH_LABELS), widget=forms.Select)
    steps = Rows(
        {
            "on": IsoDate(label=_("Date"), earliest=LONG_AGO),
            "value": Figure(label=_("Figure by then"), signed=True),
        },
        label=_("Graduated steps"),
        help_text=_("One a row, the earliest first. Empty rows are left out; saving brings more."),
    )
    tolerance = Figure(
        label=_("Tolerance, as a share"),
        signed=True,
        help_text=_("A change smaller than this counts as none: 0.02 is 2 %."),
    )
    grace_months = WholeNumber(
        label=_("Months of grace for late figures"),
        maximum=600,
        help_text=_("How long after the due date the figure for it may come in."),
    )
    milestones = Rows(
        {
            "title": ShortText(label=_("What is done"), max_length=300),
            "weight": WholeNumber(label=_("Weight"), maximum=100),
            "code": Code(label=_("Code"), max_length=LONGEST_CODE, required=False),
        },
        label=_("Steps"),
        help_text=_(
            "For the kind “reach the steps”. The code ties reports to a step: keep it as it is, "
            "and leave it empty for a new step."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version: TargetVersion | None = None

    def wording(self) -> Wording:
        """What was typed, as the act takes it."""
        typed = self.cleaned_data
        return Wording(
            title=typed["title"],
            kind=Kind(typed["kind"]),
            better=Better(typed["better"]) if typed["better"] else None,
            goal=typed["goal"],
            change=typed["change"],
            unit=typed["unit"],
            due_on=typed["due_on"],
            weight=typed["weight"],
            path=Path(typed["path"]),
            steps=tuple(_step(row["on"], row["value"]) for row in typed["steps"]),
            milestones=tuple(_with_codes(typed["milestones"])),
            tolerance=typed["tolerance"],
            grace_months=typed["grace_months"],
            origin=Origin(typed["origin"]),
        )

    def change_in_typed(self) -> ChangeIn | None:
        """What the change is counted in, where it was said."""
        return ChangeIn(self.cleaned_data["change_in"]) if self.cleaned_data["change_in"] else None

    def drafted(self) -> TargetVersion:
        """The version as it would be stored."""
        if self.version is None:
            raise ValueError("only a clean form has a version")
        return self.version


class ReviseForm(DatedForm, WordingForm):
    """A new wording of a target."""

    fieldsets: ClassVar[Fieldsets] = (
        *WordingForm.fieldsets,
        (
            _("This change"),
            {
                "fields": ["reason", "in_force_from", "after"],
                "description": _(
                    "Saving shows first what the change comes to. Stored, it is a new version: "
                    "the versions before it stay as they are, and can be read by everyone."
                ),
            },
        ),
    )

    def __init__(self, *args: Any, target: Target, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.target = target

    def check_together(self) -> None:
        """Draft the version; the act refuses what this refuses."""
        try:
            self.version = drafted(self.target, from_on=self.from_on(), **self._asked())
        except BadTarget as bad:
            return self.refuse(bad.faults)
        latest = self.target.versions.order_by("-number").first()
        if latest and wording_of(latest) == wording_of(self.version):
            self.add_error(None, _("Nothing is changed: this is what the latest version says."))
        return None

    def read_back(self) -> tuple[str, ...]:
        """How far it reaches, and what it comes to in one place."""
        return said_reach(self.drafted(), reach_of(self.drafted()))

    def changes(self) -> list[TargetChange]:
        """The new wording."""
        return [TargetChange(target=self.target, **self._asked())]

    def _asked(self) -> dict[str, Any]:
        return {
            "wording": self.wording(),
            "change_in": self.change_in_typed(),
            "after": self.cleaned_data["after"] or 0,
        }


def typed_from(version: TargetVersion) -> dict[str, Any]:
    """A version as it would stand in the form."""
    change_in = ChangeIn.PER_CENT.value if version.change is not None and version.unit.startswith("%") else ""
    said = wording_of(version)
    return {
        **{name: getattr(said, name) for name in WordingForm.base_fields if hasattr(said, name)},
        "better": version.better,
        "steps": list(version.steps),
        "milestones": list(version.milestones),
        "change_in": change_in,
    }


def _step(on: date, value: Decimal) -> dict[str, str]:
    return {"on": on.isoformat(), "value": f"{value:f}"}


def _with_codes(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The steps with a code each: the one that was typed, or else one made of the title."""
    taken = {row["code"] for row in rows}
    found = []
    for row in rows:
        code = row["code"] or _new_code(row["title"], taken)
        taken.add(code)
        found.append({"code": code, "title": row["title"], "weight": row["weight"]})
    return found


def _new_code(title: str, taken: set[str]) -> str:
    made = slugify(title)[: LONGEST_CODE - 3].strip("-") or "step"
    return next(code for code in (made, *(f"{made}-{n}" for n in range(2, 100))) if code not in taken)
