"""Who leads a place: the committee whose figure counts where two have reported."""

from django.db import transaction

from tracker.actions.audit import record
from tracker.models import Committee, User


@transaction.atomic
def set_leading(committee: Committee, *, leads: bool, by: User) -> None:
    """Say whether a committee leads its place from now on; what was published keeps the standing it had then."""
    held = (
        Committee.objects.select_for_update(of=("self",), no_key=True)
        .select_related("place")
        .get(pk=committee.pk)
    )
    if held.leads == leads:
        return
    held.leads = leads
    held.save(update_fields=["leads"])
    record("committee.leading", by=by, about=held.slug, leads=leads)
