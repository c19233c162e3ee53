"""One target of one place: everything its page says, asks and rests on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from tracker.models import (
    Commitment,
    PlaceTarget,
    PlaceTargetVersion,
    ProgressReport,
    TargetVersion,
)
from tracker.scoring import (
    Assessment,
    NoProjection,
    Projection,
    StepStanding,
    TargetSpec,
    assess,
    growth_ratio_of,
    outlook_of,
    step_standings,
)
from tracker.selectors.credits import CommitteeRef, credit_of
from tracker.selectors.place_refs import PlaceRef, place_ref
from tracker.selectors.public_readings import standing_of
from tracker.selectors.readings import ReadingRow, reading_row
from tracker.selectors.replies import StateSide, replies_in, state_side
from tracker.selectors.scores_at import Found
from tracker.selectors.standings import Standing, Told, Unshown
from tracker.selectors.target_scores import grouped, reports_about, scores_here
from tracker.selectors.versions import VersionRow, version_rows


@dataclass(frozen=True, kw_only=True)
class TargetPage:
    """What the page of one target of one place shows. Exact numbers; the page rounds.

    `as_of` is the past day that was asked for, if one was.
    """

    as_of: date | None
    place: PlaceRef
    committee: CommitteeRef | None
    commitment_code: str
    commitment_title: str
    objective_number: int
    objective_label: str
    years: int
    horizons: tuple[Told, ...]
    title: str
    unit: str
    weight: int
    version_number: int
    in_force_from: date
    spec: TargetSpec
    milestones: tuple[tuple[str, str, int], ...]
    baseline_source: str
    baseline_source_url: str
    baseline_vintage: str
    baseline_note: str
    why_not: str
    why_not_verifiable: str
    indicator: str
    caveat: str
    assessment: Assessment
    standing: Standing
    digest: str
    method_version: int
    readings: tuple[ReadingRow, ...]
    steps: tuple[StepStanding, ...]
    versions: tuple[VersionRow, ...]
    outlook: Projection | NoProjection
    growth_ratio: Decimal | None
    state: StateSide | None = None

    @property
    def used(self) -> ReadingRow | None:
        """The reading the mark rests on."""
        found = self.assessment.used
        return next((row for row in self.readings if found and row.key == found.key), None)

    @property
    def is_past_due(self) -> bool:
        """Whether the due date lies behind the date of the mark."""
        return self.standing.as_of > self.spec.due_on

    @property
    def projection(self) -> Projection | None:
        """Where the figures lead, if anything can be projected."""
        return self.outlook if isinstance(self.outlook, Projection) else None

    @property
    def no_projection(self) -> NoProjection | None:
        """Why nothing is projected, if nothing is."""
        return self.outlook if isinstance(self.outlook, NoProjection) else None


@dataclass(frozen=True, kw_only=True)
class UnshownTarget:
    """A target of a place whose mark cannot be shown: what was reported about it stays open to read."""

    place: PlaceRef
    commitment_code: str
    commitment_title: str
    objective_number: int
    objective_label: str
    years: int
    title: str
    unit: str
    milestones: tuple[tuple[str, str, int], ...]
    standing: Unshown
    digest: str
    method_version: int
    readings: tuple[ReadingRow, ...]


@dataclass(frozen=True, kw_only=True)
class _Loaded:
    """All that is known about one target of one place; `versions` are the target's, `local` those of the place.

    `as_of` is the date that was asked for, if one was.
    """

    as_of: date | None
    scores: Sequence[Found]
    score: Any
    place_target: PlaceTarget
    verifiable: bool
    committee: CommitteeRef | None
    versions: Sequence[TargetVersion]
    local: Sequence[PlaceTargetVersion]
    reports: Sequence[ProgressReport]


def target_page(
    place_code: str, commitment_code: str, years: int, *, as_of: date | None = None
) -> TargetPage | UnshownTarget | None:
    """Everything about one target of one place as of its last score, or what was public of it on a past date.

    None where there is, or was, no such target. Where the score cannot be shown nothing is worked out, and only what
    was reported is told. Of a past date neither the evidence is shown, which may have been replaced since, nor who
    could report. Five queries, whatever was reported.
    """
    scores = scores_here(place_code, commitment_code, as_of=as_of)
    pages = pages_of(scores, [one for one in scores if one.told.years == years], as_of=as_of)
    return pages[0] if pages else None


def pages_of(
    scores: Sequence[Found], wanted: Iterable[Found], *, as_of: date | None
) -> tuple[TargetPage | UnshownTarget, ...]:
    """Everything about those that are wanted of a place's targets of one commitment. Four queries, or none."""
    own = [one for one in scores if one.row.place_target_id]
    rows = [one for one in wanted if one.row.place_target_id]
    if not rows:
        return ()
    place_targets = [one.row.place_target for one in rows]
    versions = TargetVersion.objects.filter(target__in=[one.target_id for one in place_targets])
    local = PlaceTargetVersion.objects.filter(place_target__in=place_targets).select_related("source")
    of_targets = grouped("target_id", versions.known_on(as_of) if as_of else versions)
    of_places = grouped("place_target_id", local.known_on(as_of) if as_of else local)
    reports = grouped("place_target_id", reports_about(place_targets, as_of=as_of))
    return tuple(
        _told(
            one,
            _Loaded(
                as_of=as_of,
                scores=own,
                score=one.row,
                place_target=one.row.place_target,
                verifiable=one.row.place_target.target.commitment.verifiable
                if one.row.verifiable is None
                else one.row.verifiable,
                committee=credit_of(one.row.leading) if one.row.leading else None,
                versions=of_targets.get(one.row.place_target.target_id, []),
                local=of_places.get(one.row.place_target_id, []),
                reports=reports.get(one.row.place_target_id, []),
            ),
        )
        for one in rows
    )


def _told(one: Found, loaded: _Loaded) -> TargetPage | UnshownTarget:
    if isinstance(one.told, Unshown):
        return _unshown(loaded, one.told)
    page = _page(loaded, one.told)
    return replace(page, state=_state(loaded, page.assessment))


def _version(loaded: _Loaded) -> TargetVersion:
    return next(one for one in loaded.versions if one.pk == loaded.score.target_version_id)


def _unshown(loaded: _Loaded, standing: Unshown) -> UnshownTarget:
    target, version = loaded.place_target.target, _version(loaded)
    return UnshownTarget(
        place=place_ref(loaded.place_target.place),
        commitment_code=target.commitment.code,
        commitment_title=target.commitment.title,
        objective_number=target.commitment.objective.number,
        objective_label=target.commitment.objective.label,
        years=target.horizon.years,
        title=version.title,
        unit=version.unit,
        milestones=_milestones(version),
        standing=standing,
        digest=loaded.score.digest,
        method_version=loaded.score.method_version,
        readings=tuple(reading_row(report, as_of=loaded.as_of) for report in loaded.reports),
    )


def _milestones(version: TargetVersion) -> tuple[tuple[str, str, int], ...]:
    return tuple((step["code"], step["title"], step["weight"]) for step in version.milestones)


def _page(loaded: _Loaded, standing: Standing) -> TargetPage:
    score, target = loaded.score, loaded.place_target.target
    commitment = target.commitment
    version = _version(loaded)
    local = next((one for one in loaded.local if one.pk == score.place_version_id), None)
    spec = version.spec(local, baseline_on=target.horizon.baseline_on, assessable=loaded.verifiable)
    published = [report.reading(standing=standing_of(report)) for report in loaded.reports]
    found = assess(spec, published, as_of=score.as_of)
    readings = _readings(loaded, found)
    source = local.source if local else None
    return TargetPage(
        as_of=loaded.as_of,
        place=place_ref(loaded.place_target.place),
        committee=loaded.committee,
        commitment_code=commitment.code,
        commitment_title=commitment.title,
        objective_number=commitment.objective.number,
        objective_label=commitment.objective.label,
        years=target.horizon.years,
        horizons=tuple(one.told for one in loaded.scores),
        title=version.title,
        unit=version.unit,
        weight=version.weight,
        version_number=version.number,
        in_force_from=version.in_force_from,
        spec=spec,
        milestones=_milestones(version),
        baseline_source=source.title if source else "",
        baseline_source_url=source.url if source else "",
        baseline_vintage=local.vintage if local else "",
        baseline_note=local.note if local else "",
        why_not=local.why_not if local else "",
        why_not_verifiable=commitment.why_not_verifiable,
        indicator=commitment.indicator.name if commitment.indicator else "",
        caveat=_caveat(commitment, readings, found),
        assessment=found,
        standing=standing,
        digest=loaded.score.digest,
        method_version=loaded.score.method_version,
        readings=readings,
        steps=step_standings(spec, published, as_of=score.as_of),
        versions=version_rows(loaded.versions, loaded.local, in_force=(version, local), spec=spec),
        outlook=outlook_of(spec, published, as_of=score.as_of),
        growth_ratio=growth_ratio_of(spec, found),
    )


def _state(loaded: _Loaded, found: Assessment) -> StateSide | None:
    """The State's side of the report that the mark rests on; of a past date the days only, and no words."""
    used = next((one for one in loaded.reports if found.used and found.used.key == str(one.pk)), None)
    if used is None:
        return None
    on = loaded.as_of or timezone.localdate()
    return state_side(used, loaded.place_target.place, replies_in(used), on=on, in_words=loaded.as_of is None)


def _caveat(commitment: Commitment, readings: tuple[ReadingRow, ...], found: Assessment) -> str:
    """The caveat of the reading the mark rests on, or else of the indicator."""
    indicator = commitment.indicator
    own = next((row.caveat for row in readings if found.used and row.key == found.used.key), "")
    return own or (indicator.caveat if indicator and readings else "")


def _readings(loaded: _Loaded, found: Assessment) -> tuple[ReadingRow, ...]:
    """All that was published about the target, oldest date first; each with its evidence, but for a past date."""
    left_out = {one.key: one.reason for one in found.left_out}
    return tuple(
        reading_row(report, left_out=left_out.get(str(report.pk)), as_of=loaded.as_of)
        for report in loaded.reports
    )
