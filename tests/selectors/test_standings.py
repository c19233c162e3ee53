"""A stored score as a row that a page can print, and in how many queries."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.cast import LEVEL, apply_target, figure, make_commitment, make_target, published
from tracker.actions.drain import drain, recompute
from tracker.actions.targets import Wording
from tracker.enums import Subject
from tracker.models import Score
from tracker.scoring import METHOD_VERSION, Grade, Mark, Status
from tracker.selectors.standings import Standing, key_of, standing, standings


def stored(place, key):
    return Score.objects.select_related("horizon").get(place=place, key=key)


def test_standing_of_a_target_says_all_that_its_score_does(cast):
    published(cast, figure(7_000, 2023))
    row = stored(cast.arcadia, "GCM10-9:5")

    assert standing(row) == Standing(
        key="GCM10-9:5",
        years=5,
        mark=Mark.IN_PART,
        status=Status.MISSED,
        share=Fraction(1, 2),
        score=Fraction(50),
        coverage=Fraction(1),
        lower=Fraction(50),
        upper=Fraction(50),
        published=True,
        applicable=1,
        counts=((Mark.IN_PART, 1),),
        statuses=((Status.MISSED, 1),),
        lowest_grade=Grade.B,
        proxy=False,
        contested=False,
        as_of=row.as_of,
        method_version=METHOD_VERSION,
    )


def test_standing_of_a_roll_up_has_no_status_and_counts_what_it_knows(cast):
    published(cast, figure(7_000, 2023))

    found = standing(stored(cast.world, "all"))

    assert (found.status, found.share, found.years, found.lowest_grade) == (None, None, None, Grade.B)
    assert (found.coverage, found.published, found.score) == (Fraction(1, 2), False, Fraction(50))
    assert (found.lower, found.upper) == (Fraction(25), Fraction(75))
    assert found.counts == ((Mark.IN_PART, 1), (Mark.NO_EVIDENCE, 1))
    assert (found.applicable, found.with_data) == (2, 1)


def test_nothing_reported_is_no_zero(cast):
    found = standing(stored(cast.arcadia, "GCM10-9:5"))

    assert (found.status, found.mark) == (Status.NO_DATA, Mark.NO_EVIDENCE)
    assert (found.score, found.share, found.with_data) == (None, None, 0)
    assert (found.lower, found.upper) == (Fraction(0), Fraction(100))


def test_standings_are_those_of_the_place_and_of_the_subjects_asked_for(cast):
    by_subject = {subject: set(standings(cast.arcadia, subject)) for subject in Subject}

    assert by_subject == {
        Subject.COMMITMENT: {"GCM10-9:5", "GCM10-9"},
        Subject.OBJECTIVE: {"objective-10:5", "objective-10"},
        Subject.PLACE: {"all:5", "all"},
    }
    assert standings(cast.arcadia) == {}


@pytest.mark.parametrize("number", [1, 8])
def test_standings_take_one_query_however_many_there_are(cast, django_assert_num_queries, number):
    for index in range(1, number):
        commitment = make_commitment(f"GCM10-1{index}", objective=cast.objective)
        apply_target(make_target(commitment, 5, Wording(**LEVEL)), cast.arcadia, baseline=Decimal(10_000))
    recompute()
    drain()

    with django_assert_num_queries(1):
        found = standings(cast.arcadia, *Subject)

    assert len(found) == 2 * number + 4


@pytest.mark.parametrize(("years", "key"), [(None, "all"), (5, "all:5"), (12, "all:12")])
def test_key_names_the_horizon_if_there_is_one(years, key):
    assert key_of("all", years) == key


def test_dates_of_a_standing_are_those_of_the_score(cast):
    Score.objects.filter(place=cast.arcadia).update(as_of=date(2024, 5, 6))

    assert {one.as_of for one in standings(cast.arcadia, *Subject).values()} == {date(2024, 5, 6)}
