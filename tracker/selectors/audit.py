"""The audit chain: where it has got to, and whether it is whole."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from tracker.chain import Anchor, Link, Statement, Verdict, verify
from tracker.models import AuditEvent, User
from tracker.selectors.streaming import streaming

COLUMNS = ["at", "actor_ref", "action", "object_ref", "digest"]


@dataclass(frozen=True, kw_only=True)
class IntegrityPage:
    """What the page on the audit chain shows; before the first day with an act is over, no head."""

    head: Anchor | None


@dataclass(frozen=True, kw_only=True)
class Done:
    """An act as members see it. Nobody's name where the product acted itself, or the person was forgotten."""

    action: str
    by: str
    at: datetime


def last_act_on(object_ref: str) -> Done | None:
    """What was last done to an object, and by whom; for the people who share a committee with them."""
    event = AuditEvent.objects.filter(object_ref=object_ref).order_by("-seq").first()
    if event is None:
        return None
    person = User.objects.filter(actor_ref__ref=event.actor_ref).first() if event.actor_ref else None
    return Done(action=event.action, by=str(person or ""), at=event.at)


def integrity_page(*, today: date) -> IntegrityPage:
    """The page on the audit chain."""
    return IntegrityPage(head=audit_head(today=today))


def audit_head(*, today: date) -> Anchor | None:
    """The head as it is published: where the chain had got to when the last day with an act was over.

    Never the newest link: whoever watched it change could tell when somebody had been at work.
    """
    return _anchor_before(datetime.combine(today, time(), UTC))


def newest_head() -> Anchor | None:
    """Where the chain has got to by now; for the people who run the installation."""
    return _anchor_before(None)


def verify_audit(anchors: Collection[Anchor] = ()) -> Verdict:
    """Read the whole chain, and compare it with what somebody outside wrote down about it."""
    with streaming():
        return verify(_links(), anchors)


def _anchor_before(instant: datetime | None) -> Anchor | None:
    rows = AuditEvent.objects.order_by("-seq")
    if instant:
        rows = rows.filter(at__lt=instant)
    head = rows.values_list("seq", "hash", "at").first()
    return Anchor(head[0], head[1], head[2].astimezone(UTC).date()) if head else None


def _links() -> Iterator[Link]:
    rows = AuditEvent.objects.order_by("seq").values_list("seq", "prev", "hash", *COLUMNS)
    for seq, prev, own, *said in rows.iterator(chunk_size=2000):
        yield Link(seq=seq, prev=prev, hash=own, said=Statement(**dict(zip(COLUMNS, said, strict=True))))
