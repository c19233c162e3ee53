"""Adding a horizon, and changing or deleting one that no target uses: one that is used is settled."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.actions.audit import record
from tracker.actions.entries import Fault
from tracker.cleaning import YEARS_AHEAD
from tracker.models import Horizon, Target, User
from tracker.permissions import Refused

DAYS_IN_A_YEAR = 365.25
SETTLED = _(
    "Targets are set by this horizon, so it is settled: another date would rewrite what they were. Add another "
    "horizon instead."
)


class BadHorizon(Exception):
    """The dates of a horizon break a rule; nothing was stored."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{fault.field}: {fault.message}" for fault in faults))
        self.faults = faults


def is_settled(horizon: Horizon) -> bool:
    """Whether a target uses it, so that it can neither be changed nor deleted."""
    return Target.objects.filter(horizon=horizon).exists()


def faults_in_horizon(
    *, years: int, baseline_on: date, due_on: date, apart_from: int | None = None
) -> list[Fault]:
    """What is wrong with a horizon; the one that is edited now, `apart_from`, does not count beside it."""
    if due_on <= baseline_on:
        return [Fault("due_on", _("The due date must come after the baseline date."))]
    if not 1 <= years <= YEARS_AHEAD:
        return [Fault("years", _("From 1 to %(most)s years.") % {"most": YEARS_AHEAD})]
    others = Horizon.objects.exclude(pk=apart_from or 0)
    faults = []
    if abs((due_on - baseline_on).days / DAYS_IN_A_YEAR - years) >= 1:
        words = _("From the baseline date to the due date it is not %(years)s years, nor nearly so.")
        faults.append(Fault("years", words % {"years": years}))
    if others.filter(years=years).exists():
        words = _(
            "There is a horizon of %(years)s years already, and the number stands in addresses: choose another."
        )
        faults.append(Fault("years", words % {"years": years}))
    if others.filter(due_on__year=due_on.year).exists():
        words = _("Another horizon is due in %(year)s already, and the pages call each by its year.")
        faults.append(Fault("due_on", words % {"year": due_on.year}))
    return faults


@transaction.atomic
def add_horizon(*, years: int, baseline_on: date, due_on: date, by: User) -> Horizon:
    """Add a horizon, known from today on. It has no target yet. Raises BadHorizon where its dates cannot be."""
    _check(years=years, baseline_on=baseline_on, due_on=due_on)
    made = Horizon.objects.create(
        years=years, baseline_on=baseline_on, due_on=due_on, added_on=timezone.localdate()
    )
    record("horizon.added", by=by, about=_name(made), baseline_on=baseline_on, due_on=due_on)
    return made


@transaction.atomic
def change_horizon(horizon: Horizon, *, years: int, baseline_on: date, due_on: date, by: User) -> None:
    """Give a horizon that no target uses other dates. Raises Refused where one does, and BadHorizon."""
    held = _held_unused(horizon)
    _check(years=years, baseline_on=baseline_on, due_on=due_on, apart_from=held.pk)
    held.years, held.baseline_on, held.due_on = years, baseline_on, due_on
    # As it stands now it is known from today on.
    held.added_on = timezone.localdate()
    held.save(update_fields=["years", "baseline_on", "due_on", "added_on"])
    record("horizon.changed", by=by, about=_name(held), baseline_on=baseline_on, due_on=due_on)


@transaction.atomic
def delete_horizon(horizon: Horizon, *, by: User) -> None:
    """Delete a horizon that no target uses. Raises Refused where one does."""
    held = _held_unused(horizon)
    name = _name(held)
    held.delete()
    record("horizon.deleted", by=by, about=name)


def _held_unused(horizon: Horizon) -> Horizon:
    """The horizon, for nobody else to set a target by until the commit."""
    held = Horizon.objects.select_for_update().get(pk=horizon.pk)
    if is_settled(held):
        raise Refused(SETTLED)
    return held


def _check(*, years: int, baseline_on: date, due_on: date, apart_from: int | None = None) -> None:
    faults = faults_in_horizon(years=years, baseline_on=baseline_on, due_on=due_on, apart_from=apart_from)
    if faults:
        raise BadHorizon(faults)


def _name(horizon: Horizon) -> str:
    return f"horizon:{horizon.years}"
