"""Tables of baselines: what each target means in each place."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from tracker.actions import changes
from tracker.actions.changes import Change, PlaceChange
from tracker.actions.table_kinds import CellFault
from tracker.actions.targets import Local
from tracker.enums import PlaceKind, Scope, TableKind
from tracker.models import Place, PlaceTarget, PlaceTargetVersion, Source, Target
from tracker.sheets import local
from tracker.sheets.base import Asked, Key, Record
from tracker.sheets.columns import Column
from tracker.sheets.fields import CellFigure
from tracker.sheets.keys import commitment_column, place_column, years_column
from tracker.sheets.versioned import VersionedSheet, values_of

SAYS = tuple(Local.__dataclass_fields__)
# A target in a place: their ids.
Pair = tuple[int, int]


class Baselines(VersionedSheet):
    """What targets mean in places, by commitment, horizon and place."""

    kind = TableKind.BASELINES
    about = _(
        "One row for each target in each place: the figure it is counted from, or why it does not apply there. "
        "Every row that says something new becomes a version, in force from the day that you choose."
    )
    key = ("commitment", "years", "place")
    renamed = {"due_on": "baseline_on"}
    spans_places = False

    commitment = commitment_column()
    years = years_column()
    place = place_column()
    applies = local.APPLIES
    baseline = local.BASELINE
    baseline_on = local.BASELINE_ON
    source = local.SOURCE
    vintage = local.VINTAGE
    note = local.NOTE
    why_not = local.WHY_NOT
    goal = Column(
        CellFigure(signed=True),
        _("Stricter goal"),
        _("Only where the place has set itself a stricter goal than all others: that figure."),
    )

    @cached_property
    def targets(self) -> dict[Pair, Target]:
        """Every target, by its commitment and horizon. One query."""
        rows = Target.objects.select_related("commitment", "horizon")
        return {(row.commitment_id, row.horizon_id): row for row in rows}

    def load(self) -> Iterable[Record]:
        """What every target means in every place that has it. Five queries."""
        targets = {row.pk: row for row in self.targets.values()}
        places, sources = Place.objects.in_bulk(), Source.objects.in_bulk()
        names = [name for name in SAYS if name != "source"]
        found = PlaceTargetVersion.objects.order_by("number")
        latest = {
            row["place_target"]: row for row in found.values("place_target", "number", "source", *names)
        }
        rows = PlaceTarget.objects.order_by(
            "target__commitment__code", "target__horizon__years", "place__code"
        )
        for pk, target, place in rows.values_list("pk", "target", "place"):
            says = latest.get(pk)
            number = says["number"] if says else 0
            values = {name: says[name] for name in names} if says else {}
            source = sources[says["source"]] if says and says["source"] else None
            yield _record(targets[target], places[place], number, Local(source=source, **values))

    def said(self) -> Iterable[Record]:
        """What was said of any target in any place; a target of which nothing was said yet has no row."""
        return (record for record in self.load() if record.kept[2])

    def before(self, key: Key, about: Record) -> Record | None:
        """What stands there, or nothing yet, where the target could be set."""
        target = self.targets.get((about.commitment.pk, about.years.pk))
        found = self.stored.get(key)
        if found or target is None or not _could_be_set(target, about.place):
            return found
        return _record(target, about.place, 0, Local())

    def is_new(self, before: Record | None) -> bool:
        """Whether nothing was said of the target there."""
        return before is None or before.kept[2] == 0

    def check(self, asked: Asked) -> Iterator[CellFault]:
        """Whether there is such a target, and whether it could apply in the place."""
        record = asked.record
        if asked.before is not None:
            return
        if (record.commitment.pk, record.years.pk) not in self.targets:
            words = now("This commitment has no target by this horizon: bring in its target first.")
            yield CellFault("years", self.text_of("years", record), words)
        else:
            words = now("The commitment of this target does not apply to this kind of place.")
            yield CellFault("place", self.text_of("place", record), words)

    def change_of(self, asked: Asked) -> Change:
        """What the target is to mean there."""
        target, place, number = (asked.before or asked.record).kept
        return PlaceChange(
            target=target, place=place, local=Local(**values_of(asked.record, SAYS)), after=number
        )

    def name_of(self, made: Sequence[changes.Made]) -> list[str]:
        """Target and place."""
        rows = PlaceTarget.objects.filter(pk__in=[one.of for one in made])
        ordered = rows.select_related("place", "target__commitment", "target__horizon").order_by("pk")
        return [
            f"{row.target.commitment.code}, {row.target.horizon.years}, {row.place.code}" for row in ordered
        ]


def _record(target: Target, place: Place, number: int, says: Local) -> Record:
    about: dict[str, Any] = {"commitment": target.commitment, "years": target.horizon, "place": place}
    return Record(kept=(target, place, number), **about, **values_of(says, SAYS))


def _could_be_set(target: Target, place: Place) -> bool:
    """Whether a commitment of this scope applies to the place, as `places_of` says."""
    kind = PlaceKind.WORLD if target.commitment.scope == Scope.WORLD else PlaceKind.COUNTRY
    return place.kind == kind and not place.fictional
