"""The log of published marks: which marks became others, and why, in the transaction that writes them.

The reason is the first that is on record, as between editions (docs/editions.md), and never a guess.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from tracker.enums import Cause, ChangeReason, DisputeState, Outcome, ReportState
from tracker.models import Commitment, MarkChange, ProgressReport
from tracker.scoring import METHOD_VERSION, Mark, Status
from tracker.selectors.holders import Holder, columns_of

BATCH = 1_000
# Marks that say that nothing is known: one that comes or goes with its target tells nobody anything.
SILENT = {"", Mark.NO_EVIDENCE.value, Mark.NOT_APPLICABLE.value}
MARKS, STATUSES = {mark.value for mark in Mark}, {"", *(status.value for status in Status)}
REVISED = {Cause.TARGET, Cause.COMMITMENT}


class Kept(NamedTuple):
    """A stored score, as far as it tells whether its mark changed and why."""

    digest: str
    turns_on: date | None
    method_version: int
    mark: str
    status: str
    subject: str
    commitment_id: int | None
    objective_id: int | None
    horizon_id: int | None
    place_target_id: int | None
    target_version_id: int | None
    place_version_id: int | None
    used_id: int | None


Written = Mapping[str, Any]
GONE: Written = {"mark": "", "status": "", "used_id": None}


def log_changes(
    holder: Holder,
    before: Mapping[str, Kept],
    after: Iterable[Written],
    gone: Collection[str],
    *,
    on: date,
    causes: Collection[Cause],
) -> None:
    """Write down which of a holder's marks changed. The first marks that it ever gets are no changes."""
    if not before:
        return
    pairs = [(before.get(row["key"]), row) for row in after]
    pairs += [(before[key], {**before[key]._asdict(), "key": key, **GONE}) for key in gone]
    changed = [(old, new) for old, new in pairs if _is_told(old, new)]
    if not changed:
        return
    why = _Reasons(changed, on=on, causes=causes)
    objectives = _objectives(changed)
    MarkChange.objects.bulk_create(
        (
            MarkChange(
                on=on,
                **columns_of(holder),
                subject=new["subject"],
                key=new["key"],
                commitment_id=new["commitment_id"],
                objective_id=new["objective_id"] or objectives.get(new["commitment_id"]),
                horizon_id=new["horizon_id"],
                of_target=new["place_target_id"] is not None,
                mark_before=old.mark if old else "",
                status_before=old.status if old else "",
                mark=new["mark"],
                status=new["status"],
                reason=why.of(old, new),
                report_id=new["used_id"],
                method_version=METHOD_VERSION,
            )
            for old, new in changed
        ),
        batch_size=BATCH,
    )


def _is_told(old: Kept | None, new: Written) -> bool:
    """Whether a reader sees another mark; what came or went without ever saying anything is none."""
    if old and not (old.mark in MARKS and old.status in STATUSES):
        # It could not be read, so it was shown to nobody.
        return False
    marks = (old.mark if old else "", new["mark"])
    if "" in marks:
        return not SILENT.issuperset(marks)
    return marks[0] != marks[1] or (old is not None and old.status != new["status"])


def _objectives(changed: Iterable[tuple[Kept | None, Written]]) -> dict[int, int]:
    """The objective of each commitment."""
    wanted = {new["commitment_id"] for _old, new in changed if new["commitment_id"]}
    return dict(Commitment.objects.filter(pk__in=wanted).values_list("pk", "objective"))


class _Reasons:
    """Why marks changed: what is on record about all of them is read once."""

    def __init__(
        self, changed: Iterable[tuple[Kept | None, Written]], *, on: date, causes: Collection[Cause]
    ) -> None:
        self._on, self._causes = on, set(causes)
        used = {old.used_id for old, _new in changed if old and old.used_id}
        gone = ProgressReport.objects.filter(pk__in=used, superseded_at__isnull=False)
        self._gone = dict(gone.values_list("pk", "state"))
        disputed = ProgressReport.objects.filter(
            pk__in=self._gone,
            disputes__state=DisputeState.DECIDED,
            disputes__outcome__in=[Outcome.CHANGED, Outcome.WITHDRAWN],
        )
        self._disputed = set(disputed.values_list("pk", flat=True)) if self._gone else set()

    def of(self, old: Kept | None, new: Written) -> ChangeReason:
        """The first reason that fits."""
        if old is not None and old.mark and old.method_version != METHOD_VERSION:
            return ChangeReason.METHOD
        if new["place_target_id"] is None:
            return ChangeReason.MEMBERSHIP if Cause.MEMBERSHIP in self._causes else ChangeReason.BELOW
        if old is None or not new["mark"]:
            return ChangeReason.TARGET
        reasons = (
            (ChangeReason.TARGET, _versions(old._asdict()) != _versions(new)),
            (ChangeReason.DISPUTE, old.used_id in self._disputed),
            (ChangeReason.WITHDRAWAL, self._gone.get(old.used_id or 0) == ReportState.WITHDRAWN),
            (ChangeReason.CORRECTION, old.used_id in self._gone),
            (ChangeReason.NEW_DATA, old.used_id != new["used_id"] or self._is_reported),
            (ChangeReason.TIME, old.turns_on is not None and old.turns_on <= self._on),
            (ChangeReason.TARGET, bool(REVISED & self._causes)),
        )
        return next((reason for reason, fits in reasons if fits), ChangeReason.UNEXPLAINED)

    @property
    def _is_reported(self) -> bool:
        """Whether what was reported asked for the score, though the mark does not rest on it alone."""
        return bool({Cause.REPORT, Cause.LOADING} & self._causes)


def _versions(row: Written) -> tuple[int | None, int | None]:
    return row["target_version_id"], row["place_version_id"]
