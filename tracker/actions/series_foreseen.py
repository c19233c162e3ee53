"""Which marks figures of a series would change: stored, computed by the engine, and taken back."""

from django.db import transaction
from django.utils import timezone

from tracker.actions.changes import ForeseenMark, changed_marks
from tracker.actions.series_imports import store_plan
from tracker.actions.series_plans import Plan
from tracker.selectors.marks_on import marks_on


def foreseen_marks(plan: Plan) -> tuple[ForeseenMark, ...]:
    """The marks of today on the commitments that are measured, as far as they would become others."""
    commitments = {commitment for _place, commitment in plan.pairs}
    now = timezone.now()
    before = marks_on(commitments, as_of=timezone.localdate(now))
    with transaction.atomic():
        store_plan(plan, now=now)
        after = marks_on(commitments, as_of=timezone.localdate(now))
        transaction.set_rollback(True)
    return changed_marks(before.marks, after.marks)
