"""Targets: what each commitment asks for by each horizon, and in which places.

The first versions are in force from the adoption of the Compact, 10 December 2018, those we propose too: only so can
a page of a past date say what the mark would have been. When each was really written down, `recorded_at` says.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tracker.actions.loading import cells
from tracker.actions.loading.cells import optional
from tracker.actions.loading.commitments import COMMITMENTS
from tracker.actions.loading.compact import HORIZONS
from tracker.actions.loading.faults import Fault
from tracker.actions.loading.keeping import BATCH, Tally
from tracker.actions.loading.sheets import Row, Sheet, Tables
from tracker.actions.loading.versions import Wanted, keep_versions
from tracker.enums import Origin, PlaceKind, Scope
from tracker.models import Commitment, Horizon, Place, PlaceTarget, Target, TargetVersion
from tracker.scoring import Better, ChangeIn, Kind, Milestone, Refusal, TargetSpec, check_target

TARGETS = Sheet(
    file="targets.csv",
    key=("commitment", "years"),
    columns={
        "commitment": cells.code(20),
        "years": cells.whole(1, 50),
        "title": cells.text(300),
        "kind": cells.choice(*(kind.value for kind in Kind)),
        "better": optional(cells.choice(*(better.value for better in Better)), blank=""),
        "goal": optional(cells.figure),
        "change": optional(cells.figure),
        "unit": optional(cells.text(150), blank=""),
        "milestones": cells.items(cells.step),
        "origin": cells.choice(*Origin.values),
        "in_force_from": cells.day,
        "reason": cells.text(500),
    },
    refers={"commitment": COMMITMENTS.file, "years": HORIZONS.file},
)
# Which of the columns each kind fills; what it does not fill is blank.
FILLED = {
    Kind.LEVEL: {"better", "goal", "unit"},
    Kind.SHARE: {"better", "goal", "unit"},
    Kind.RELATIVE_CHANGE: {"better", "change", "unit"},
    Kind.IMPROVE: {"better", "unit"},
    Kind.MAINTAIN: {"better", "unit"},
    Kind.MILESTONES: {"milestones"},
    Kind.YES_NO: set[str](),
}
FILLED_BY_ANY = ("better", "goal", "change", "unit", "milestones")
# Where the cell stands that a refusal of the entry checks is about.
ABOUT = {
    Refusal.DUE_NOT_AFTER_BASELINE: "years",
    Refusal.SHARE_OUT_OF_RANGE: "goal",
    Refusal.MILESTONE_TWICE: "milestones",
}


def key_of(row: Row) -> tuple[str, int]:
    """Which target a row is about: its commitment's code and the years of its horizon."""
    return row["commitment"], row["years"]


def check_targets(tables: Tables) -> Iterator[Fault]:
    """Every target fills what its kind needs, and passes the entry checks of scoring."""
    horizons = {row["years"]: row for row in tables[HORIZONS.file]}
    for row in tables[TARGETS.file]:
        yield from _about_columns(row)
        if row["years"] in horizons:
            yield from refusals(row, spec_of(row, horizons[row["years"]]), at=row, needs_baseline=False)


def _about_columns(row: Row) -> Iterator[Fault]:
    filled = FILLED[Kind(row["kind"])]
    for column in FILLED_BY_ANY:
        is_blank = row[column] in ("", None, [])
        if is_blank == (column in filled):
            verb = "needs" if is_blank else "does not take"
            yield row.fault(column, f"A target of kind {row['kind']} {verb} this.")


def spec_of(
    row: Row, horizon: Row, *, baseline: Decimal | None = None, baseline_on: date | None = None
) -> TargetSpec:
    """The target as scoring reads it, with a baseline or without."""
    return TargetSpec(
        kind=Kind(row["kind"]),
        better=Better(row["better"]) if row["better"] else None,
        baseline_on=baseline_on or horizon["baseline_on"],
        due_on=horizon["due_on"],
        baseline=baseline,
        goal=row["goal"],
        change=row["change"],
        milestones=tuple(Milestone(code=one["code"], weight=one["weight"]) for one in row["milestones"]),
    )


def refusals(target: Row, spec: TargetSpec, *, at: Row, needs_baseline: bool) -> Iterator[Fault]:
    """What the entry checks refuse of a target, as faults of the row `at`; changes in the files are in per cent."""
    found = check_target(
        spec, change_in=ChangeIn.PER_CENT if spec.change else None, needs_baseline=needs_baseline
    )
    code, years = key_of(target)
    for refusal in found:
        column = ABOUT.get(refusal, "kind") if at is target else "value"
        yield at.fault(
            column, f"The target {code} for {years} years is refused: {refusal.replace('_', ' ')}."
        )


def keep_targets(
    rows: list[Row],
    commitments: Mapping[Any, Commitment],
    horizons: Mapping[Any, Horizon],
    *,
    today: date,
    tally: Tally,
) -> dict[tuple[str, int], Target]:
    """The targets by commitment and years, each with the version that the file asks for."""
    stored = {
        (target.commitment.code, target.horizon.years): target
        for target in Target.objects.select_related("commitment", "horizon")
    }
    new = {
        key_of(row): Target(commitment=commitments[row["commitment"]], horizon=horizons[row["years"]])
        for row in rows
        if key_of(row) not in stored
    }
    Target.objects.bulk_create(new.values())
    tally.added += len(new)
    targets = stored | new
    wanted = [_wanted(row, targets[key_of(row)], horizons[row["years"]]) for row in rows]
    keep_versions(TargetVersion, "target_id", wanted, today=today, tally=tally)
    return {key_of(row): targets[key_of(row)] for row in rows}


def _wanted(row: Row, target: Target, horizon: Horizon) -> Wanted:
    says = row.pick("title", "kind", *FILLED_BY_ANY, "origin")
    return Wanted(
        of=target.pk,
        says={**says, "due_on": horizon.due_on},
        in_force_from=row["in_force_from"],
        reason=row["reason"],
    )


def keep_place_targets(targets: Mapping[Any, Target], *, tally: Tally) -> None:
    """Every target applied to each place of its scope: to the world, or to each State of the UN."""
    everywhere = Place.objects.filter(fictional=False)
    places = {
        Scope.WORLD: list(everywhere.filter(kind=PlaceKind.WORLD)),
        Scope.EACH_STATE: list(everywhere.filter(kind=PlaceKind.COUNTRY).exclude(un_status="")),
    }
    stored = set(PlaceTarget.objects.values_list("target_id", "place_id"))
    new = [
        PlaceTarget(target=target, place=place)
        for target in targets.values()
        for place in places[Scope(target.commitment.scope)]
        if (target.pk, place.pk) not in stored
    ]
    PlaceTarget.objects.bulk_create(new, batch_size=BATCH)
    tally.added += len(new)
