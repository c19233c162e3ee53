"""Writing to administrators about a table: whoever left its page, and whoever has to store it as the second."""

from tracker.actions import outbox
from tracker.enums import MailKind
from tracker.models import ImportBatch, User

# A smaller table is worked on while its page is waited for.
SMALL = 300


def tell_checked(batch: ImportBatch, *, needs_second: bool) -> None:
    """That it was checked: to who brought it in, and where it takes two, to all others."""
    if needs_second:
        others = User.objects.filter(is_active=True, is_superuser=True).exclude(pk=batch.by_id)
        for person in others.order_by("pk"):
            _tell(batch, person)
    if batch.total > SMALL:
        _tell(batch, batch.by)


def tell_done(batch: ImportBatch, person: User) -> None:
    """That it was stored, or undone."""
    if batch.total > SMALL:
        _tell(batch, person)


def _tell(batch: ImportBatch, person: User) -> None:
    outbox.post(MailKind.TABLE, to=person, about=str(batch.uuid))
