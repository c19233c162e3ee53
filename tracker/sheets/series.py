"""What both shapes of a table of readings have in common: figures are judged one by one, and stored together."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.actions.entries import Fault
from tracker.actions.series_foreseen import foreseen_marks
from tracker.actions.series_imports import BadSeries, faults_in, keep_figures, needs_second
from tracker.actions.series_plans import Judge, Judged, Measured, PlacedFigure, Plan, Release, Stands
from tracker.actions.series_undo import PublishedSince, undo_figures
from tracker.actions.table_kinds import ChangedSince, Foretold, Made
from tracker.actions.versions import Overtaken
from tracker.enums import TableKind
from tracker.models import Commitment, User
from tracker.sheets.base import Sheet

# The first piece of what is kept of a stored table; the others are the ids of readings.
About = tuple[Release, int]


class SeriesSheet(Sheet):
    """A kind whose rows hold figures of series; what is stored is judged again by the act."""

    kind = TableKind.READINGS
    has_day = False
    undoing = _(
        "New readings are withdrawn, and what they replaced stands again. All of them stay readable, with the "
        "reason: everyone reads it. Where somebody published about one since, nothing is undone, and you are told "
        "which."
    )

    def __init__(self) -> None:
        super().__init__()
        self.plan = Plan()
        self._judges: dict[About, Judge] = {}
        self._faults: dict[About, list[Fault]] = {}
        self._figures: dict[About, list[PlacedFigure]] = {}
        self._commitments: dict[int, Commitment] = {}

    @cached_property
    def stands(self) -> Stands:
        """What stands of every commitment that can be spoken of. Three queries."""
        return Stands(self.spoken_of())

    def spoken_of(self) -> list[int]:
        """The ids of the commitments that rows can be about."""
        return list(Commitment.objects.values_list("pk", flat=True))

    def faults_in(self, release: Release, commitment: Commitment) -> Sequence[Fault]:
        """What is wrong with a release beside a commitment; looked up once."""
        about = (release, commitment.pk)
        if about not in self._faults:
            self._faults[about] = faults_in([Measured(release=release, commitment=commitment, figures=())])
        return self._faults[about]

    def judged(self, release: Release, commitment: Commitment, figure: PlacedFigure) -> Judged:
        """What a figure comes to; one that says something is kept, to be stored."""
        about = (release, commitment.pk)
        if about not in self._judges:
            self._judges[about] = Judge(release, commitment, self.stands, self.plan, now=timezone.now())
            self._figures[about], self._commitments[commitment.pk] = [], commitment
        found = self._judges[about].judged(figure)
        if found.says_something:
            self._figures[about].append(figure)
        return found

    def measured(self) -> list[Measured]:
        """What is to be stored."""
        return [
            Measured(release=release, commitment=self._commitments[pk], figures=figures)
            for (release, pk), figures in self._figures.items()
            if figures
        ]

    def foretell(self, *, from_on: date) -> Foretold:
        """Which marks change, computed by the engine and taken back, and whether a second person confirms."""
        return Foretold(marks=foreseen_marks(self.plan), needs_second=needs_second(self.plan))

    def store(self, *, by: User, reason: str, from_on: date) -> Made:
        """Publish the figures as readings."""
        try:
            kept = keep_figures(self.measured(), by=by, leave_out=False)
        except BadSeries as bad:
            # It was fine when it was checked: what it rests on was changed since.
            raise Overtaken from bad
        return [kept.name, *kept.made]

    def undo(self, made: Made, *, by: User, reason: str) -> None:
        """Withdraw what was new, and put back what stood before."""
        name, *ids = made
        try:
            undo_figures(ids, name=name, by=by, reason=reason)
        except PublishedSince as late:
            raise ChangedSince(late.names) from None
