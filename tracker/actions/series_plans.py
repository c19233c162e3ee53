"""What figures of an official series come to: new, revised, the same, or wrong. Nothing is stored."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tracker.actions.entries import Fault
from tracker.actions.series_readings import SAYS, Figure, Key, begin_of, end_of, key_of
from tracker.enums import ReportOrigin
from tracker.models import Commitment, PlaceTarget, ProgressReport, Source, TargetVersion
from tracker.scoring import ANSWERS_OF, Answer, Grade, Kind
from tracker.wording import day

MOST_OF_A_SHARE = 100


@dataclass(frozen=True, kw_only=True)
class Release:
    """What holds for every figure of a series that comes in: where it was read, and what it cannot say."""

    series: str
    source: Source
    vintage: str
    released_on: date
    grade: Grade
    proxy: bool = False
    caveat: str = ""

    def figure(self, value: Decimal, *, known_at: datetime) -> Figure:
        """What a reading of it says."""
        says = {
            "answer": Answer.FIGURE.value,
            "value": value,
            "grade": self.grade.value,
            "proxy": self.proxy,
            "caveat": self.caveat,
            "series": self.series,
            "source_id": self.source.pk,
            "vintage": self.vintage,
        }
        return Figure(says=says, known_at=known_at)


@dataclass(frozen=True)
class PlacedFigure:
    """A figure about a place (its id) and a year."""

    place: int
    year: int
    value: Decimal


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What a release says about one commitment: a figure per place and year."""

    release: Release
    commitment: Commitment
    figures: Sequence[PlacedFigure]


class Outcome(StrEnum):
    """What a figure comes to."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    # The commitment has no target in the place.
    NO_TARGET = "no_target"
    WRONG = "wrong"


@dataclass(frozen=True)
class Judged:
    """A figure with what it comes to, the value that stands now (None: no figure), and what is wrong with it."""

    figure: PlacedFigure
    outcome: Outcome
    before: Decimal | None = None
    words: str | Promise = ""

    @property
    def says_something(self) -> bool:
        """Whether storing it changes anything."""
        return self.outcome in (Outcome.NEW, Outcome.CHANGED)


@dataclass
class Plan:
    """What storing comes to: every figure judged, and the readings to publish or to replace."""

    judged: list[list[Judged]] = field(default_factory=list)
    new: dict[Key, Figure] = field(default_factory=dict)
    changed: list[tuple[ProgressReport, Figure]] = field(default_factory=list)
    # What was spoken of already: place, commitment and year.
    seen: set[tuple[int, int, int]] = field(default_factory=set)
    # The places and commitments whose marks may change.
    pairs: set[tuple[int, int]] = field(default_factory=set)

    def count(self, outcome: Outcome) -> int:
        """How many figures come to this."""
        return sum(one.outcome is outcome for judged in self.judged for one in judged)


def plan_of(measured: Sequence[Measured], *, now: datetime | None = None) -> Plan:
    """What these figures come to beside what stands. Three queries, however many figures there are."""
    stands = Stands([one.commitment.pk for one in measured])
    plan = Plan()
    for one in measured:
        judge = Judge(one.release, one.commitment, stands, plan, now=now or timezone.now())
        plan.judged.append([judge.judged(figure) for figure in one.figures])
    return plan


def faults_in_release(release: Release, commitment: Commitment, *, kinds: Iterable[Kind]) -> list[Fault]:
    """What is wrong with a release beside the commitment that it is to measure; `kinds` are those of its targets."""
    faults = []
    if release.released_on > timezone.localdate():
        faults.append(
            Fault("released_on", _("Choose today or an earlier day: what is not out is not known."))
        )
    if release.proxy and not release.caveat.strip():
        faults.append(Fault("caveat", _("Say what this proxy cannot show.")))
    if any(Answer.FIGURE not in ANSWERS_OF[kind] for kind in kinds):
        words = _("%(commitment)s has a target that no figure answers.")
        faults.append(Fault("commitment", words % {"commitment": commitment.code}))
    return faults


class Stands:
    """What stands now of these commitments: their targets in places, and the readings of series about them."""

    def __init__(self, commitments: Iterable[int]) -> None:
        wanted = list(commitments)
        self.targets: dict[tuple[int, int], list[int]] = defaultdict(list)
        self.kinds = kinds_of(wanted)
        targets = PlaceTarget.objects.filter(target__commitment__in=wanted).order_by("pk")
        for pk, place, commitment in targets.values_list("pk", "place", "target__commitment"):
            self.targets[place, commitment].append(pk)
        found = ProgressReport.objects.published().filter(
            origin=ReportOrigin.SERIES, place_target__target__commitment__in=wanted
        )
        rows = found.only("place_target", "reference_on", *(name.removesuffix("_id") for name in SAYS))
        self.readings: Mapping[Key, ProgressReport] = {key_of(one): one for one in rows}


def kinds_of(commitments: Iterable[int]) -> dict[int, set[Kind]]:
    """The kinds of the targets of these commitments, as they read now. One query."""
    found: dict[int, set[Kind]] = {pk: set() for pk in commitments}
    about = TargetVersion.objects.filter(target__commitment__in=list(found)).order_by("number")
    latest = {
        target: (commitment, kind)
        for target, commitment, kind in about.values_list("target", "target__commitment", "kind")
    }
    for commitment, kind in latest.values():
        found[commitment].add(Kind(kind))
    return found


class Judge:
    """Judges the figures of one release about one commitment, and adds to the plan what is to be stored."""

    def __init__(
        self, release: Release, commitment: Commitment, stands: Stands, plan: Plan, *, now: datetime
    ) -> None:
        self.release, self.commitment = release, commitment
        self.stands, self.plan, self.now = stands, plan, now
        self.is_share = Kind.SHARE in stands.kinds[commitment.pk]

    def judged(self, figure: PlacedFigure) -> Judged:
        """What a figure comes to; one that is to be stored is in the plan from then on."""
        targets = self.stands.targets.get((figure.place, self.commitment.pk))
        if not targets:
            words = _("%(commitment)s has no target in this place.") % {"commitment": self.commitment.code}
            return Judged(figure, Outcome.NO_TARGET, words=words)
        keys: list[Key] = [(target, end_of(figure.year)) for target in targets]
        held = [self.stands.readings.get(key) for key in keys]
        if words := self._fault(figure, held):
            return Judged(figure, Outcome.WRONG, words=words)
        self.plan.seen.add((figure.place, self.commitment.pk, figure.year))
        before = next((one.value for one in held if one), None)
        return Judged(figure, self._taken(figure, zip(keys, held, strict=True)), before)

    def _taken(self, figure: PlacedFigure, held: Iterable[tuple[Key, ProgressReport | None]]) -> Outcome:
        """Add to the plan what the figure changes; says what that is."""
        outcomes = {Outcome.SAME}
        for key, old in held:
            if old is None:
                known_at = begin_of(self.release.released_on)
                self.plan.new[key] = self.release.figure(figure.value, known_at=known_at)
                outcomes.add(Outcome.NEW)
            # A mark once shown stays what it was: a revision counts from now on.
            elif (revised := self.release.figure(figure.value, known_at=self.now)).differs_from(old):
                self.plan.changed.append((old, revised))
                outcomes.add(Outcome.CHANGED)
        if outcomes == {Outcome.SAME}:
            return Outcome.SAME
        self.plan.pairs.add((figure.place, self.commitment.pk))
        return Outcome.CHANGED if Outcome.CHANGED in outcomes else Outcome.NEW

    def _fault(self, figure: PlacedFigure, held: Iterable[ProgressReport | None]) -> str:
        """What is wrong with a figure beside its release and what stands."""
        told: dict[str, Any] = {"day": day(self.release.released_on)}
        if end_of(figure.year) > self.release.released_on:
            return _("The release of %(day)s came out before this year ended.") % told
        if self.is_share and not 0 <= figure.value <= MOST_OF_A_SHARE:
            return _("A target of this commitment asks for a share, from 0 to 100.")
        if (figure.place, self.commitment.pk, figure.year) in self.plan.seen:
            return _("This place and year stand in the table twice.")
        others = {one.series for one in held if one} - {self.release.series}
        if others:
            words = _(
                "The series %(series)s has spoken of this place and year already: two series make no line."
            )
            return words % {"series": ", ".join(sorted(others))}
        return ""
