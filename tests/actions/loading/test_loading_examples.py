"""The three examples of the starting document, on the real figures: by scoring itself, and as kept."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.reference import SCORED_STATES
from tracker.enums import PlaceKind
from tracker.models import Place, PlaceTarget, Score
from tracker.scoring import LeftOutReason, Mark, Status, assess
from tracker.selectors.facts import facts_about, facts_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

TODAY = date(2026, 11, 25)


def facts(code, years, place="world", *, as_of=TODAY):
    found = PlaceTarget.objects.get(
        target__commitment__code=code, target__horizon__years=years, place__code=place
    )
    return facts_about(found, as_of=as_of)


def assessed(code, years, place="world", *, as_of=TODAY):
    found = facts(code, years, place, as_of=as_of)
    return assess(found.spec, found.readings, as_of=as_of)


def kept(code, years, place="world"):
    return Score.objects.select_related("used").get(place__code=place, key=f"{code}:{years}")


def test_trafficking_is_missed_and_moving_away():
    found = assessed("GCM10-1", 5)

    assert (found.status, found.mark) == (Status.MISSED, Mark.NOT_MET)
    assert found.goal == Fraction("34245.2")
    assert (found.used.on, found.value) == (date(2023, 12, 31), 133_943)
    assert found.share == Fraction(133_943 - 85_613) / (Fraction("34245.2") - 85_613)
    assert (
        Decimal("-0.94087") < Decimal(found.share.numerator) / found.share.denominator < Decimal("-0.94086")
    )
    assert (found.grade, found.proxy) == ("B", True)


def test_trafficking_begins_at_the_victims_of_2018():
    spec = facts("GCM10-1", 5).spec

    assert (spec.baseline, spec.baseline_on, spec.change) == (85_613, date(2018, 12, 31), -60)


def test_trafficking_is_kept_as_scoring_finds_it():
    row = kept("GCM10-1", 5)

    assert (row.status, row.mark, row.share) == ("missed", "not_met", assessed("GCM10-1", 5).share)
    assert (row.used.value, row.used.reference_on) == (133_943, date(2023, 12, 31))
    assert row.used.caveat == (
        "Victims identified by governments, at home and across borders together, stand in for people trafficked "
        "across borders. The number also rises when more victims are found."
    )
    assert [one.url for one in row.used.evidence.all()] == ["https://greenlightoperation.org/?p=5924"]


def test_forced_migration_is_moving_backwards():
    found = assessed("GCM02-1", 12)

    assert (found.status, found.mark) == (Status.MOVING_BACKWARDS, Mark.BACKWARDS)
    assert (found.used.on, found.value) == (date(2025, 12, 31), 119_254_738)
    assert facts("GCM02-1", 12).spec.baseline == 72_556_807
    assert (found.share, found.goal) == (None, None)


def test_forced_migration_is_kept_with_its_break_in_the_series():
    row = kept("GCM02-1", 12)

    assert (row.status, row.mark) == ("moving_backwards", "backwards")
    assert "counted only since 2018: a break in the series" in row.used.caveat
    assert (row.used.series, row.used.vintage) == ("UNHCR-FD-COMPONENTS", "2026-06-25")


def test_figures_up_to_the_baseline_do_not_count():
    found = assessed("GCM02-1", 12)

    reasons = [one.reason for one in found.left_out]

    assert reasons == [LeftOutReason.BEFORE_BASELINE] * 5


def test_best_interests_have_no_data_in_any_state():
    targets = PlaceTarget.objects.filter(
        target__commitment__code="GCM07-1", target__horizon__years=2, place__kind=PlaceKind.COUNTRY
    ).select_related("place", "target__commitment", "target__horizon")

    found = [assess(one.spec, one.readings, as_of=TODAY) for one in facts_of(targets, as_of=TODAY)]

    assert [one.status for one in found] == [Status.NO_DATA] * 195
    assert {(one.mark, one.share, one.score, one.used) for one in found} == {
        (Mark.NO_EVIDENCE, None, None, None)
    }


def test_best_interests_are_kept_as_no_data_and_never_as_zero():
    for place in ("bel", "phl", "m49-150", "world"):
        row = kept("GCM07-1", 2, place)

        assert (row.mark, row.score, row.share, row.coverage) == ("no_evidence", None, None, 0)
        assert (row.lower, row.upper) == (0, 100)


def test_a_date_before_the_release_knows_no_figure():
    before, after = date(2024, 12, 30), date(2024, 12, 31)

    statuses = [assessed("GCM10-1", 5, as_of=day).status for day in (before, after)]

    assert statuses == [Status.NO_DATA, Status.MISSED]


def test_every_target_stands_from_the_adoption_of_the_compact():
    targets = PlaceTarget.objects.filter(place__code__in=["world", "bel"])
    loaded = targets.select_related("place", "target__commitment", "target__horizon")

    found = {day: len(facts_of(loaded, as_of=day)) for day in (date(2018, 12, 9), date(2018, 12, 10))}

    assert found == {date(2018, 12, 9): 0, date(2018, 12, 10): 116}


def test_areas_that_gather_the_scored_states_are_scored_with_them():
    parents = set(Place.objects.filter(code__in=SCORED_STATES).values_list("parent", flat=True))

    assert parents <= set(Score.objects.values_list("place", flat=True))


@pytest.mark.parametrize(
    ("code", "years", "status", "value"),
    [
        ("GCM04-1", 2, Status.NOT_ASSESSABLE, None),
        ("GCM04-1", 5, Status.NO_DATA, None),
        ("GCM06-2", 2, Status.MET, Fraction("4.48")),
        ("GCM06-2", 5, Status.OVERDUE, Fraction("4.48")),
        ("GCM08-1", 5, Status.MISSED, Fraction(8_640)),
        ("GCM08-1", 12, Status.MOVING_BACKWARDS, Fraction(8_640)),
        ("GCM20-1", 2, Status.MISSED, Fraction("6.3")),
        ("GCM20-1", 12, Status.BEHIND_PACE, Fraction("6.3")),
        ("GCM23-3", 2, Status.NO_DATA, None),
    ],
)
def test_other_targets_of_the_world_stand_where_their_series_say(code, years, status, value):
    found = assessed(code, years)

    assert (found.status, found.value) == (status, value)
