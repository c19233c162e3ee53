"""The record of acts."""

from django.utils import timezone

from tracker.models import AuditEvent, User


def record(action: str, *, by: User | None, about: str, **detail: object) -> AuditEvent:
    """Write down an act, in the transaction of its effect; `by` is None where the product itself acts."""
    return AuditEvent.objects.create(at=timezone.now(), actor=by, action=action, about=about, detail=detail)
