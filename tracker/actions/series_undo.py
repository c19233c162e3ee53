"""Undoing an import of an official series: the marks become what they were, and what was public stays readable.

A reading that replaced another is replaced again, by what stood before. One that was new is withdrawn, with the
reason: "there are no data" in its place would be an answer that nobody gave. Past days then say what they said then:
what was withdrawn counts from the day on which it came in here, not from its release. Where an edition was frozen
since, it keeps the day, for an edition can be computed again from the facts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker import workflow
from tracker.actions.audit import record
from tracker.actions.entries import Fault
from tracker.actions.series_imports import BadSeries, mark_places, said_of
from tracker.actions.series_readings import SAYS, Figure, Key, key_of, pieces, replace_readings, said_by
from tracker.enums import ReportOrigin, ReportState, Step
from tracker.models import Edition, PlaceTarget, ProgressReport, User
from tracker.models.report_rows import ReportQuerySet
from tracker.wording import day


class PublishedSince(Exception):
    """Something was published about these figures since: nothing was undone."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__("; ".join(names))
        self.names = tuple(names)


@dataclass(frozen=True)
class UndoneFigures:
    """How many readings were withdrawn, and how many gave way to what stood before."""

    withdrawn: int
    restored: int


@dataclass
class _Standing:
    """The readings of an import as they stand: those to withdraw, and those to replace by what stood before."""

    withdrawn: list[ProgressReport] = field(default_factory=list)
    restored: list[tuple[ProgressReport, ProgressReport]] = field(default_factory=list)
    blocked: list[tuple[ProgressReport, str]] = field(default_factory=list)

    @property
    def all(self) -> list[ProgressReport]:
        return [*self.withdrawn, *(one for one, _older in self.restored)]


@transaction.atomic
def undo_figures(made: Sequence[int], *, name: str, by: User, reason: str) -> UndoneFigures:
    """Undo the import that published these readings (their ids) and is on record under this name.

    Raises PublishedSince where a reading was replaced by another figure since, or where a committee has reported
    about its target and date; BadSeries without a reason.
    """
    if not reason.strip():
        raise BadSeries([Fault("reason", _("Say why it is undone: everyone reads it."))])
    _hold(made)
    standing = _standing(made)
    if standing.blocked:
        raise PublishedSince(_told(standing.blocked))
    now = timezone.now()
    changes = [(one, Figure(says=said_by(older), known_at=now)) for one, older in standing.restored]
    replace_readings(changes, now=now)
    _withdraw(standing.withdrawn, reason=reason, now=now)
    mark_places(_pairs(standing.all))
    record("series.undone", by=by, about=name, readings=said_of(standing.all), reason=reason)
    return UndoneFigures(withdrawn=len(standing.withdrawn), restored=len(standing.restored))


def _hold(made: Sequence[int]) -> None:
    """Hold the targets, as importing does: of two who undo at once the second finds nothing that stands."""
    targets = {
        pk
        for ids in pieces(made)
        for pk in _series().filter(pk__in=ids).values_list("place_target", flat=True)
    }
    for ids in pieces(sorted(targets)):
        held = PlaceTarget.objects.filter(pk__in=ids).order_by("pk")
        list(held.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))


def _standing(made: Sequence[int]) -> _Standing:
    """What stands of the readings, and what keeps them from being undone."""
    reports = [one for ids in pieces(made) for one in _series().filter(pk__in=ids).order_by("pk")]
    older = {
        one.superseded_by_id: one
        for ids in pieces(made)
        for one in _series().filter(superseded_by__in=ids).order_by("pk")
    }
    now, reported = _public(reports), _reported_since(reports)
    found = _Standing()
    for report in reports:
        standing = _same(report, now.get(key_of(report)))
        if standing is None:
            found.blocked.append((report, _("replaced or withdrawn since")))
        elif report.pk in reported:
            found.blocked.append((report, _("a committee has reported on it since")))
        elif report.pk in older:
            found.restored.append((standing, older[report.pk]))
        else:
            found.withdrawn.append(standing)
    return found


def _series() -> ReportQuerySet:
    return ProgressReport.objects.filter(origin=ReportOrigin.SERIES)


def _targets(reports: Iterable[ProgressReport]) -> Iterator[list[int]]:
    """The ids of the targets they are about, a piece at a time."""
    return pieces(sorted({one.place_target_id for one in reports}))


def _public(reports: Sequence[ProgressReport]) -> dict[Key, ProgressReport]:
    """What series say now about the targets of these readings."""
    return {
        key_of(one): one
        for ids in _targets(reports)
        for one in _series().published().filter(place_target__in=ids)
    }


def _same(report: ProgressReport, standing: ProgressReport | None) -> ProgressReport | None:
    """What stands for a reading: itself, or what was put back in its place when a later import was undone."""
    if standing is None or any(getattr(standing, name) != getattr(report, name) for name in SAYS):
        return None
    return standing


def _reported_since(reports: Sequence[ProgressReport]) -> set[int]:
    """The ids of the readings about whose target and date a committee has published something since."""
    written: dict[Key, ProgressReport] = {key_of(one): one for one in reports}
    theirs = ProgressReport.objects.once_public().filter(origin=ReportOrigin.COMMITTEE)
    found = set()
    for ids in _targets(reports):
        about = theirs.filter(place_target__in=ids)
        for target, on, since in about.values_list("place_target_id", "reference_on", "published_at"):
            ours = written.get((target, on))
            if ours and since and since >= ours.written_at:
                found.add(ours.pk)
    return found


def _told(blocked: Sequence[tuple[ProgressReport, str]]) -> list[str]:
    """What is in the way, each in words."""
    about = ("place", "target__commitment", "target__horizon")
    targets: dict[int, PlaceTarget] = {}
    for ids in _targets(report for report, _why in blocked):
        targets |= PlaceTarget.objects.select_related(*about).in_bulk(ids)
    return [_words(targets[report.place_target_id], report, why) for report, why in blocked]


def _words(target: PlaceTarget, report: ProgressReport, why: str) -> str:
    told = {
        "place": target.place.name,
        "commitment": target.target.commitment.code,
        "horizon": str(target.target.horizon),
        "day": day(report.reference_on),
        "why": why,
    }
    return _("%(place)s, %(commitment)s, %(horizon)s, %(day)s: %(why)s") % told


def _withdraw(reports: Sequence[ProgressReport], *, reason: str, now: datetime) -> None:
    """Withdraw readings; from the days before they came in here they are gone, unless an edition tells of them."""
    state, _duty = workflow.next_state(ReportState.PUBLISHED, Step.WITHDRAW)
    first = min((one.written_at for one in reports), default=now)
    frozen = Edition.objects.filter(frozen_at__gte=first).exists()
    gone = {"state": state, "superseded_at": now, "withdrawal_reason": reason}
    since = {} if frozen else {"published_at": F("written_at")}
    for ids in pieces(one.pk for one in reports):
        ProgressReport.objects.filter(pk__in=ids).update(**gone, **since)


def _pairs(reports: Sequence[ProgressReport]) -> set[tuple[int, int]]:
    """The places and commitments whose marks may change."""
    return {
        pair
        for ids in _targets(reports)
        for pair in PlaceTarget.objects.filter(pk__in=ids).values_list("place", "target__commitment")
    }
