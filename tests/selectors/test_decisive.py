"""Of a long history the few readings that decide are read, and they give what all of them would."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.cast import DUE, LEVEL, apply_target, make_commitment, make_target
from tracker.actions.targets import Wording
from tracker.enums import ReportOrigin, ReportState
from tracker.models import PlaceTarget, ProgressReport
from tracker.scoring import Answer, Better, Kind
from tracker.selectors.computed import moment_at
from tracker.selectors.facts import facts_of, facts_that_count, targets_in_force
from tracker.selectors.score_rows import standing_row

STEPS = [{"code": code, "title": code, "weight": 1} for code in ("drafted", "adopted", "applied")]
KINDS = {
    Kind.LEVEL: {"goal": Decimal(10)},
    Kind.SHARE: {"goal": Decimal(90), "better": Better.HIGHER, "unit": "%"},
    Kind.RELATIVE_CHANGE: {"goal": None, "change": Decimal("-33.333")},
    Kind.IMPROVE: {"goal": None},
    Kind.MAINTAIN: {"goal": None},
    Kind.MILESTONES: {"goal": None, "better": None, "unit": "", "milestones": STEPS},
    Kind.YES_NO: {"goal": None, "better": None, "unit": ""},
}
WORDS = {
    Kind.MILESTONES: [(Answer.STEPS, ["drafted"]), (Answer.STEPS, ["drafted", "adopted", "applied"])],
    Kind.YES_NO: [(Answer.YES, []), (Answer.NO, [])],
}
REST = [Answer.NO_PROGRESS, Answer.NO_PROGRESS, Answer.NO_DATA, Answer.CONFIDENTIAL, Answer.NOT_APPLICABLE]


def a_target(cast, kind, number):
    commitment = make_commitment(f"GCM10-{number}", objective=cast.objective)
    wording = replace(Wording(**{**LEVEL, "due_on": DUE[5]}), kind=kind, **KINDS[kind])
    with_baseline = kind not in WORDS
    return apply_target(
        make_target(commitment, 5, wording),
        cast.arcadia,
        **({"baseline": Decimal(50)} if with_baseline else {}),
    )


def history(target, kind, cast, chance, *, length):
    """What three voices said over the years, in no order."""
    for _ in range(length):
        on = date(chance.randrange(2017, 2027), 12, 31)
        yearly = chance.random() < 0.7
        if not yearly or on > timezone.localdate():
            on = date(on.year, chance.randrange(1, 11), 15)
            yearly = False
        yield a_reading(target, kind, cast, chance, on=on, yearly=yearly)


def a_reading(target, kind, cast, chance, *, on, yearly):
    answer, done = (Answer.FIGURE, []) if kind not in WORDS else chance.choice(WORDS[kind])
    if chance.random() < 0.3:
        answer, done = chance.choice(REST), []
    is_series = chance.random() < 0.3
    committee = None if is_series else chance.choice([cast.committee, cast.other_committee])
    said_at = datetime.combine(on, datetime.min.time(), ZoneInfo("UTC")) + timedelta(
        days=chance.randrange(30)
    )
    return ProgressReport(
        place_target=target,
        origin=ReportOrigin.SERIES if is_series else ReportOrigin.COMMITTEE,
        series="A series" if is_series else "",
        committee=committee,
        author=None if is_series else cast.reporter,
        decided_by=None if is_series else cast.reviewer,
        led=None if is_series else committee == cast.committee,
        answer=answer,
        value=Decimal(chance.randrange(0, 12_000)) / 100 if answer is Answer.FIGURE else None,
        done=done,
        reference_on=on,
        yearly=yearly,
        grade="B",
        state=ReportState.PUBLISHED,
        written_at=said_at,
        submitted_at=said_at,
        published_at=said_at,
    )


def keep_what_may_stand(reports):
    """One of a voice about a day; the database allows no more."""
    by_voice = {(one.committee_id, one.place_target_id, one.reference_on): one for one in reports}
    ProgressReport.objects.bulk_create(by_voice.values())


def whole_and_few(place):
    day = timezone.localdate()
    about = PlaceTarget.objects.filter(place=place)
    rows = list(
        about.select_related("place", "target__commitment__objective", "target__horizon").order_by("id")
    )
    in_force = targets_in_force([row.target for row in rows], as_of=day)
    return facts_of(rows, as_of=day), facts_that_count(rows, in_force, as_of=day)


def told(facts, moment):
    """What is stored of it, and on which digest it rests."""
    row = standing_row(facts, moment=moment)
    return row.part, row.digest, row.turns_on, row.contested


@pytest.mark.parametrize("seed", range(4))
def test_the_few_give_what_the_whole_history_gives(cast, seed):
    # Given targets of every kind, with short histories full of quarrels
    chance = random.Random(seed)
    kinds = [kind for kind in Kind for _ in range(6)]
    targets = [(a_target(cast, kind, number), kind) for number, kind in enumerate(kinds, start=20)]
    keep_what_may_stand(
        one
        for target, kind in targets
        for one in history(target, kind, cast, chance, length=chance.randrange(0, 9))
    )

    whole, few = whole_and_few(cast.arcadia)

    moment = moment_at(timezone.localdate())
    assert [told(one, moment) for one in few] == [told(one, moment) for one in whole]
    assert sum(len(one.readings) for one in few) < sum(len(one.readings) for one in whole)


def test_a_long_history_is_not_read(cast):
    # Given 300 figures, the goal reached long ago and once more, and lost since
    chance = random.Random(1)
    target = a_target(cast, Kind.LEVEL, 20)
    days = [date(2019, 1, 2) + timedelta(days=9 * number) for number in range(300)]
    made = [a_reading(target, Kind.LEVEL, cast, chance, on=day, yearly=False) for day in days]
    for one in made:
        one.answer, one.value, one.committee, one.led = Answer.FIGURE, Decimal(45), cast.committee, True
        one.origin, one.series, one.author, one.decided_by = "committee", "", cast.reporter, cast.reviewer
    made[10].value = made[40].value = made[70].value = Decimal(3)
    ProgressReport.objects.bulk_create(made)

    _whole, few = whole_and_few(cast.arcadia)

    about_it = next(one for one in few if one.place_target == target)
    assert sorted(one.on for one in about_it.readings) == [days[10], days[40], days[-1]]
