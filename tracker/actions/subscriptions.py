"""Letters about what changed, for whoever asks: confirmed by mail, ended with one click, and no address kept beyond.

Nothing of it is in the record of acts: no mark hangs on it, and the record would keep for ever who once asked.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tracker.actions.outbox import post
from tracker.enums import MailKind, Rhythm
from tracker.models import Outbox, Subscription
from tracker.models.subscriptions import SubscriptionQuerySet, digest_of
from tracker.selectors.mark_changes import Watched, has_changed
from tracker.selectors.subscriptions import followed_by

VALID = timedelta(hours=72)
# However often strangers type an address, so many letters a day ask it whether that was meant.
LETTERS_A_DAY = 3
# A change of yesterday may be committed a little after midnight.
DAY_IS_OVER_AFTER = timedelta(hours=1)
EVERY = {Rhythm.DAILY: timedelta(days=1), Rhythm.WEEKLY: timedelta(days=7)}
AT_ONCE = 200


class LetterOver(Exception):
    """The link does nothing: it was used, is too old, or never was."""


@transaction.atomic
def ask(address: str, watched: Watched, rhythm: Rhythm) -> None:
    """Ask an address whether it wants to be told. Does the same whether or not it is told already."""
    now = timezone.now()
    asked = Subscription.objects.filter(address=address, made_at__gt=now - timedelta(days=1))
    if asked.count() >= LETTERS_A_DAY:
        return
    made = Subscription(address=address, rhythm=rhythm, expires_at=now + VALID, **watched.columns)
    made.token_digest = digest_of(made.token)
    made.save()
    post(MailKind.SUBSCRIPTION, to=address, about=str(made.uuid))


@transaction.atomic
def confirm(token: str) -> Subscription:
    """Begin what the letter asks about: once, and in place of what the address had about the same."""
    waiting = Subscription.objects.waiting(timezone.now()).filter(token_digest=digest_of(token)).first()
    if waiting is None:
        raise LetterOver
    # All of the address, always in the same order: two letters confirmed at once do not both begin.
    held = Subscription.objects.filter(address=waiting.address).order_by("pk").select_for_update(no_key=True)
    of_address = {one.pk: one for one in held}
    found = of_address.get(waiting.pk)
    if found is None or found.confirmed_at is not None:
        raise LetterOver
    _delete(one for one in of_address.values() if one.confirmed_at and _subject(one) == _subject(found))
    found.confirmed_at = timezone.now()
    found.told_until = timezone.localdate() - timedelta(days=1)
    found.save(update_fields=["confirmed_at", "told_until"])
    return found


@transaction.atomic
def end(subscription: Subscription) -> None:
    """No more letters: the address is forgotten, also where it stands on mail."""
    _delete([subscription])


@transaction.atomic
def forget_address(address: str) -> int:
    """End all that an address follows or was asked about, for whoever wants to be forgotten; says how much it was."""
    found = list(Subscription.objects.filter(address=address))
    _delete(found)
    return len(found)


def forget_unconfirmed(*, now: datetime) -> int:
    """Delete what nobody confirmed in time, with its address; says how many."""
    expired = list(Subscription.objects.expired(now))
    with transaction.atomic():
        _delete(expired)
    return len(expired)


def tell(*, now: datetime) -> int:
    """Write a letter to everybody who is due one and for whom something changed; says how many were written."""
    today = timezone.localdate(now - DAY_IS_OVER_AFTER)
    written, passed = 0, 0
    while due := list(_due(today).filter(pk__gt=passed).order_by("pk")[:AT_ONCE]):
        written += sum(_tell(one, until=today - timedelta(days=1)) for one in due)
        passed = due[-1].pk
    return written


def _due(today: date) -> SubscriptionQuerySet:
    """Those whose last letter is long enough ago."""
    found = Q()
    for rhythm, every in EVERY.items():
        found |= Q(rhythm=rhythm, told_until__lt=today - every)
    loaded = Subscription.objects.confirmed().select_related("place", "objective", "commitment")
    return loaded.filter(found)


@transaction.atomic
def _tell(one: Subscription, *, until: date) -> bool:
    """One letter about the days since the last, if anything changed in them; whoever comes second does nothing."""
    if one.told_until is None or _waits(one):
        return False
    still = Subscription.objects.filter(pk=one.pk, told_until=one.told_until)
    if not still.update(told_until=until):
        return False
    since = one.told_until + timedelta(days=1)
    if not has_changed(followed_by(one), since=since, until=until):
        return False
    post(MailKind.WHAT_CHANGED, to=one.address, about=f"{one.uuid}/{since}/{until}")
    return True


def _waits(one: Subscription) -> bool:
    """Whether a letter to it has not got out yet: where no server takes its mail, letters do not pile up."""
    return Outbox.objects.filter(address=one.address, about__startswith=str(one.uuid), sent_at=None).exists()


def _subject(one: Subscription) -> tuple[int | None, int | None, int | None]:
    return one.place_id, one.objective_id, one.commitment_id


def _delete(subscriptions: Iterable[Subscription]) -> None:
    for one in subscriptions:
        Outbox.objects.filter(address=one.address, about__startswith=str(one.uuid)).delete()
        Subscription.objects.filter(pk=one.pk).delete()
