"""One target of one place: everything its page says, asks and rests on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Subquery

from tracker.models import (
    Commitment,
    CommitmentVersion,
    Committee,
    Place,
    PlaceTarget,
    PlaceTargetVersion,
    ProgressReport,
    Score,
    TargetVersion,
)
from tracker.scoring import (
    Assessment,
    Projection,
    StepStanding,
    TargetSpec,
    assess,
    growth_ratio_of,
    project_target,
    step_standings,
)
from tracker.selectors.facts import standing_of
from tracker.selectors.readings import ReadingRow, reading_row
from tracker.selectors.said import put_on
from tracker.selectors.scores_at import on_targets
from tracker.selectors.standings import Standing, standing
from tracker.selectors.versions import VersionRow, version_rows


@dataclass(frozen=True, kw_only=True)
class PlaceRef:
    """A place as a page names and links it."""

    code: str
    name: str
    fictional: bool


@dataclass(frozen=True, kw_only=True)
class CommitteeRef:
    """A committee as a page names and links it."""

    slug: str
    name: str


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
    horizons: tuple[Standing, ...]
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
    readings: tuple[ReadingRow, ...]
    steps: tuple[StepStanding, ...]
    versions: tuple[VersionRow, ...]
    projection: Projection | None
    growth_ratio: Decimal | None

    @property
    def used(self) -> ReadingRow | None:
        """The reading the mark rests on."""
        found = self.assessment.used
        return next((row for row in self.readings if found and row.key == found.key), None)

    @property
    def is_past_due(self) -> bool:
        """Whether the due date lies behind the date of the mark."""
        return self.standing.as_of > self.spec.due_on


@dataclass(frozen=True, kw_only=True)
class _Loaded:
    """All that is known about one target of one place; `versions` are the target's, `local` those of the place.

    `as_of` is the date that was asked for, if one was.
    """

    as_of: date | None
    scores: Sequence[Score]
    score: Score
    place_target: PlaceTarget
    verifiable: bool
    committee: CommitteeRef | None
    versions: Sequence[TargetVersion]
    local: Sequence[PlaceTargetVersion]
    reports: Sequence[ProgressReport]


def target_page(
    place_code: str, commitment_code: str, years: int, *, as_of: date | None = None
) -> TargetPage | None:
    """Everything about one target of one place as of its last score, or what was public of it on a past date.

    None where there is, or was, no such target. Of a past date neither the evidence is shown, which may have been
    replaced since, nor who could report. Five queries, whatever was reported.
    """
    named = place_code, commitment_code
    scores = _scores_on(*named, as_of=as_of) if as_of else _scores(*named)
    score = next((one for one in scores if one.horizon and one.horizon.years == years), None)
    if score is None or score.place_target is None:
        return None
    versions = TargetVersion.objects.filter(target=score.place_target.target_id)
    local = PlaceTargetVersion.objects.filter(place_target=score.place_target).select_related("source")
    loaded = _Loaded(
        as_of=as_of,
        scores=scores,
        score=score,
        place_target=score.place_target,
        verifiable=score.place_target.target.commitment.verifiable
        if score.verifiable is None
        else score.verifiable,
        committee=CommitteeRef(slug=score.committee_slug, name=score.committee_name or "")
        if score.committee_slug
        else None,
        versions=list(versions.known_on(as_of) if as_of else versions),
        local=list(local.known_on(as_of) if as_of else local),
        reports=list(_reports(score.place_target, as_of)),
    )
    return _page(loaded)


def _reports(place_target: PlaceTarget, as_of: date | None) -> Iterable[ProgressReport]:
    """All that was ever published about the target, or by the end of a day, in the order of what it is about."""
    reports = ProgressReport.objects.filter(place_target=place_target).select_related("committee", "source")
    public = reports.published_by(as_of) if as_of else reports.once_public().prefetch_related("evidence")
    return public.order_by("reference_on", "id")


def _scores_on(place_code: str, commitment_code: str, *, as_of: date) -> list[Any]:
    """The same for a past date, without who leads there now."""
    targets = PlaceTarget.objects.filter(place__code=place_code, target__commitment__code=commitment_code)
    about = targets.select_related(
        "place", "target__horizon", "target__commitment__objective", "target__commitment__indicator"
    )
    found = {one.pk: one for one in about}
    if not found:
        return []
    one = next(iter(found.values()))
    scores: dict[int, Any] = on_targets(one.place, one.target.commitment, as_of=as_of)
    for pk, row in scores.items():
        row.place_target = found[pk]
        put_on(found[pk].target.commitment, row.commitment)
        row.verifiable, row.committee_slug = None, ""
    return sorted(scores.values(), key=lambda row: row.horizon.years)


def _scores(place_code: str, commitment_code: str) -> list[Any]:
    """The scores of the commitment's targets in the place, each with the committee that leads there. One query."""
    leading = Committee.objects.filter(place=OuterRef("place"), leads=True)
    then = CommitmentVersion.objects.filter(
        commitment=OuterRef("commitment"), in_force_from__lte=OuterRef("as_of")
    )
    rows = Score.objects.filter(
        place__code=place_code, commitment__code=commitment_code, place_target__isnull=False
    ).select_related(
        "horizon",
        "place_target__place",
        "place_target__target__horizon",
        "place_target__target__commitment__objective",
        "place_target__target__commitment__indicator",
    )
    return list(
        rows.order_by("horizon__years").annotate(
            committee_slug=Subquery(leading.values("slug")[:1]),
            committee_name=Subquery(leading.values("name")[:1]),
            verifiable=Subquery(then.order_by("-number").values("verifiable")[:1]),
        )
    )


def _page(loaded: _Loaded) -> TargetPage:
    score, target = loaded.score, loaded.place_target.target
    commitment = target.commitment
    version = next(one for one in loaded.versions if one.pk == score.target_version_id)
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
        horizons=tuple(standing(one) for one in loaded.scores),
        title=version.title,
        unit=version.unit,
        weight=version.weight,
        version_number=version.number,
        in_force_from=version.in_force_from,
        spec=spec,
        milestones=tuple((step["code"], step["title"], step["weight"]) for step in version.milestones),
        baseline_source=source.title if source else "",
        baseline_source_url=source.url if source else "",
        baseline_vintage=local.vintage if local else "",
        baseline_note=local.note if local else "",
        why_not=local.why_not if local else "",
        why_not_verifiable=commitment.why_not_verifiable,
        indicator=commitment.indicator.name if commitment.indicator else "",
        caveat=_caveat(commitment, readings, found),
        assessment=found,
        standing=standing(score),
        readings=readings,
        steps=step_standings(spec, published, as_of=score.as_of),
        versions=version_rows(loaded.versions, loaded.local, in_force=(version, local), spec=spec),
        projection=project_target(spec, published, as_of=score.as_of),
        growth_ratio=growth_ratio_of(spec, found),
    )


def place_ref(place: Place) -> PlaceRef:
    """The place as pages name it."""
    return PlaceRef(code=place.code, name=place.name, fictional=place.fictional)


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
