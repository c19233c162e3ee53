"""A page of a past day keeps its bytes, whatever is replied, disputed or withdrawn afterwards."""

from contextlib import suppress
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db.models import F
from django.utils import timezone

from tests.actions.worlds import World, anew, scored
from tests.cast import make_user
from tests.handed_in import clean_file_of_reply
from tests.pages import target_address
from tests.public.past import APART, let_time_pass
from tracker.actions import disputes, replies, reports
from tracker.actions.disputes import AlreadyDecided, Objection
from tracker.actions.drain import drain
from tracker.actions.replies import Replied
from tracker.actions.reply_drafts import keep_reply
from tracker.enums import DisputeGround, Outcome
from tracker.models import Dispute, FocalPoint, PlaceTarget, ProgressReport, Reply, User
from tracker.permissions import Refused
from tracker.workflow import StepRefused

ACTS = 40


class TalkingWorld(World):
    """The same world, with States that reply, strangers that dispute, and committees that withdraw."""

    def __init__(self, seed):
        super().__init__(seed)
        self.admin = User.objects.create_superuser("a@example.org", "x", name="A")
        self.voices = {}
        for state in self.states:
            self.voices[state.pk] = make_user(f"focal-{state.code}")
            FocalPoint.objects.create(user=self.voices[state.pk], place=state, starts_on=date(2019, 1, 1))

    def step(self):
        """One thing that happens; or it is refused, which changes nothing either."""
        others = [self._reply, self._reply, self._take_away, self._redact, self._dispute, self._decide]
        with suppress(Refused, Replied, AlreadyDecided, StepRefused):
            if self.chance.random() < 0.6:
                self.chance.choice([*others, self._withdraw])()
            else:
                self._report()
        drain()

    def _any(self, rows):
        found = list(rows.order_by("pk"))
        return self.chance.choice(found) if found else None

    def _reply(self):
        report = self._any(ProgressReport.objects.published().select_related("place_target__place"))
        by = self.voices.get(report.place_target.place_id) if report else None
        if by:
            standing = report.replies.filter(ended_at=None).first()
            replaces = standing.uuid if standing else None
            text = f"Words {self.chance.random()}"
            draft = keep_reply(report, by=by)
            clean_file_of_reply(draft.uuid, by=by, confirmed_at=timezone.now())
            replies.reply(report, text, by=by, token=uuid4(), replaces=replaces)

    def _take_away(self):
        if given := self._any(Reply.objects.filter(ended_at=None).select_related("report__place_target")):
            replies.withdraw_reply(given, by=self.voices[given.report.place_target.place_id])

    def _redact(self):
        if given := self._any(Reply.objects.all()):
            without = list(given.files.values_list("copy_sha256", flat=True))
            replies.redact(given, "[removed]", by=self.admin, reason="A name.", without=without)

    def _dispute(self):
        if report := self._any(ProgressReport.objects.published()):
            objection = Objection(ground=DisputeGround.FIGURE, text="It is not so.")
            disputes.raise_dispute(report, objection, token=uuid4())

    def _decide(self):
        dispute = self._any(Dispute.objects.exclude(state="decided").select_related("report__committee"))
        if dispute:
            by = next(one.reviewer for one in self.committees if one.committee == dispute.report.committee)
            outcome = self.chance.choice(list(Outcome))
            disputes.decide(dispute, outcome, by=by, reasons="So.", version=dispute.version)

    def _withdraw(self):
        if report := self._any(ProgressReport.objects.published().select_related("committee")):
            by = next(one.reviewer for one in self.committees if one.committee == report.committee)
            reports.withdraw(report, by=by, reason="It was wrong.")


def move_voices_back():
    """What was said moves back with everything else."""
    Reply.objects.update(
        given_at=F("given_at") - APART, ended_at=F("ended_at") - APART, redacted_at=F("redacted_at") - APART
    )
    Dispute.objects.update(raised_at=F("raised_at") - APART)


def with_a_past(seed):
    """A world in which something was said twice, with a long time between."""
    world = TalkingWorld(seed)
    for _time in range(2):
        for _act in range(ACTS // 2):
            world.step()
        let_time_pass()
        move_voices_back()
    return world


def pages(client):
    """The page of every target as of four days, worked out anew."""
    cache.clear()
    today = timezone.localdate()
    days = [today - 2 * APART + timedelta(days=10), today - 1.5 * APART, today - APART + timedelta(days=40)]
    targets = PlaceTarget.objects.select_related("place", "target__commitment", "target__horizon")
    asked = [
        (target_address(one), day.isoformat()) for one in targets for day in [*days, today - timedelta(1)]
    ]
    return {(address, day): client.get(address, {"as_of": day}).content.decode() for address, day in asked}


@pytest.mark.django_db
def test_pages_of_past_days_keep_their_bytes_whatever_is_said_later(client):
    world = with_a_past(seed=1)
    then = pages(client)
    said = Reply.objects.count(), Dispute.objects.count()

    for _act in range(ACTS):
        world.step()

    now = pages(client)
    assert [key for key in then if then[key] != now[key]] == []
    # It is not that nothing was said.
    assert (Reply.objects.count(), Dispute.objects.count()) > said
    assert any("It changes no mark." in page for page in then.values())
    assert any("No reply by" in page for page in then.values())
    assert any("may reply until" in page for page in then.values())
    assert not any("Words 0." in page for page in then.values())


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_was_withdrawn_or_disputed_scores_as_if_computed_from_nothing(seed):
    world = TalkingWorld(seed)

    for _act in range(ACTS):
        world.step()

    kept = scored()
    assert ProgressReport.objects.filter(state="withdrawn").exists()
    assert anew() == kept


@pytest.mark.django_db
def test_walk_would_see_a_day_of_a_reply_that_moved(client):
    with_a_past(1)
    then = pages(client)

    Reply.objects.update(given_at=F("given_at") - timedelta(days=3))

    assert pages(client) != then
