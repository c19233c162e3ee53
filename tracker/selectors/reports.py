"""One published report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, Subquery
from django.utils import timezone

from tracker.enums import ReportOrigin
from tracker.models import ProgressReport, TargetVersion
from tracker.selectors.changes import Change, changes_between, said_in_public
from tracker.selectors.credits import OF_A_CREDIT
from tracker.selectors.disputes import DisputeRow, dispute_rows
from tracker.selectors.files import PublicFile, public_files
from tracker.selectors.parts import PartTable, parts_in_public
from tracker.selectors.place_refs import PlaceRef, place_ref
from tracker.selectors.readings import ReadingRow, reading_row
from tracker.selectors.replies import StateSide, replies_in, state_side, with_replies


@dataclass(frozen=True, kw_only=True)
class Erratum:
    """A correction: what it changed, why and when. `corrected` and `by` name the reports on its two sides."""

    corrected: UUID
    by: UUID
    on: date
    reason: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True)
class ReportPage:
    """What the page of one published report shows: the committee's words, never who typed them."""

    place: PlaceRef
    commitment_code: str
    commitment_title: str
    years: int
    title: str
    unit: str
    milestones: tuple[tuple[str, str], ...]
    reading: ReadingRow
    narrative: str
    parts: tuple[PartTable, ...]
    proxy: bool
    replaced_on: date | None
    replaced_by: UUID | None
    files: tuple[PublicFile, ...]
    withdrawn_because: str
    errata: tuple[Erratum, ...]
    state: StateSide | None
    disputes: tuple[DisputeRow, ...]
    disputes_waiting: int
    disputes_due_on: date | None


def report_page(uuid: UUID) -> ReportPage | None:
    """One report that is or was public, or None. A draft is nobody's business here. Five queries."""
    rows = {row.uuid: row for row in _with_its_corrections(uuid)}
    report = rows.get(uuid)
    if report is None:
        return None
    target = report.place_target.target
    older = [row for row in rows.values() if row.superseded_by_id == report.pk]
    newer = next((row for row in rows.values() if row.pk == report.superseded_by_id), None)
    today = timezone.localdate()
    disputes = dispute_rows(report.disputes.all(), on=today)
    waiting = [one for one in disputes if not (one.taken_up_on or one.decided_on)]
    version = _version_of(report, list(target.versions.all()))
    steps = tuple((step["code"], step["title"]) for step in version.milestones)
    return ReportPage(
        place=place_ref(report.place_target.place),
        commitment_code=target.commitment.code,
        commitment_title=target.commitment.title,
        years=target.horizon.years,
        title=version.title,
        unit=version.unit,
        milestones=steps,
        reading=reading_row(report),
        narrative=report.narrative,
        parts=parts_in_public(report, unit=version.unit),
        proxy=report.proxy,
        replaced_on=report.superseded_at.date() if report.superseded_at else None,
        replaced_by=newer.uuid if newer else None,
        files=public_files(report.files.all()),
        withdrawn_because=report.withdrawal_reason,
        errata=_errata(report, older, newer, unit=version.unit, steps=steps),
        state=state_side(report, report.place_target.place, replies_in(report), on=today),
        disputes=tuple(one for one in disputes if one.taken_up_on or one.decided_on),
        disputes_waiting=len(waiting),
        disputes_due_on=min((one.due_on for one in waiting), default=None),
    )


def _with_its_corrections(uuid: UUID) -> Iterable[ProgressReport]:
    """The report, those that it corrected, and the one that corrects it. Five queries."""
    public = ProgressReport.objects.once_public()
    own = public.filter(uuid=uuid)
    # Three ways through an index each, where a join would read every report.
    found = public.filter(
        Q(uuid=uuid)
        | Q(pk=Subquery(own.values("superseded_by")[:1]))
        | Q(superseded_by=Subquery(own.values("pk")[:1]))
    )
    loaded = with_replies(found).select_related(
        OF_A_CREDIT,
        "source",
        "place_target__place",
        "place_target__target__commitment",
        "place_target__target__horizon",
    )
    return loaded.prefetch_related(
        "evidence", "files", "disputes", "place_target__target__versions"
    ).order_by("id")


def _errata(
    report: ProgressReport,
    older: Sequence[ProgressReport],
    newer: ProgressReport | None,
    *,
    unit: str,
    steps: tuple[tuple[str, str], ...],
) -> tuple[Erratum, ...]:
    """What the report corrected, and how it was itself corrected; a series has newer figures, and no errata."""
    if report.origin == ReportOrigin.SERIES:
        return ()
    pairs = [(one, report) for one in older] + ([(report, newer)] if newer else [])
    return tuple(
        Erratum(
            corrected=before.uuid,
            by=after.uuid,
            on=before.superseded_at.date(),
            reason=after.correction_reason,
            changes=changes_between(*said, unit=unit, milestones=steps),
        )
        for before, after in pairs
        if before.superseded_at
        for said in [[said_in_public(one, unit=unit) for one in (before, after)]]
    )


def _version_of(report: ProgressReport, versions: list[TargetVersion]) -> TargetVersion:
    """The wording of the target that was in force when the report was published, or else the first."""
    day = report.published_at.date() if report.published_at else date.max
    known = [version for version in versions if version.in_force_from <= day]
    return max(known or versions[:1], key=lambda version: version.number)
