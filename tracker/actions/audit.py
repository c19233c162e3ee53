"""The record of acts: every act appends one link to the audit chain, in the transaction of its effect.

`record` holds the chain until the transaction ends, so that no two acts follow the same link. Call it last: whoever
holds the chain and then waits for a row keeps everybody waiting, and may wait for somebody who waits for the chain.
"""

import re
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from tracker.actions.publication import bump
from tracker.chain import Link, Statement, digest_of, linked
from tracker.enums import Act
from tracker.models import ActorRef, AuditEvent, ObjectSalt, User

# Each answers with the clock once the chain is held. The number names the chain's lock: "GCMAUDIT" in eight bytes.
# SQLite needs none: its transactions are alone from their first word.
HOLD = {
    "postgresql": "SELECT clock_timestamp() FROM pg_advisory_xact_lock(5135032943131248980)",
    "sqlite": "SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')",
}
# Codes, slugs and ids, so that neither a name nor an address fits.
OBJECT_REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9:/._-]{0,119}")


class NotRecordable(Exception):
    """The act cannot be written down, so it must not happen."""


def record(action: str, *, by: User | None, about: str | User, **content: object) -> AuditEvent:
    """Write down an act, as the last thing it does; `by` is None where the product itself acts.

    `about` is a person, or the code or id of a thing. Of `content`, what the thing now says, a digest is kept.
    After an act that the public may see, what is public has another version.
    """
    _check(action, about)
    actor_ref = _ref_of(by) if by else None
    object_ref = str(_ref_of(about)) if isinstance(about, User) else about
    digest = digest_of(content, salt=_salt_of(object_ref))
    # From here on everybody else waits: nothing is asked that could be asked before.
    now = _hold_the_chain()
    head = AuditEvent.objects.order_by("-seq").first()
    said = Statement(at=now, actor_ref=actor_ref, action=action, object_ref=object_ref, digest=digest)
    event = _append(linked(said, after=head.link if head else None))
    if Act(action).is_seen:
        # After the chain, always: whoever held the version and waited for the chain could wait for ever.
        bump()
    return event


@transaction.atomic
def forget(user: User) -> None:
    """Take the person out of the chain: their name in it, and the salt of what it says about them."""
    for name in ActorRef.objects.filter(user=user):
        ObjectSalt.objects.filter(object_ref=str(name.ref)).delete()
        name.delete()


def _check(action: str, about: str | User) -> None:
    """Refuse what would leave a link that cannot be read, says too much, or outlives its effect."""
    if action not in Act.values:
        raise NotRecordable(f"{action!r} is no known act: add it to Act in tracker/enums.py")
    if isinstance(about, str) and not OBJECT_REF.fullmatch(about):
        raise NotRecordable(f"{about!r} is no code or id: an audit event names no one and says no sentence")
    if not connection.in_atomic_block:
        raise NotRecordable("an act is written down in the transaction of its effect, and there is none")


def _hold_the_chain() -> datetime:
    """Let nobody else append until this transaction ends; says the database's time since when."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD[connection.vendor])
        (found,) = cursor.fetchone()
    return found if isinstance(found, datetime) else datetime.fromisoformat(found)


def _ref_of(user: User) -> UUID:
    name, _new = ActorRef.objects.get_or_create(user=user)
    return name.ref


def _salt_of(object_ref: str) -> str:
    kept, _new = ObjectSalt.objects.get_or_create(object_ref=object_ref)
    return kept.salt


def _append(link: Link) -> AuditEvent:
    return AuditEvent.objects.create(seq=link.seq, prev=link.prev, hash=link.hash, **vars(link.said))
