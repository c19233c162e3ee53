"""The made-up world of the bench: the seed's, the product's, and what the floors are floors of."""

import dataclasses
from collections import Counter

import pytest
from django.db import connection
from django.utils import timezone

from bench.speed import floors, loading
from bench.speed.histories import digest, histories
from bench.speed.size import PLAIN, Size, number_of, short
from bench.speed.world import make_world
from tracker.actions.drain import recompute
from tracker.models import PlaceTarget, ProgressReport, Score
from tracker.selectors.checks import differences

SMALL = Size(reports=1_500, states=5, commitments=7)


def test_history_is_the_seeds():
    one, same, other = (digest(histories(SMALL, seed=seed)) for seed in (7, 7, 8))

    assert one == same != other


def test_history_is_as_long_as_asked_and_counts_its_reports():
    rows = list(histories(SMALL, seed=7))

    assert [row.number for row in rows] == list(range(1_500))
    assert {row.place_target for row in rows} == set(range(SMALL.place_targets))


def test_history_has_answers_and_states_of_every_kind():
    rows = list(histories(SMALL, seed=7))

    states = Counter(row.state for row in rows)
    assert set(states) == {"draft", "submitted", "returned", "published", "superseded"}
    assert states["published"] > 1_200
    assert {row.answer for row in rows} == {
        "figure", "steps", "yes", "no", "no_progress", "no_data", "confidential", "not_applicable",
    }  # fmt: skip


def test_more_than_a_report_a_day_is_refused():
    with pytest.raises(ValueError, match="more than one a day"):
        Size(reports=100_000, states=1, commitments=1)


@pytest.mark.parametrize(("typed", "number"), [("250", 250), ("100k", 100_000), ("5M", 5_000_000)])
def test_number_is_read_and_written_as_it_is_typed(typed, number):
    assert (number_of(typed), short(number)) == (number, typed.lower())


def test_world_is_one_that_the_product_accepts(db):
    written = make_world(SMALL, seed=7)
    recompute()

    connection.check_constraints()
    assert written == ProgressReport.objects.count() == 1_500
    assert PlaceTarget.objects.count() == Score.objects.filter(place_target__isnull=False).count() == 105
    assert {one.status for one in Score.objects.all()} > {"", "on_pace", "not_applicable", "not_met"}
    assert list(differences(as_of=timezone.localdate())) == []


@pytest.mark.django_db(transaction=True)
def test_report_may_be_replaced_by_one_of_the_next_batch(monkeypatch):
    monkeypatch.setattr(loading, "BATCH", 1)

    written = make_world(SMALL, seed=7)

    assert written == ProgressReport.objects.count() == 1_500
    assert ProgressReport.objects.exclude(superseded_by=None).exists()


def test_world_is_the_seeds_to_the_last_row(db):
    make_world(SMALL, seed=7)

    stored = ProgressReport.objects.order_by("id").values_list("uuid", "answer", "state", "reference_on")
    drawn = histories(SMALL, seed=7)
    assert [(uuid.hex, answer, state) for uuid, answer, state, _ in stored] == [
        (row.uuid, row.answer, row.state) for row in drawn
    ]


def test_floor_computes_what_the_product_computes_where_nothing_is_special(db):
    make_world(dataclasses.replace(SMALL, mixture=PLAIN), seed=7)
    prepare()

    recompute()
    written = floors.recompute()

    found = {
        (holder, commitment, objective, horizon): score
        for holder, commitment, objective, horizon, score in rows()
    }
    wanted = {place_of(score): float(score.score) for score in Score.objects.select_related("commitment")}
    assert written == len(found) == len(wanted)
    assert found == pytest.approx(wanted)


def prepare():
    """The test's transaction checks its keys at the end, and PostgreSQL makes no index before."""
    connection.check_constraints()
    floors.prepare()


def rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT holder, commitment, objective, horizon, score FROM bench_floor")
        return cursor.fetchall()


def place_of(score):
    objective = score.commitment.objective_id if score.commitment else score.objective_id
    return score.place_id or -score.process_id, score.commitment_id, objective, score.horizon_id


def test_floor_run_twice_writes_the_same(db):
    make_world(dataclasses.replace(SMALL, mixture=PLAIN), seed=7)
    prepare()

    floors.recompute()
    once = sorted(rows(), key=str)
    floors.recompute()

    assert sorted(rows(), key=str) == once
