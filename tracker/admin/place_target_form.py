"""The form of what a target means in one place."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from tracker.actions.changes import PlaceChange
from tracker.actions.target_words import BadTarget, TargetFault
from tracker.actions.targets import Local, drafted_local, local_of
from tracker.admin.hinted import HintedArea
from tracker.admin.version_forms import DatedForm, Fieldsets, line
from tracker.admin.words import said_way
from tracker.forms.fields import Figure, IsoDate, Narrative, ShortText
from tracker.models import PlaceTarget, PlaceTargetVersion, Source
from tracker.selectors.baselines import sample_of
from tracker.sheets.fields import LONG_AGO


class LocalForm(DatedForm):
    """The baseline in a place, a stricter goal there, or why the target does not apply."""

    fieldsets: ClassVar[Fieldsets] = (
        (_("Where it begins"), {"fields": ["baseline", "baseline_on", "source", "vintage", "note"]}),
        (
            _("What is different here"),
            {
                "fields": ["goal", "applies", "why_not"],
                "description": _("Leave the goal empty where the place has the same goal as all others."),
            },
        ),
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

    baseline = Figure(
        label=_("Baseline"), required=False, signed=True, help_text=_("Empty where nobody knows it.")
    )
    baseline_on = IsoDate(
        label=_("Date of the baseline"),
        required=False,
        earliest=LONG_AGO,
        help_text=_("As YYYY-MM-DD; for a whole year its last day, such as 2018-12-31."),
        widget=line(),
    )
    source = forms.ModelChoiceField(
        Source.objects.all(), label=_("Source"), required=False, help_text=_("Where the figure was read.")
    )
    vintage = ShortText(
        label=_("Vintage of the figure"),
        max_length=60,
        required=False,
        help_text=_("The edition it was read in, since figures are revised."),
        widget=line(),
    )
    note = Narrative(label=_("Note on the baseline"), max_length=2000, required=False, widget=HintedArea())
    goal = Figure(label=_("Stricter goal of this place"), required=False, signed=True)
    applies = forms.BooleanField(label=_("The target applies here"), required=False)
    why_not = ShortText(label=_("Why it does not apply"), max_length=300, required=False, widget=line())

    def __init__(self, *args: Any, place_target: PlaceTarget, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place_target = place_target
        self.version: PlaceTargetVersion | None = None

    def local(self) -> Local:
        """What was typed, as the act takes it."""
        return Local(**{name: self.cleaned_data[name] for name in Local.__dataclass_fields__})

    def check_together(self) -> None:
        """Draft the version; the act refuses what this refuses."""
        try:
            after = self.cleaned_data["after"]
            self.version = drafted_local(self.place_target, self.local(), from_on=self.from_on(), after=after)
        except BadTarget as bad:
            return self.refuse(bad.faults)
        latest = self.place_target.versions.order_by("-number").first()
        if (local_of(latest) if latest else Local()) == self.local():
            self.add_error(None, _("Nothing is changed: this is what the latest version says."))
        return None

    def refuse(self, faults: Iterable[TargetFault]) -> None:
        """Say each fault at its field; the page is about one place anyway."""
        super().refuse(TargetFault(fault.field, fault.message) for fault in faults)

    def field_for(self, field: str) -> str | None:
        """What the wording refuses of a place lies in its baseline, unless the place has a goal of its own."""
        of_place = field != "goal" or self.data.get(self.add_prefix("goal"))
        if field in self.fields and of_place:
            return field
        return "baseline_on" if field == "due_on" else "baseline"

    def drafted(self) -> PlaceTargetVersion:
        """The version as it would be stored."""
        if self.version is None:
            raise ValueError("only a clean form has a version")
        return self.version

    def read_back(self) -> tuple[str, ...]:
        """What the target comes to in the place."""
        version, place = self.drafted(), self.place_target.place.name
        if not version.applies:
            return (now("The target is left out of every count in %(place)s.") % {"place": place},)
        found = self.place_target.target.versions.in_force_on(version.in_force_from)
        wording = found.order_by("-number").first()
        sample = sample_of(wording, version) if wording else None
        if wording is None or sample is None:
            return (now("%(place)s has no baseline, so it cannot be measured there.") % {"place": place},)
        return (now("In %(place)s: %(way)s.") % {"place": place, "way": said_way(wording, sample)},)

    def changes(self) -> list[PlaceChange]:
        """What the target is to mean in the place."""
        of, after = self.place_target, self.cleaned_data["after"] or 0
        return [PlaceChange(target=of.target, place=of.place, local=self.local(), after=after)]


def local_typed_from(version: PlaceTargetVersion | None) -> dict[str, Any]:
    """A version as it would stand in the form."""
    return dict(vars(local_of(version) if version else Local()))
