"""Computing and keeping the scores of one place or process; whoever gathers them is marked to follow."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from tracker.actions.dirty import insert_dirty
from tracker.actions.publication import bump
from tracker.enums import Cause, Subject
from tracker.models import Commitment, Place, Process, Score
from tracker.scoring import METHOD_VERSION
from tracker.selectors.computed import gathered_rows, moment_at, own_rows
from tracker.selectors.holders import Holder, columns_of, gatherers_of, gathers, states_in
from tracker.selectors.score_rows import Moment, rolled_up_rows

REPLACED = [
    field.name for field in Score._meta.concrete_fields if field.name not in {"id", "place", "process", "key"}
]


BATCH = 500


class UnreadableScore(Exception):
    """A stored score cannot be used, so nothing is built on it; `rows` are the ids of those scores."""

    def __init__(self, rows: Sequence[int]) -> None:
        super().__init__(f"stored scores that cannot be used: {', '.join(map(str, rows))}")
        self.rows = rows


@transaction.atomic
def settle(
    holder: Holder, *, as_of: date, commitments: Collection[int] | None = None, rewrite: bool = False
) -> None:
    """Compute anew a holder's scores from its facts and from the stored standings that it gathers, and keep them.

    `commitments` are the ids of those that changed; the standings of the others are read from what is kept. None
    means all. `rewrite` replaces also what is stored as it should be, in case it cannot be read. The holder is locked
    by the caller. Raises UnreadableScore where a stored score that is needed cannot be used.
    """
    moment = moment_at(as_of)
    fresh = _fresh(holder, commitments, moment=moment)
    kept = [] if commitments is None else _kept(holder, commitments)
    stored = _stored(holder, commitments)
    rows = [*fresh, *rolled_up_rows(holder, [*fresh, *kept], moment=moment)]
    touched = [row for row in rows if _is_within(row, commitments, fresh, stored)]
    gone = stored.keys() - {row.key for row in touched}
    changed = [row for row in touched if stored.get(row.key) != _identity(row)]
    _insert([row for row in touched if row.key not in stored])
    _replace(holder, [row for row in (touched if rewrite else changed) if row.key in stored])
    _delete(holder, gone)
    if gone or changed:
        _follow(holder, commitments, as_of=as_of)


def _fresh(holder: Holder, commitments: Collection[int] | None, *, moment: Moment) -> list[Score]:
    """A place's own targets from the facts; what a holder gathers, from the stored standings of States."""
    own = own_rows(holder, moment=moment, commitments=commitments)
    if not gathers(holder):
        return own
    leaves = _leaves().filter(place__in=states_in(holder, on=moment.as_of), place_target__isnull=False)
    if commitments is not None:
        leaves = leaves.filter(commitment__in=commitments)
    return [*own, *gathered_rows(holder, _usable(leaves), moment=moment)]


def _kept(holder: Holder, commitments: Collection[int]) -> list[Score]:
    """The stored standings of the commitments that did not change."""
    return _usable(_leaves().filter(**columns_of(holder)).exclude(commitment__in=commitments))


def _leaves() -> QuerySet[Score]:
    """Stored rows of commitments by one horizon; the few commitments and horizons are fetched once for all rows."""
    leaves = Score.objects.filter(subject=Subject.COMMITMENT, horizon__isnull=False)
    return leaves.prefetch_related("commitment__objective", "horizon").order_by()


def _usable(leaves: QuerySet[Score]) -> list[Score]:
    """The rows in a fixed order, where each can be read and was made by this method."""
    try:
        rows = list(leaves)
    except ValueError:
        raise UnreadableScore(
            [pk for pk in leaves.values_list("pk", flat=True) if not _is_readable(pk)]
        ) from None
    foreign = [row.pk for row in rows if row.method_version != METHOD_VERSION]
    if foreign:
        raise UnreadableScore(foreign)
    return sorted(rows, key=lambda row: (row.key, row.place_id or 0))


def _is_readable(pk: int) -> bool:
    try:
        Score.objects.get(pk=pk)
    except ValueError:
        return False
    return True


Identity = tuple[str, date | None, int]


def _identity(row: Score) -> Identity:
    """What tells whether two rows of the same key say the same."""
    return row.digest, row.turns_on, row.method_version


def _stored(holder: Holder, commitments: Collection[int] | None) -> dict[str, Identity]:
    """The holder's rows that a change of these commitments can touch, by key."""
    rows = Score.objects.filter(**columns_of(holder))
    if commitments is not None:
        objectives = Commitment.objects.filter(pk__in=commitments).values("objective")
        rows = rows.filter(
            Q(commitment__in=commitments) | Q(objective__in=objectives) | Q(subject=Subject.PLACE)
        )
    found = rows.values_list("key", "digest", "turns_on", "method_version")
    return {key: (digest, turns_on, method) for key, digest, turns_on, method in found}


def _is_within(
    row: Score, commitments: Collection[int] | None, fresh: Iterable[Score], stored: Collection[str]
) -> bool:
    """Whether a row stands above something that changed, and so is written."""
    if commitments is None or row.subject == Subject.PLACE or row.key in stored:
        return True
    if row.commitment_id is not None:
        return row.commitment_id in commitments
    return row.objective_id in {leaf.commitment.objective_id for leaf in fresh if leaf.commitment}


def _insert(rows: Sequence[Score]) -> None:
    Score.objects.bulk_create(rows, batch_size=BATCH)


def _replace(holder: Holder, rows: Sequence[Score]) -> None:
    """Put the rows in place of those of the same key."""
    Score.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["process" if isinstance(holder, Process) else "place", "key"],
        update_fields=REPLACED,
        batch_size=BATCH,
    )


def _delete(holder: Holder, keys: Collection[str]) -> None:
    """Take away what is no longer a subject there, such as a retired commitment."""
    if keys:
        Score.objects.filter(key__in=keys, **columns_of(holder)).delete()


def _follow(holder: Holder, commitments: Collection[int] | None, *, as_of: date) -> None:
    """Mark whoever gathers this State, and tell the caches that the public sees something else now."""
    if isinstance(holder, Place):
        changed = commitments
        if changed is None:
            changed = set(
                Commitment.objects.filter(targets__place_targets__place=holder).values_list("pk", flat=True)
            )
        above = gatherers_of(holder, on=as_of)
        insert_dirty([(one, commitment) for one in above for commitment in changed], cause=Cause.BELOW)
    bump()
