"""What a link in a letter is about; nobody is shown an address."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from tracker.enums import Rhythm
from tracker.models import Subscription
from tracker.models.subscriptions import SubscriptionQuerySet, digest_of
from tracker.selectors.mark_changes import Watched


@dataclass(frozen=True, kw_only=True)
class Followed:
    """What is followed, and how often one is told."""

    subscription: Subscription
    watched: Watched
    rhythm: Rhythm


def followed_by(one: Subscription) -> Watched:
    """What a subscription is about; it has its place, objective and commitment loaded."""
    return Watched(place=one.place, objective=one.objective, commitment=one.commitment)


def asked_by_letter(token: str) -> Followed | None:
    """What a letter asks about, while its link works. One query, whatever the token is."""
    return _first(Subscription.objects.waiting(timezone.now()).filter(token_digest=digest_of(token)))


def subscription_at(uuid: UUID) -> Followed | None:
    """The subscription with this secret id, confirmed or not. One query."""
    return _first(Subscription.objects.filter(uuid=uuid))


def _first(found: SubscriptionQuerySet) -> Followed | None:
    one = found.select_related("place", "objective", "commitment").first()
    return Followed(subscription=one, watched=followed_by(one), rhythm=Rhythm(one.rhythm)) if one else None
