"""When a second administrator confirms figures: where pages of a closed round would say something else."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.rounds import closed_round
from tests.series import RELEASED, brought_in, measured
from tracker.actions.series_imports import needs_second
from tracker.actions.series_plans import plan_of
from tracker.models import Round, Score

pytestmark = pytest.mark.django_db


def test_second_administrator_where_a_figure_of_a_closed_round_is_replaced(cast):
    brought_in(cast, (cast.arcadia, 2021, "6500"))
    revised = [measured(cast, [(cast.arcadia, 2021, "6400")])]
    same = [measured(cast, [(cast.arcadia, 2021, "6500")])]
    assert not needs_second(plan_of(revised))

    closed_round()

    assert needs_second(plan_of(revised))
    assert not needs_second(plan_of(same))


def test_second_administrator_where_a_release_counts_before_a_round_was_closed(cast):
    early = [measured(cast, [(cast.arcadia, 2021, "6500")])]
    assert not needs_second(plan_of(early))
    closed_round()
    Round.objects.update(closed_at=datetime.combine(RELEASED, datetime.min.time(), tzinfo=UTC))

    later = [measured(cast, [(cast.arcadia, 2021, "6500")], released_on=RELEASED + timedelta(days=1))]

    assert needs_second(plan_of(early))
    assert not needs_second(plan_of(later))
    Score.objects.all().delete()
    assert not needs_second(plan_of(early))


def test_figure_that_falls_to_a_round_that_is_open_needs_no_second(cast):
    brought_in(cast, (cast.arcadia, 2024, "6500"))
    closed_round()
    Round.objects.update(
        opens_on=date(2023, 1, 1), closes_on=date(2023, 12, 31), closed_at=datetime(2024, 1, 5, tzinfo=UTC)
    )
    revised = [measured(cast, [(cast.arcadia, 2024, "6400")])]

    assert not needs_second(plan_of(revised))
