"""A reply that is being written: kept as it is typed, with its files, until it is given or forgotten."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from tracker.actions.audit import record
from tracker.actions.drafts import MOST, TooMuch
from tracker.actions.reply_checks import check_open, check_speaks, held
from tracker.models import ProgressReport, ReplyDraft, User
from tracker.models.drafts import Typed

# Longer than a State may reply: nothing can become of what was left alone for so long.
KEPT_FOR = timedelta(days=31)


@transaction.atomic
def keep_reply(report: ProgressReport, typed: Typed | None = None, *, by: User) -> ReplyDraft:
    """Keep what is typed, right or wrong, or only begin; like typing a report, no more of it is written down."""
    kept = held(report)
    check_speaks(kept, by=by)
    check_open(kept)
    if typed and sum(len(value) for values in typed.values() for value in values) > MOST:
        raise TooMuch
    begun = ReplyDraft.objects.filter(report=kept, author=by).first()
    draft = begun or ReplyDraft(report=kept, author=by)
    if typed is not None:
        draft.take(typed)
    draft.saved_at = timezone.now()
    draft.save()
    if begun is None:
        record("reply.begun", by=by, about=str(draft.uuid), report=kept.uuid)
    return draft


def forget_old_replies(*, now: datetime) -> int:
    """Delete the drafts whose time for a reply is over; what files they have is tidied up after them."""
    old = ReplyDraft.objects.filter(saved_at__lt=now - KEPT_FOR)
    return sum(_forget(draft, now=now) for draft in old)


@transaction.atomic
def _forget(draft: ReplyDraft, *, now: datetime) -> int:
    """Delete one of them, unless somebody came back to it."""
    gone, _by_model = ReplyDraft.objects.filter(pk=draft.pk, saved_at__lt=now - KEPT_FOR).delete()
    if gone:
        record("reply.forgotten", by=None, about=str(draft.uuid))
    return min(gone, 1)
