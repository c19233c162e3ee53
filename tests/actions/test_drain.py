"""What is dirty is worked off, once, whatever goes wrong, and comes out as if everything were computed anew."""

import random
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from tests.cast import (
    DUE,
    LEVEL,
    apply_target,
    figure,
    make_cast,
    make_commitment,
    make_objective,
    make_target,
    named_by_all,
    published,
    submitted,
    unobserved,
)
from tracker.actions import commitments, dirty, drain, marking, reports, sweep, targets
from tracker.enums import Cause, CommitmentStatus
from tracker.models import (
    DirtyScore,
    Lease,
    Membership,
    Process,
    ProgressReport,
    Publication,
    Score,
    TargetVersion,
)
from tracker.scoring import METHOD_VERSION, Answer, Status
from tracker.selectors.checks import differences


def wrong():
    return [str(one) for one in differences(as_of=timezone.localdate())]


def all_scores():
    """Every stored score as the database has it, but for when it was computed."""
    names = (
        "place__code",
        "process__code",
        "key",
        "digest",
        "mark",
        "status",
        "turns_on",
        "contested",
        "counts",
    )
    return sorted(map(str, Score.objects.values_list(*names)))


def versions():
    return list(Publication.objects.values_list("version", flat=True))


def test_everything_is_computed_and_nothing_left_dirty(cast):
    assert wrong() == []
    assert DirtyScore.objects.count() == 0


def test_publishing_marks_dirty_in_the_same_transaction(cast, django_capture_on_commit_callbacks):
    report = submitted(cast)

    with django_capture_on_commit_callbacks() as woken:
        reports.publish(report, by=cast.reviewer)

    assert list(DirtyScore.objects.values_list("place__code", "commitment__code", "cause")) == [
        ("arcadia", "GCM10-9", "report")
    ]
    assert len(woken) == 1


def test_publication_that_is_rolled_back_leaves_nothing_dirty(cast):
    report = submitted(cast)

    def publish_and_break():
        with transaction.atomic():
            reports.publish(report, by=cast.reviewer)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        publish_and_break()

    assert DirtyScore.objects.count() == 0
    assert ProgressReport.objects.get().published_at is None


def test_wake_up_computes_at_once_in_the_embedded_mode(cast, django_capture_on_commit_callbacks, settings):
    settings.DRAIN_IN_PROCESS = True
    report = submitted(cast)

    with django_capture_on_commit_callbacks(execute=True):
        reports.publish(report, by=cast.reviewer)

    assert wrong() == []
    assert DirtyScore.objects.count() == 0


def test_stored_scores_that_are_wrong_are_found(cast):
    Score.objects.filter(place=cast.arcadia, key="GCM10-9:5").update(status=Status.MET)
    Score.objects.filter(place=cast.world, key="all").update(counts={})
    Score.objects.filter(place=cast.region, key="all:5").delete()

    found = wrong()

    assert [line.split(":")[0] for line in found] == ["arcadia GCM10-9", "m49-901 all", "world all"]
    with pytest.raises(CommandError):
        call_command("verify_scores")


def test_change_reaches_the_processes_of_the_state(cast):
    process = Process.objects.create(code="proc", name="Process", region="Here")
    Membership.objects.create(process=process, place=cast.arcadia)
    Membership.objects.create(process=process, place=cast.borduria, until_on=date(2020, 1, 1))

    published(cast)

    row = Score.objects.get(process=process, key="GCM10-9:5")
    assert (row.applicable, row.statuses, wrong()) == (1, {"overdue": 1}, [])


def test_what_changes_no_score_raises_the_version_as_pages_no_longer_say_that_they_wait(cast):
    published(cast)
    before = versions()
    dirty.insert_dirty([(cast.arcadia, cast.commitment.pk)], cause=Cause.DAY)

    drain.drain()
    drain.drain()

    assert versions() == [before[0] + 1]
    assert DirtyScore.objects.count() == 0


def test_change_raises_the_version_with_the_act_and_once_for_each_holder(cast):
    before = versions()

    published(cast)

    assert versions() == [before[0] + 1 + 4]


def test_row_that_arrives_while_others_are_worked_off_stays(cast, monkeypatch):
    dirty.insert_dirty([(cast.arcadia, cast.commitment.pk)], cause=Cause.DAY)
    settled = drain.settle

    def settle_while_another_arrives(*args, **kwargs):
        settled(*args, **kwargs)
        monkeypatch.setattr(drain, "settle", settled)
        dirty.insert_dirty([(cast.arcadia, cast.commitment.pk)], cause=Cause.REPORT)

    monkeypatch.setattr(drain, "settle", settle_while_another_arrives)
    drain._try(cast.arcadia)

    assert list(DirtyScore.objects.values_list("cause", "attempts")) == [("report", 0)]


def second_commitment(cast):
    """Another commitment in the same place, computed and clean."""
    commitment = make_commitment("GCM10-8", objective=cast.objective)
    place_target = apply_target(
        make_target(commitment, 5, targets.Wording(**LEVEL)), cast.arcadia, baseline=Decimal(10_000)
    )
    drain.recompute()
    return commitment, place_target


@pytest.mark.usefixtures("django_capture_on_commit_callbacks")
def test_score_that_cannot_be_computed_stops_alone(cast):
    commitment, place_target = second_commitment(cast)
    TargetVersion.objects.filter(target=cast.place_target.target).update(steps=[{"on": "nonsense"}])
    report = submitted(cast, figure(5_000), place_target=place_target)
    reports.publish(report, by=cast.reviewer)
    dirty.insert_dirty([(cast.arcadia, cast.commitment.pk)], cause=Cause.DAY)

    drain.drain()

    left = DirtyScore.objects.get()
    assert (left.commitment, left.attempts, left.quarantined_at) == (cast.commitment, 2, None)
    assert "nonsense" in left.error
    assert Score.objects.get(place=cast.arcadia, key="GCM10-8:5").status == Status.OVERDUE
    assert Score.objects.get(place=cast.arcadia, key="GCM10-9:5").status == Status.NO_DATA


def test_score_that_fails_five_times_is_put_aside_and_costs_nothing_more(cast):
    TargetVersion.objects.filter(target=cast.place_target.target).update(steps=[{"on": "nonsense"}])
    dirty.insert_dirty([(cast.arcadia, cast.commitment.pk)], cause=Cause.DAY)

    for _ in range(8):
        DirtyScore.objects.update(next_try_at=None)
        drain.drain()

    left = DirtyScore.objects.get()
    assert (left.attempts, left.quarantined_at is not None) == (5, True)
    assert DirtyScore.objects.ready(timezone.now()).count() == 0


def test_score_that_was_given_up_is_no_longer_once_it_is_computed(cast):
    versions_of = TargetVersion.objects.filter(target=cast.place_target.target)
    (steps,) = versions_of.values_list("steps", flat=True)
    versions_of.update(steps=[{"on": "nonsense"}])
    dirty.insert_dirty([(cast.arcadia, cast.commitment.pk)], cause=Cause.DAY)
    for _ in range(8):
        DirtyScore.objects.update(next_try_at=None)
        drain.drain()
    elsewhere = DirtyScore.objects.create(
        place=cast.borduria, commitment=cast.commitment, cause=Cause.DAY, quarantined_at=timezone.now()
    )
    versions_of.update(steps=steps)

    dirty.insert_dirty([(cast.arcadia, cast.commitment.pk)], cause=Cause.DAY)
    drain.drain()

    assert list(DirtyScore.objects.all()) == [elsewhere]


def test_try_that_kills_its_process_is_counted(cast, monkeypatch):
    dirty.insert_dirty([(cast.arcadia, cast.commitment.pk)], cause=Cause.DAY)

    def killed(*args, **kwargs):
        raise SystemExit

    monkeypatch.setattr(drain, "settle", killed)
    for _ in range(7):
        DirtyScore.objects.update(next_try_at=None)
        with suppress(SystemExit):
            drain.drain()

    left = DirtyScore.objects.get()
    assert left.quarantined_at is not None
    assert left.attempts == 5


def test_failed_try_waits_before_the_next(cast, monkeypatch):
    monkeypatch.setattr(drain, "settle", lambda *args, **kwargs: 1 / 0)
    dirty.insert_dirty([(cast.arcadia, cast.commitment.pk)], cause=Cause.DAY)

    assert drain.drain() == 0

    left = DirtyScore.objects.get()
    assert left.attempts == 1
    assert timedelta(seconds=3) < left.next_try_at - timezone.now() < timedelta(seconds=6)


@pytest.mark.parametrize(
    "spoilt",
    [{"score": "not a fraction"}, {"method_version": METHOD_VERSION + 1}],
    ids=["unreadable", "method"],
)
def test_stored_score_that_cannot_be_used_is_computed_anew(cast, spoilt):
    with connection.cursor() as cursor:
        for name, value in spoilt.items():
            cursor.execute(
                f"UPDATE tracker_score SET {name} = %s WHERE key = 'GCM10-9:5' AND place_id = %s",
                [value, cast.borduria.pk],
            )

    published(cast)

    assert wrong() == []
    assert DirtyScore.objects.count() == 0


def test_day_that_turned_is_marked_once_and_caught_up(cast):
    Score.objects.filter(place=cast.arcadia, key="GCM10-9:5").update(
        turns_on=date(2021, 1, 1), status=Status.ON_PACE, digest="old"
    )

    first, again = dirty.turn_the_day(timezone.localdate()), dirty.turn_the_day(timezone.localdate())
    drain.drain()

    assert (first, again) == (1, 0)
    assert wrong() == []
    assert dirty.turn_the_day(timezone.localdate()) == 0


def test_target_without_a_score_is_found_by_the_sweep(cast):
    commitment = make_commitment("GCM10-7", objective=cast.objective)
    apply_target(make_target(commitment, 5, targets.Wording(**LEVEL)), cast.arcadia, baseline=Decimal(10_000))

    sweep.sweep()

    assert wrong() == []
    assert Score.objects.filter(key="GCM10-7:5").count() == 4


def test_retired_commitment_leaves_every_roll_up(cast):
    saying = commitments.saying_of(cast.commitment)
    retired = commitments.Saying(**{**vars(saying), "status": CommitmentStatus.RETIRED})

    commitments.revise(cast.commitment, retired, by=cast.administrator, reason="Replaced.")
    drain.drain()

    assert Score.objects.count() == 0
    assert (wrong(), dirty.turn_the_day(timezone.localdate())) == ([], 0)


def test_lease_is_given_to_one_at_a_time(db):
    assert [sweep.take_lease("job", timedelta(minutes=1)) for _ in range(3)] == [True, False, False]
    Lease.objects.update(until=timezone.now())
    assert sweep.take_lease("job", timedelta(minutes=1))


ACTS = ["publish", "correct", "revise", "baseline", "weigh", "retire", "restore", "join", "no_progress"]


def act(cast, chance, name, place_targets):
    """One random act; some change nothing."""
    one = chance.choice(place_targets)
    retired = one.target.commitment.versions.order_by("-number").first().status == CommitmentStatus.RETIRED
    if retired and name in {"publish", "correct", "no_progress"}:
        return
    if name in {"publish", "correct"}:
        entry = figure(chance.randrange(0, 20_000), chance.randrange(2019, 2026))
        published(cast, entry, place_target=one)
    elif name == "no_progress":
        published(cast, unobserved(Answer.NO_PROGRESS, chance.randrange(2019, 2026)), place_target=one)
    elif name == "revise":
        new = {"goal": Decimal(chance.randrange(0, 9_000)), "due_on": one.target.horizon.due_on}
        wording = targets.Wording(**{**LEVEL, **new})
        targets.revise(
            one.target, wording, by=cast.administrator, reason="Agreed.", from_on=timezone.localdate()
        )
    elif name == "baseline":
        local = targets.Local(
            baseline=Decimal(chance.randrange(9_500, 20_000)), baseline_on=date(2018, 12, 31)
        )
        targets.revise_place(one, local, by=cast.administrator, reason="Found.", from_on=timezone.localdate())
    elif name in {"weigh", "retire", "restore"}:
        status = CommitmentStatus.RETIRED if name == "retire" else CommitmentStatus.ADOPTED
        saying = commitments.saying_of(one.target.commitment)
        new = commitments.Saying(**{**vars(saying), "weight": chance.randrange(1, 5), "status": status})
        commitments.revise(one.target.commitment, new, by=cast.administrator, reason="Agreed.")
    elif name == "join":
        process = Process.objects.order_by("?").first()
        _one, made = Membership.objects.get_or_create(process=process, place=one.place, until_on=None)
        if made:
            marking.mark_dirty([(process, pk) for pk in {one.target.commitment_id}], cause=Cause.MEMBERSHIP)


@pytest.mark.parametrize("seed", range(6))
def test_step_by_step_gives_the_same_bytes_as_everything_anew(cast, seed):
    chance = random.Random(seed)
    place_targets = [cast.place_target]
    for number, years in [(8, 2), (8, 12), (7, 12)]:
        commitment = make_commitment(f"GCM1{number}-{years}", objective=make_objective(20 * number + years))
        target = make_target(commitment, years, targets.Wording(**{**LEVEL, "due_on": DUE[years]}))
        place_targets += [apply_target(target, cast.arcadia, baseline=Decimal(10_000))]
        apply_target(target, cast.borduria, baseline=Decimal(12_000))
    Process.objects.create(code="proc", name="Process", region="Here")
    # Without an indicator none that was retired could be adopted again.
    named_by_all()
    for one in place_targets:
        one.target.commitment.refresh_from_db()

    for name in chance.choices(ACTS, k=25):
        act(cast, chance, name, place_targets)
        if chance.random() < 0.6:
            drain.drain()
    sweep.sweep()
    step_by_step, left = all_scores(), DirtyScore.objects.count()
    found = wrong()
    drain.recompute()

    assert left == 0
    assert found == []
    assert step_by_step == all_scores()


@pytest.mark.django_db(transaction=True)
def test_many_publish_and_drain_at_once_and_nothing_is_lost():
    cast = make_cast()
    waiting = [submitted(cast, figure(9_000 - 100 * n, 2019 + n % 7)) for n in range(7)]
    start = Barrier(len(waiting))

    def publish(report):
        try:
            start.wait()
            reports.publish(report, by=cast.reviewer)
            drain.drain()
        finally:
            connection.close()

    threads = [Thread(target=publish, args=[report]) for report in waiting]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    drain.drain()

    assert ProgressReport.objects.published().count() == len(waiting)
    assert (wrong(), DirtyScore.objects.count()) == ([], 0)
