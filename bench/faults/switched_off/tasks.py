"""The task of the control `naive`."""

from celery import shared_task
from django.utils import timezone

from tracker.actions.scores import settle
from tracker.models import Place
from tracker.selectors.holders import gatherers_of


@shared_task  # type: ignore[untyped-decorator]  # Celery has no types
def compute(place: int, commitment: int) -> None:
    """Compute the scores of a place and of whoever gathers it; a task that is lost leaves them as they are."""
    today, own = timezone.localdate(), Place.objects.get(pk=place)
    for holder in (own, *gatherers_of(own, on=today)):
        settle(holder, as_of=today, commitments=[commitment])
