"""Storing a batch of changes: all of them or none, each as a version of its own, with one reason and one day."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from tracker.actions.audit import record
from tracker.actions.changes.faults import BadChanges, faults_of
from tracker.actions.changes.kinds import (
    Change,
    FirstCommitment,
    FirstTarget,
    Made,
    PlaceChange,
    SayingChange,
    TargetChange,
)
from tracker.actions.changes.places import Stored, store_places
from tracker.actions.commitments import BadSaying, keep_proposal, keep_saying, record_saying
from tracker.actions.new_targets import keep_first, record_first
from tracker.actions.target_words import BadTarget
from tracker.actions.targets import keep_wording, record_local, record_wording, said_of
from tracker.actions.versions import AnyVersion
from tracker.models import Commitment, CommitmentVersion, PlaceTargetVersion, Target, TargetVersion, User

FIRST = (FirstTarget, FirstCommitment)


@transaction.atomic
def keep(
    changes: Sequence[Change], *, by: User, reason: str, from_on: date, together: str = ""
) -> tuple[Made, ...]:
    """Make the versions of all these changes, and compute anew what they touch.

    What a commitment says, and the first wording of a target, hold from today whatever the day. `together` is what
    the record of acts calls the changes in places where they are one act, such as the id of an import; else each has
    a link of its own. Raises BadChanges where a rule refuses one of them, and Overtaken where something has another
    version by now; nothing is stored then.
    """
    stored = store(changes, by=by, reason=reason, from_on=from_on)
    if stored.faults:
        raise BadChanges(stored.faults)
    write_down(stored.versions, together=together)
    return stored.made


def store(changes: Sequence[Change], *, by: User | None, reason: str, from_on: date) -> Stored:
    """Store what can be stored, and say what cannot; the caller keeps it or takes it back, in its transaction.

    Nothing is in the record of acts yet. Raises Overtaken.
    """
    # Every row is held before the first link of the record is: whoever holds the chain waits for nobody.
    sayings, wordings = _held(changes)
    stored = Stored()
    for index, one in enumerate(changes):
        try:
            version = _kept(one, sayings, wordings, by=by, reason=reason, from_on=from_on)
        except (BadTarget, BadSaying) as refusal:
            stored.faults += faults_of(index, refusal)
            continue
        if version:
            stored.versions[index] = version
        if isinstance(one, FIRST):
            stored.fresh.add(index)
    in_places = {index: one for index, one in enumerate(changes) if isinstance(one, PlaceChange)}
    store_places(in_places, stored, by=by, reason=reason, from_on=from_on)
    return stored


def _held(changes: Sequence[Change]) -> tuple[dict[int, Commitment], dict[int, Target]]:
    """What is changed, by its id, until the commit; held always in the same order.

    Rows that name it, such as what is dirty, can be inserted meanwhile: or two batches could wait for each other.
    """
    sayings = {one.commitment.pk for one in changes if isinstance(one, SayingChange | FirstTarget)}
    wordings = {one.target.pk for one in changes if isinstance(one, TargetChange | PlaceChange)}
    commitments = Commitment.objects.select_for_update(of=("self",), no_key=True).select_related(
        "objective", "indicator"
    )
    targets = Target.objects.select_for_update(of=("self",), no_key=True).select_related(
        "commitment", "horizon"
    )
    return (
        {one.pk: one for one in commitments.filter(pk__in=sayings).order_by("pk")},
        {one.pk: one for one in targets.filter(pk__in=wordings).order_by("pk")},
    )


def _kept(
    change: Change,
    sayings: Mapping[int, Commitment],
    wordings: Mapping[int, Target],
    *,
    by: User | None,
    reason: str,
    from_on: date,
) -> AnyVersion | None:
    """The version that one change makes; None for a place, which comes later, and where nothing is changed."""
    match change:
        case TargetChange():
            held = wordings[change.target.pk]
            return keep_wording(
                held,
                change.wording,
                by=by,
                reason=reason,
                from_on=from_on,
                change_in=change.change_in,
                after=change.after,
            )
        case SayingChange():
            said = sayings[change.commitment.pk]
            return keep_saying(said, change.saying, by=by, reason=reason, after=change.after)
        case FirstTarget():
            of = sayings[change.commitment.pk]
            return keep_first(
                of, change.horizon, change.wording, by=by, reason=reason, change_in=change.change_in
            )
        case FirstCommitment():
            return keep_proposal(change.proposal, change.saying, by=by, reason=reason)
    return None


def write_down(versions: Mapping[int, AnyVersion], *, together: str = "") -> None:
    """Write the versions down, in the order of the changes; those in places as one act where they are one."""
    in_places = [one for one in versions.values() if isinstance(one, PlaceTargetVersion)]
    for _index, version in sorted(versions.items()):
        match version:
            case CommitmentVersion():
                record_saying(version)
            case TargetVersion() if version.number == 1:
                record_first(version)
            case TargetVersion():
                record_wording(version)
            case PlaceTargetVersion() if not together:
                record_local(version)
    if together and in_places:
        says = [[str(one.place_target.uuid), one.number, said_of(one)] for one in in_places]
        first = in_places[0]
        record("place_target.revised", by=first.author, about=together, reason=first.reason, says=says)
