"""Computing and keeping the scores of one place or process; whoever gathers them is marked to follow."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from tracker.actions.change_log import Kept, log_changes
from tracker.actions.dirty import insert_dirty
from tracker.actions.score_writing import write_scores
from tracker.enums import Cause, Subject
from tracker.models import Commitment, Place, Score
from tracker.scoring import METHOD_VERSION
from tracker.selectors.computed import current, gathered_rows, moment_at, own_rows
from tracker.selectors.holders import Holder, columns_of, gatherers_of, gathers, states_in
from tracker.selectors.kept_rows import kept_standings
from tracker.selectors.score_rows import Moment, Row, columns_of_row, rolled_up_rows, row_of


class UnreadableScore(Exception):
    """A stored score cannot be used, so nothing is built on it; `rows` are the ids of those scores."""

    def __init__(self, rows: Sequence[int]) -> None:
        super().__init__(f"stored scores that cannot be used: {', '.join(map(str, rows))}")
        self.rows = rows


@transaction.atomic
def settle(
    holder: Holder,
    *,
    as_of: date,
    commitments: Collection[int] | None = None,
    rewrite: bool = False,
    moment: Moment | None = None,
    causes: Collection[Cause] = (),
) -> None:
    """Compute anew a holder's scores from its facts and from the stored standings that it gathers, and keep them.

    `commitments` are the ids of those that changed; the standings of the others are read from what is kept. None
    means all. `rewrite` replaces also what is stored as it should be, in case it cannot be read. `moment` is what is
    known to be in force, from computing another holder; `causes` are why it is done, for the log of what changed. The
    caller locks the holder before, and raises the version of what is public after. Raises UnreadableScore where a
    stored score that is needed cannot be used.
    """
    moment = current(moment) if moment and moment.as_of == as_of else moment_at(as_of)
    fresh = _fresh(holder, commitments, moment=moment)
    kept = [] if commitments is None else _kept(holder, commitments, moment=moment)
    stored = _stored(holder, commitments)
    rows = [*fresh, *rolled_up_rows([*fresh, *kept], moment=moment)]
    touched = [row for row in rows if _is_within(row, commitments, fresh, stored)]
    gone = stored.keys() - {row.key for row in touched}
    changed = [row for row in touched if _identity(stored.get(row.key)) != _identity_of(row)]
    written = [columns_of_row(row, holder, moment=moment) for row in (touched if rewrite else changed)]
    write_scores(holder, written)
    _delete(holder, gone)
    log_changes(holder, stored, written, gone, on=as_of, causes=causes)
    if gone or changed:
        _follow(holder, commitments, as_of=as_of)


def _fresh(holder: Holder, commitments: Collection[int] | None, *, moment: Moment) -> list[Row]:
    """A place's own targets from the facts; what a holder gathers, from the stored standings of States."""
    own = own_rows(holder, moment=moment, commitments=commitments)
    if not gathers(holder):
        return own
    standings = Score.objects.filter(
        subject=Subject.COMMITMENT,
        place_target__isnull=False,
        place__in=states_in(holder, on=moment.as_of),
    )
    if commitments is not None:
        standings = standings.filter(commitment__in=commitments)
    with _usable(standings):
        return [*own, *gathered_rows(kept_standings(standings, in_force=moment.targets))]


def _kept(holder: Holder, commitments: Collection[int], *, moment: Moment) -> list[Row]:
    """The holder's own stored rows of each commitment by one horizon, of those that did not change."""
    rows = Score.objects.filter(subject=Subject.COMMITMENT, horizon__isnull=False, **columns_of(holder))
    rows = rows.exclude(commitment__in=commitments)
    with _usable(rows):
        if not gathers(holder):
            return kept_standings(rows, in_force=moment.targets)
        # The few commitments and horizons are fetched once for all rows.
        found = rows.prefetch_related("commitment__objective", "horizon").order_by("key")
        return [row_of(row) for row in found]


@contextmanager
def _usable(rows: QuerySet[Score]) -> Iterator[None]:
    """Reads these rows; raises UnreadableScore where one of them cannot be read or was made by another method."""
    if foreign := list(rows.exclude(method_version=METHOD_VERSION).values_list("pk", flat=True)):
        raise UnreadableScore(foreign)
    try:
        yield
    except ValueError:
        bad = [pk for pk in rows.values_list("pk", flat=True) if not _is_readable(pk)]
        raise UnreadableScore(bad) from None


def _is_readable(pk: int) -> bool:
    try:
        row_of(Score.objects.get(pk=pk))
    except ValueError:
        return False
    return True


Identity = tuple[str, date | None, int, int | None]


def _identity(kept: Kept | None) -> Identity | None:
    """What tells whether a stored row of the same key says the same, and of the same report.

    A digest knows a reading by what it says. A correction of its words alone, on the day it came out, says the same,
    and is another report.
    """
    return kept and (kept.digest, kept.turns_on, kept.method_version, kept.used_id)


def _identity_of(row: Row) -> Identity:
    return row.digest, row.turns_on, METHOD_VERSION, row.used


def _stored(holder: Holder, commitments: Collection[int] | None) -> dict[str, Kept]:
    """The holder's rows that a change of these commitments can touch, by key."""
    rows = Score.objects.filter(**columns_of(holder))
    if commitments is not None:
        objectives = Commitment.objects.filter(pk__in=commitments).values("objective")
        rows = rows.filter(
            Q(commitment__in=commitments) | Q(objective__in=objectives) | Q(subject=Subject.PLACE)
        )
    return {key: Kept(*columns) for key, *columns in rows.values_list("key", *Kept._fields)}


def _is_within(
    row: Row, commitments: Collection[int] | None, fresh: Iterable[Row], stored: Collection[str]
) -> bool:
    """Whether a row stands above something that changed, and so is written."""
    if commitments is None or row.subject == Subject.PLACE or row.key in stored:
        return True
    if row.commitment:
        return row.commitment.pk in commitments
    return row.objective in {leaf.commitment.objective for leaf in fresh if leaf.commitment}


def _delete(holder: Holder, keys: Collection[str]) -> None:
    """Take away what is no longer a subject there, such as a retired commitment."""
    if keys:
        Score.objects.filter(key__in=keys, **columns_of(holder)).delete()


def _follow(holder: Holder, commitments: Collection[int] | None, *, as_of: date) -> None:
    """Mark whoever gathers this State."""
    if isinstance(holder, Place):
        changed = commitments
        if changed is None:
            changed = set(
                Commitment.objects.filter(targets__place_targets__place=holder).values_list("pk", flat=True)
            )
        above = gatherers_of(holder, on=as_of)
        insert_dirty([(one, commitment) for one in above for commitment in changed], cause=Cause.BELOW)
