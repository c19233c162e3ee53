"""A world in which anything may happen, and everything that was scored in it, to compare."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from django.utils import timezone

from tests.cast import (
    DUE,
    LEVEL,
    apply_target,
    figure,
    make_commitment,
    make_committee,
    make_indicator,
    make_objective,
    make_place,
    make_places,
    make_target,
    make_user,
    published,
    seat,
    unobserved,
)
from tracker.actions import commitments, targets
from tracker.actions.drain import recompute
from tracker.actions.targets import Local, Wording
from tracker.actions.wordings import wording_of
from tracker.enums import CommitmentStatus, PlaceKind, SeatRole
from tracker.models import Commitment, PlaceTarget, Score, Target
from tracker.scoring import Answer, Better, Kind

# What a score says of how it came about, not of what it says.
INCIDENTAL = {"id", "computed_at"}
SHARE = Wording(
    title="At least 80 %",
    kind=Kind.SHARE,
    better=Better.HIGHER,
    goal=Decimal(80),
    unit="% of districts",
    due_on=DUE[12],
)


class World:
    """Two regions with two States each, three commitments under two objectives, and one committee for a State.

    `step()` lets one thing happen to it, as the product would do it; which one, the seed says.
    """

    def __init__(self, seed):
        self.chance = random.Random(seed)
        places = make_places()
        other = make_place("m49-911", PlaceKind.REGION, parent=places.world)
        third = make_place("carpania", PlaceKind.COUNTRY, parent=other)
        fourth = make_place("drusia", PlaceKind.COUNTRY, parent=other)
        self.states = [places.arcadia, places.borduria, third, fourth]
        first, second = make_objective(10), make_objective(23)
        self.user = make_user("administrator")
        self.indicator, self.other = (
            make_indicator(code, caveat=f"{code} is counted by hand.") for code in ("IND-1", "IND-2")
        )
        for code, objective, weight in (("GCM10-1", first, 1), ("GCM10-2", first, 3), ("GCM23-1", second, 2)):
            commitment = make_commitment(code, objective=objective, weight=weight, indicator=self.indicator)
            self._apply(commitment)
        last = make_commitment("GCM23-9", objective=second, indicator=self.indicator)
        own = make_target(last, 5, Wording(**LEVEL))
        apply_target(own, places.world, baseline=Decimal(10_000))
        self.committees = [self._committee(place) for place in (*self.states, places.world)]
        recompute()

    def _apply(self, commitment):
        for years, wording in ((5, Wording(**LEVEL)), (12, SHARE)):
            target = make_target(commitment, years, wording)
            for state in self.states:
                if self.chance.random() < 0.8:
                    apply_target(target, state, baseline=Decimal(10_000 if years == 5 else 20))

    def _committee(self, place):
        writer, decider, third = (make_user(f"{name}-of-{place.code}") for name in "wdt")
        committee = make_committee(place.code, place)
        seat(committee, writer, "migrants", SeatRole.REPORTER)
        seat(committee, decider, "civil-society", SeatRole.REVIEWER)
        seat(committee, third, "private-sector", SeatRole.COORDINATOR)
        return SimpleNamespace(committee=committee, reporter=writer, reviewer=decider, place=place)

    def step(self):
        """One thing that happens."""
        kinds = [self._report] * 4 + [
            self._revise,
            self._revise_place,
            self._reword,
            self._retire,
            self._retire,
        ]
        self.chance.choice(kinds)()

    def _report(self):
        cast = self.chance.choice(self.committees)
        alive = PlaceTarget.objects.filter(place=cast.place).exclude(
            target__commitment__status=CommitmentStatus.RETIRED
        )
        found = list(alive.order_by("pk"))
        if found:
            published(cast, self._entry(), place_target=self.chance.choice(found))

    def _entry(self):
        year = self.chance.randint(2019, 2024)
        answer = self.chance.choice(
            [*[Answer.FIGURE] * 5, Answer.NO_PROGRESS, Answer.NO_DATA, Answer.NOT_APPLICABLE]
        )
        if answer == Answer.FIGURE:
            return figure(self.chance.randint(0, 100), year)
        return unobserved(answer, year)

    def _revise(self):
        target = self.chance.choice(list(Target.objects.order_by("pk")))
        wording = wording_of(target.versions.order_by("-number")[0])
        changed = replace(
            wording, weight=self.chance.randint(1, 4), due_on=date(self.chance.randint(2021, 2035), 12, 31)
        )
        targets.revise(target, changed, by=self.user, reason="A walk.", from_on=timezone.localdate())

    def _revise_place(self):
        place_target = self.chance.choice(list(PlaceTarget.objects.order_by("pk")))
        applies = self.chance.random() < 0.7
        local = Local(applies=applies, why_not="" if applies else "It has no coast.")
        targets.revise_place(
            place_target, local, by=self.user, reason="A walk.", from_on=timezone.localdate()
        )

    def _reword(self):
        self._say(weight=self.chance.randint(1, 5))

    def _retire(self):
        self._say(status=self.chance.choice([CommitmentStatus.RETIRED] * 2 + [CommitmentStatus.ADOPTED]))

    def _say(self, **changes):
        commitment = self.chance.choice(list(Commitment.objects.order_by("pk")))
        saying = replace(commitments.saying_of(commitment), **changes)
        commitments.revise(commitment, saying, by=self.user, reason="A walk.")


def scored():
    """Every score by place and key, with all that it says."""
    rows = Score.objects.select_related("place", "process")
    names = [field.attname for field in Score._meta.concrete_fields if field.name not in INCIDENTAL]
    return {
        ((row.place or row.process).code, row.key): {name: getattr(row, name) for name in names}
        for row in rows
    }


def anew():
    """Everything computed from nothing."""
    Score.objects.all().delete()
    recompute()
    return scored()
