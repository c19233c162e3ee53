"""How each defence is taken away: the product's function is replaced by what is usually written in its place."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction

from bench.faults.switched_off import tasks
from tracker.actions import reports, scores
from tracker.actions.publication import bump
from tracker.enums import Cause
from tracker.models import ProgressReport
from tracker.selectors.holders import Holder


def naive() -> None:
    """The score is computed by a task alone, and the task is known to the broker alone."""

    def send_tasks(pairs: Iterable[tuple[Holder, int]], *, cause: Cause) -> None:
        for holder, commitment in pairs:
            transaction.on_commit(partial(tasks.compute.delay, holder.pk, commitment))

    def mark_nobody(*_args: object, **_kwargs: object) -> None:
        bump()

    replace(reports, "mark_dirty", send_tasks)
    replace(scores, "_follow", mark_nobody)


def no_lock() -> None:
    """A report is read without holding it, so that two may decide on what both have read."""

    def unlocked(pk: int) -> ProgressReport:
        rows = ProgressReport.objects.select_related(
            "committee", "place_target__place", "place_target__target"
        )
        return rows.get(pk=pk)

    replace(reports, "locked", unlocked)


def no_token() -> None:
    """Nothing of the product: the people's browsers give every sending a token of its own."""


def replace(module: object, name: str, other: object) -> None:
    """Put another function in the place of one that is there."""
    if not hasattr(module, name):
        raise LookupError(f"{module} has no {name}: the control must follow the product")
    setattr(module, name, other)


SWITCHES = {"naive": naive, "no_lock": no_lock, "no_token": no_token}
