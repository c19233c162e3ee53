"""Who leads a place: the committee whose figure counts where two have reported."""

from django.db import transaction
from django.utils import timezone

from tracker.actions.audit import record
from tracker.actions.scores import rescore
from tracker.models import Committee, User


@transaction.atomic
def set_leading(committee: Committee, *, leads: bool, by: User) -> None:
    """Say whether a committee leads its place, and compute the place anew: another figure may count now."""
    held = Committee.objects.select_for_update(of=("self",)).select_related("place").get(pk=committee.pk)
    if held.leads == leads:
        return
    held.leads = leads
    held.save(update_fields=["leads"])
    record("committee.leading", by=by, about=held.slug, leads=leads)
    rescore([held.place], as_of=timezone.localdate())
