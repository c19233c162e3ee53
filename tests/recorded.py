"""The audit chain as a test reads it: who did what, to what."""

from contextlib import contextmanager

from tracker.models import ActorRef, AuditEvent


def recorded(*actions):
    """These acts, or all, the oldest first: each with what it is about and the user, None for the product itself."""
    people = {None: None} | {name.ref: name.user for name in ActorRef.objects.select_related("user")}
    events = AuditEvent.objects.order_by("seq")
    if actions:
        events = events.filter(action__in=actions)
    return [(event.action, event.object_ref, people[event.actor_ref]) for event in events]


@contextmanager
def acts_since():
    """The acts recorded within the block, once it is over."""
    before, found = AuditEvent.objects.count(), []
    yield found
    found += recorded()[before:]
