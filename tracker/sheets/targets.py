"""Tables of targets: what a commitment asks for by each horizon."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.actions import changes
from tracker.actions.changes import Change, FirstTarget, TargetChange
from tracker.actions.table_kinds import CellFault
from tracker.actions.target_words import BadTarget
from tracker.actions.wordings import Wording, meant, wording_of
from tracker.enums import BETTER_LABELS, CHANGE_IN_LABELS, KIND_LABELS, PATH_LABELS, Origin, TableKind
from tracker.forms.fields import IsoDate, ShortText, WholeNumber
from tracker.models import PlaceTargetVersion, Target, TargetVersion
from tracker.scoring import ChangeIn, Kind, Path
from tracker.sheets.base import Asked, Record
from tracker.sheets.columns import Column
from tracker.sheets.fields import CellFigure, OneOf, of
from tracker.sheets.keys import commitment_column, years_column
from tracker.sheets.steps import Milestones, Steps
from tracker.sheets.versioned import VersionedSheet, values_of

SAYS = tuple(Wording.__dataclass_fields__)


class Targets(VersionedSheet):
    """Targets by commitment and horizon."""

    kind = TableKind.TARGETS
    about = _(
        "One row for each target: what a commitment asks for by a horizon. A target that the commitment does not "
        "have yet is added from the day it is stored; every other row that says something new becomes a version, "
        "in force from the day that you choose."
    )
    key = ("commitment", "years")
    renamed = {"horizon": "years"}

    commitment = commitment_column()
    years = years_column()
    title = Column(
        ShortText(max_length=300),
        _("In one sentence"),
        _("What it asks for, as everyone reads it."),
        needed=True,
        example="60 % fewer people in forced labour",
    )
    kind_of_target = Column(
        OneOf(KIND_LABELS),
        _("Kind"),
        _("level, relative_change, share, improve, maintain, milestones or yes_no."),
        needed=True,
        example="relative_change",
        also=("kind",),
    )
    better = Column(
        OneOf(BETTER_LABELS),
        _("Which way is better"),
        _("lower or higher; empty for milestones and yes_no."),
        example="lower",
    )
    goal = Column(CellFigure(signed=True), _("Goal"), _("For a level or a share: the figure to reach."))
    change = Column(
        CellFigure(signed=True),
        _("Change"),
        _("For a relative_change: the change from the baseline, in per cent, such as -60 for 60 % less."),
        example="-60",
    )
    change_in = Column(
        OneOf(CHANGE_IN_LABELS),
        _("The change is counted in"),
        _("Only where the figures are shares themselves: per_cent of the baseline, or points."),
    )
    unit = Column(
        ShortText(max_length=150),
        _("What is counted"),
        _("For example persons. Begin with % where the figures are shares: % of births."),
        example="persons",
    )
    due_on = Column(
        IsoDate(), _("Due"), _("The day it is due, as YYYY-MM-DD."), needed=True, example="2023-12-31"
    )
    weight = Column(
        WholeNumber(minimum=1, maximum=100),
        _("Weight"),
        _("How much it counts beside the commitment’s other targets, 1 to 100. Empty: 1."),
        default=1,
        example="1",
    )
    path = Column(
        OneOf(PATH_LABELS),
        _("Path"),
        _("linear, or steps for graduated steps. Empty: linear."),
        default=Path.LINEAR,
        example="linear",
    )
    steps = Column(
        Steps(),
        _("Graduated steps"),
        _("For the path steps: a date and the figure by then, one a line: 2020-12-31: 5000."),
    )
    milestones = Column(
        Milestones(),
        _("Steps to reach"),
        _(
            "For milestones: a code, what is done and its weight in brackets, one a line: law: A law stands (2)."
        ),
    )
    tolerance = Column(
        CellFigure(),
        _("Tolerance"),
        _("A change smaller than this share counts as none. Empty: 0.02, which is 2 %."),
        default=Decimal("0.02"),
        example="0.02",
    )
    grace_months = Column(
        WholeNumber(maximum=600),
        _("Months of grace"),
        _("How long after the due date its figure may come in. Empty: 12."),
        default=12,
        example="12",
    )
    origin = Column(
        OneOf(of(Origin)),
        _("Origin"),
        _("Who first set it: starting_document, framework or proposed. Empty: proposed."),
        default=Origin.PROPOSED,
        example="proposed",
    )

    def load(self) -> Iterable[Record]:
        """Every target with its latest version. Three queries."""
        newest = Target.objects.annotate(latest=Max("versions__number")).values_list("pk", "latest")
        numbers = dict(newest)
        rows = TargetVersion.objects.select_related("target__commitment", "target__horizon")
        ordered = rows.order_by("target__commitment__code", "target__horizon__years", "number")
        for version in ordered:
            if numbers[version.target_id] == version.number:
                yield _record(version)

    @cached_property
    def baselines(self) -> dict[int, set[Decimal]]:
        """The baselines of each target in the places where it applies today. One query, if it is asked for."""
        found = PlaceTargetVersion.objects.in_force_on(timezone.localdate()).order_by("number")
        rows = found.values_list("place_target", "place_target__target", "baseline", "applies")
        latest = {row[0]: row for row in rows}
        known: dict[int, set[Decimal]] = defaultdict(set)
        for _place_target, target, baseline, applies in latest.values():
            if applies and baseline is not None:
                known[target].add(baseline)
        return known

    def check(self, asked: Asked) -> Iterator[CellFault]:
        """Settle what a change of a share means, so that the same row is the same the next time."""
        record = asked.record
        if record.change_in is not ChangeIn.POINTS:
            return
        target = asked.before.kept[0].pk if asked.before else 0
        try:
            settled = meant(_wording(record), change_in=ChangeIn.POINTS, baselines=self.baselines[target])
        except BadTarget as bad:
            for fault in bad.faults:
                yield CellFault(fault.field, self.text_of("change_in", record), str(fault.message))
            return
        if settled.change is None:
            record.kind_of_target, record.goal, record.change = settled.kind, settled.goal, None
            record.change_in = None

    def change_of(self, asked: Asked) -> Change:
        """A new wording, or a first one."""
        record = asked.record
        if asked.before is None:
            return FirstTarget(
                commitment=record.commitment,
                horizon=record.years,
                wording=_wording(record),
                change_in=record.change_in,
            )
        target, number = asked.before.kept
        return TargetChange(target=target, wording=_wording(record), after=number, change_in=record.change_in)

    def name_of(self, made: Sequence[changes.Made]) -> list[str]:
        """Commitment and horizon."""
        rows = Target.objects.filter(pk__in=[one.of for one in made])
        ordered = rows.select_related("commitment", "horizon").order_by("commitment__code", "horizon__years")
        return [f"{row.commitment.code}, {row.horizon.years}" for row in ordered]


def _record(version: TargetVersion) -> Record:
    says = wording_of(version)
    values: dict[str, Any] = values_of(says, SAYS)
    values["kind_of_target"] = values.pop("kind")
    per_cent = says.kind is Kind.RELATIVE_CHANGE and says.is_percent
    return Record(
        kept=(version.target, version.number),
        commitment=version.target.commitment,
        years=version.target.horizon,
        change_in=ChangeIn.PER_CENT if per_cent else None,
        **values,
    )


def _wording(record: Record) -> Wording:
    values = values_of(record, [name for name in SAYS if name != "kind"])
    return Wording(kind=record.kind_of_target, **values)
