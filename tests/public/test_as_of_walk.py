"""A page of a past date has the same bytes for ever, whatever is done later.

The walk takes sixty acts; `AS_OF_ACTS=1000` takes as many as are asked for.
"""

import os
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.cache import caches
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from tests.actions.worlds import SHARE, World
from tests.pages import target_address
from tests.public.past import APART, let_time_pass
from tracker.actions import commitments, targets
from tracker.actions.commitments import Proposal, Saying
from tracker.actions.drain import drain
from tracker.actions.horizons import BadHorizon, add_horizon
from tracker.actions.memberships import set_members
from tracker.actions.new_targets import add_target
from tracker.actions.target_words import BadTarget
from tracker.actions.targets import Local
from tracker.actions.wordings import wording_of
from tracker.enums import CommitmentStatus, Scope
from tracker.models import (
    Area,
    Commitment,
    Horizon,
    Objective,
    Place,
    PlaceTarget,
    Process,
    ProgressReport,
    Target,
)

SHORT = 60
ACTS = int(os.environ.get("AS_OF_ACTS", SHORT))
BEFORE = 12


class BusyWorld(World):
    """The same world with a process, new commitments and targets, and versions for a day to come."""

    def __init__(self, seed):
        super().__init__(seed)
        self.process = Process.objects.create(code="talks", name="Talks", region="Here")
        set_members(self.process, self.states[:2], by=self.user)
        drain()

    def step(self):
        """One thing that happens; or it is refused, which changes nothing either."""
        others = [
            self._rewrite,
            self._join,
            self._propose,
            self._announce,
            self._announce_for_a_place,
            self._add_horizon,
        ]
        with suppress(BadTarget, BadHorizon):
            if self.chance.random() < 0.3:
                self.chance.choice(others)()
            else:
                super().step()
        drain()

    def _rewrite(self):
        self._say(
            title=f"Title {self.chance.random()}",
            text=f"Text {self.chance.random()}",
            indicator=self.chance.choice([self.indicator, self.other]),
        )

    def _join(self):
        set_members(self.process, self.chance.sample(self.states, 2), by=self.user)

    def _propose(self):
        number = Commitment.objects.count()
        proposal = Proposal(
            code=f"GCM10-{number}X",
            objective=self.chance.choice(list(Objective.objects.all())),
            area=Area.objects.get(),
            scope=Scope.EACH_STATE,
        )
        saying = Saying(
            title=f"New {number}",
            text="A new one.",
            weight=2,
            status=CommitmentStatus.PROPOSED,
            verifiable=True,
            indicator=self.indicator,
        )
        made = commitments.propose(proposal, saying, by=self.user, reason="A walk.")
        horizon = self.chance.choice(list(Horizon.objects.all()))
        wording = replace(SHARE, due_on=horizon.due_on)
        add_target(made, horizon, wording, by=self.user, reason="A walk.")

    def _add_horizon(self):
        years, begins = self.chance.choice([(7, 2018), (9, 2018), (20, 2018)])
        baseline_on, due_on = date(begins, 12, 31), date(begins + years, 12, 31)
        add_horizon(years=years, baseline_on=baseline_on, due_on=due_on, by=self.user)

    def _announce(self):
        target = self.chance.choice(list(Target.objects.order_by("pk")))
        wording = wording_of(target.versions.order_by("-number")[0])
        targets.revise(target, wording, by=self.user, reason="From a day to come.", from_on=self._to_come())

    def _announce_for_a_place(self):
        place_target = self.chance.choice(list(PlaceTarget.objects.order_by("pk")))
        local = Local(baseline=Decimal(30), baseline_on=date(2019, 6, 30))
        targets.revise_place(
            place_target, local, by=self.user, reason="From a day to come.", from_on=self._to_come()
        )

    def _to_come(self):
        return timezone.localdate() + timedelta(days=self.chance.randint(1, 300))


def with_a_past(seed):
    """A world in which something happened at three times, each long after the one before."""
    world = BusyWorld(seed)
    for _time in range(3):
        for _act in range(BEFORE):
            world.step()
        let_time_pass()
    return world


def dated_addresses():
    """Every page that can be asked for as of a date, for everything there is."""
    targets_of_places = PlaceTarget.objects.select_related("place", "target__commitment", "target__horizon")
    return [
        reverse("public:home"),
        reverse("public:objectives"),
        *(reverse("public:objective", args=[one.number]) for one in Objective.objects.all()),
        *(reverse("public:commitment", args=[one.code]) for one in Commitment.objects.all()),
        reverse("public:places"),
        *(reverse("public:place", args=[one.code]) for one in Place.objects.all()),
        *(target_address(one) for one in targets_of_places),
        *(target_address(one).removesuffix(f"{one.target.horizon.years}/") for one in targets_of_places),
        reverse("public:heatmap"),
        reverse("public:map"),
        f"{reverse('public:compare')}?{urlencode({'place': _two_states()}, doseq=True)}",
        *(reverse("public:horizon", args=[years]) for years in (2, 5, 12)),
        reverse("public:processes"),
        reverse("public:process", args=["talks"]),
        *(reverse("public:process_why", args=["talks", key]) for key in ("all", "objective-10", "GCM10-1-5")),
        *(
            why_address(place, key)
            for place in Place.objects.all()
            for key in ("all-5", "objective-10", "GCM10-1")
        ),
        reverse("public:place_why_json", args=["world", "GCM10-1-12"]),
    ]


def _two_states():
    """The codes of two States, to be compared."""
    return list(Place.objects.filter(kind="country").order_by("code").values_list("code", flat=True)[:2])


def why_address(place, key):
    """The page that explains a roll-up of a place."""
    return reverse("public:place_why", args=[place.code, key])


def dates():
    """Days before, between and after what happened; the last is yesterday."""
    today = timezone.localdate()
    return [date(2023, 12, 31), today - 2.5 * APART, today - 1.5 * APART, today - timedelta(days=1)]


def asked(addresses, days):
    """Which page is asked for as of which day: the first page of every day, of the others every third one."""
    pairs = [(address, day) for day in days for address in addresses]
    return (
        pairs
        if ACTS > SHORT
        else [pair for number, pair in enumerate(pairs) if number % 3 == 0 or pair[0] == "/"]
    )


def pages_of(client, pairs):
    """The bytes of each page as of its day, or the number of the refusal; worked out anew, not kept."""
    caches["pages"].clear()
    found = {}
    for address, day in pairs:
        response = client.get(f"{address}{'&' if '?' in address else '?'}as_of={day.isoformat()}")
        found[address, day] = response.content if response.status_code == 200 else response.status_code
    return found


@pytest.mark.django_db
def test_pages_of_past_dates_stay_the_same_whatever_is_done_later(client):
    world = with_a_past(seed=ACTS)
    days = dates()
    pairs = asked(dated_addresses(), days)
    then, today = pages_of(client, pairs), client.get("/").content

    for _act in range(ACTS):
        world.step()

    now = pages_of(client, pairs)
    assert [key for key in then if then[key] != now[key]] == []
    # It is not that nothing happened, or that every date looks alike.
    assert client.get("/").content != today
    assert len({then["/", day] for day in days}) == len(days)
    assert {200 if isinstance(page, bytes) else page for page in then.values()} == {200, 404}


@pytest.mark.django_db
def test_walk_would_see_a_fact_of_the_past_that_changed(client):
    with_a_past(seed=1)
    report = ProgressReport.objects.published().filter(answer="figure").first()
    about = PlaceTarget.objects.select_related("place", "target__commitment", "target__horizon")
    address, yesterday = target_address(about.get(pk=report.place_target_id)), dates()[-1]
    then = pages_of(client, [(address, yesterday)])

    ProgressReport.objects.filter(pk=report.pk).update(value=F("value") + 7)

    assert pages_of(client, [(address, yesterday)]) != then
