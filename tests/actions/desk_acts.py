"""Acts of administrators: horizons, and who is let in and kept out; what each leaves in the chain."""

from datetime import date

from tracker.actions import accounts, focal_points, horizons
from tracker.models import FocalPoint, Horizon

DATES = {"years": 3, "baseline_on": date(2030, 12, 31), "due_on": date(2033, 12, 31)}


def add_horizon(cast):
    return lambda: horizons.add_horizon(**DATES, by=cast.administrator)


def change_horizon(cast):
    unused = Horizon.objects.get(years=12)
    return lambda: horizons.change_horizon(unused, **DATES, by=cast.administrator)


def delete_horizon(cast):
    unused = Horizon.objects.get(years=12)
    return lambda: horizons.delete_horizon(unused, by=cast.administrator)


def suspend(cast):
    return lambda: accounts.suspend(cast.observer, by=cast.administrator)


def let_in(cast):
    suspend(cast)()
    return lambda: accounts.let_in(cast.observer, by=cast.administrator)


def end_focal_point(cast):
    held = FocalPoint.objects.create(user=cast.stranger, place=cast.arcadia, starts_on=date(2020, 1, 1))
    return lambda: focal_points.end_today(held, by=cast.administrator)


DESK_ACTS = {
    "horizons.add_horizon": [(add_horizon, ["horizon.added"])],
    "horizons.change_horizon": [(change_horizon, ["horizon.changed"])],
    "horizons.delete_horizon": [(delete_horizon, ["horizon.deleted"])],
    "accounts.suspend": [(suspend, ["person.suspended"])],
    "accounts.let_in": [(let_in, ["person.let_in"])],
    "focal_points.end_today": [(end_focal_point, ["focal_point.ended"])],
}
