"""At the same instant: two imports of the same figures, and two who undo one. One of each wins; nothing is lost."""

import pytest

from tests.actions.test_races import at_once, won
from tests.cast import make_cast
from tests.series import brought_in, release, series_readings
from tracker.actions.drain import drain
from tracker.actions.series_undo import PublishedSince, undo_figures
from tracker.models import ProgressReport

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
ROUNDS = 4


def test_two_imports_of_the_same_figures_make_one_reading_each():
    cast = make_cast()
    release()

    for year in range(2015, 2015 + ROUNDS):
        outcomes = at_once(*(lambda year=year: brought_in(cast, (cast.arcadia, year, "6500")),) * 2)

        assert sorted(len(one.made) for one in won(outcomes)) == [0, 1]
    drain()
    assert len(series_readings(state="published")) == ProgressReport.objects.count() == ROUNDS


def test_two_who_undo_at_once_one_undoes():
    cast = make_cast()
    release()

    for year in range(2015, 2015 + ROUNDS):
        kept = brought_in(cast, (cast.arcadia, year, "6500"))
        act = lambda kept=kept: undo_figures(  # noqa: E731
            kept.made, name=kept.name, by=cast.administrator, reason="Wrong."
        )
        outcomes = at_once(act, act)

        assert len(won(outcomes)) == 1
        assert [type(one) for one in outcomes if one not in won(outcomes)] == [PublishedSince]
    assert series_readings(state="published") == []
