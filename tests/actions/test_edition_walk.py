"""Whatever is done later, an edition computed again gives the same bytes.

The number of later acts is a parameter: EDITION_ACTS=1000 makes the long walk.
"""

import os
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.actions.worlds import World
from tests.clock import Clock
from tests.editions import frozen, make_round, reopened
from tracker.actions.editions import BadEdition
from tracker.actions.memberships import set_members
from tracker.models import Edition, Membership, Process, ProgressReport, TargetVersion
from tracker.selectors.edition_checks import Verdict, verify_edition
from tracker.selectors.edition_drafts import last_day_over

ACTS = int(os.environ.get("EDITION_ACTS", "40"))
BEGAN = date(2025, 2, 1)


class LivedIn(World):
    """A world with a process, whose members change, and in which days pass."""

    def __init__(self, seed, clock):
        super().__init__(seed)
        self.clock = clock
        self.process = Process.objects.create(code="proc", name="Process", region="Here")
        Membership.objects.create(process=self.process, place=self.states[0])
        self.user.is_superuser = self.user.is_staff = True
        self.user.save(update_fields=["is_superuser", "is_staff"])

    def live(self, acts):
        """So many acts, some days apart, with an edition frozen now and then."""
        often = max(1, acts // 12)
        for number in range(acts):
            if number % often == 0:
                self._freeze(number)
            if self.chance.random() < 0.1:
                self._join()
            else:
                reopened()
                self.step()
            self.clock.pass_days(self.chance.choice([0, 0, 1, 9]))
        self.clock.pass_days(400)

    def _freeze(self, number):
        round_ = make_round(f"round-{number}", name=f"Round {number}")
        back = self.chance.choice([0, 0, 30, 700])
        day = last_day_over(timezone.now()) - timedelta(days=back)
        # Where every commitment happened to be retired, there is nothing to freeze.
        with suppress(BadEdition):
            frozen(round_, as_of=day, by=self.user)

    def _join(self):
        members = self.chance.sample(self.states, self.chance.randint(0, len(self.states)))
        set_members(self.process, members, by=self.user)


def verdicts():
    return [verify_edition(edition) for edition in Edition.objects.order_by("pk")]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [11, 12])
def test_every_edition_verifies_whatever_is_done_later(monkeypatch, seed):
    world = LivedIn(seed, Clock(monkeypatch, BEGAN))

    world.live(ACTS)

    found = verdicts()
    assert len(found) >= 8
    assert found == [Verdict(one.edition, ()) for one in found]
    assert len(set(Edition.objects.values_list("digest", flat=True))) == len(found)


@pytest.mark.django_db
def test_walk_would_see_a_fact_that_was_changed(monkeypatch):
    world = LivedIn(13, Clock(monkeypatch, BEGAN))
    world.live(20)
    report = ProgressReport.objects.once_public().order_by("published_at").first()

    ProgressReport.objects.filter(pk=report.pk).update(reference_on=date(2018, 12, 31))
    TargetVersion.objects.filter(number=1).update(due_on=date(2027, 12, 31))

    assert any(verdict.differences for verdict in verdicts())
