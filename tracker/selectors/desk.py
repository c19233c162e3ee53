"""What stands beside an edit of the administrators: the targets of a commitment side by side."""

from dataclasses import dataclass
from datetime import date

from tracker.models import Commitment, Horizon, Target
from tracker.selectors.facts import versions_in_force


@dataclass(frozen=True, kw_only=True)
class HorizonCell:
    """What a commitment asks for by one horizon, or that it asks for nothing yet (`target_pk` is then None)."""

    horizon_pk: int
    years: int
    due_on: date
    target_pk: int | None
    title: str
    number: int


def horizon_cells(commitment: Commitment, *, today: date) -> tuple[HorizonCell, ...]:
    """Every horizon with the commitment's target by it, in the wording in force. Three queries."""
    targets = {target.horizon_id: target for target in Target.objects.filter(commitment=commitment)}
    versions = versions_in_force(targets.values(), as_of=today)
    cells = []
    for horizon in Horizon.objects.order_by("years"):
        target = targets.get(horizon.pk)
        version = versions.get(target.pk) if target else None
        cells.append(
            HorizonCell(
                horizon_pk=horizon.pk,
                years=horizon.years,
                due_on=version.due_on if version else horizon.due_on,
                target_pk=target.pk if target else None,
                title=version.title if version else "",
                number=version.number if version else 0,
            )
        )
    return tuple(cells)
