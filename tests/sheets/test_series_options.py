"""What is asked at the upload of a table of readings: what is wrong stands beside its field."""

import pytest

from tests.cast import LEVEL, make_commitment, make_target
from tests.sheets.upload import options, typed
from tracker.actions.targets import Wording
from tracker.scoring import Kind
from tracker.sheets.headers import columns_in
from tracker.sheets.readings import Readings
from tracker.sheets.series_options import SeriesForm
from tracker.transfer.incoming import Unreadable

pytestmark = pytest.mark.django_db


class TestForm:
    @pytest.mark.parametrize(
        ("more", "fields"),
        [
            ({"source": ""}, {"source"}),
            ({"released_on": "30/06/2026"}, {"released_on"}),
            ({"released_on": "2999-01-01"}, {"released_on"}),
            ({"grade": "E"}, {"grade"}),
            ({"proxy": "on"}, {"caveat"}),
            ({"commitment_1": "GCM99-9"}, {"commitment_1"}),
            ({"commitment_2": ""}, {"commitment_2"}),
            ({"column_2": ""}, {"column_2"}),
            ({"commitment_2": "GCM10-9"}, {"commitment_2"}),
            ({"column_2": "iso3"}, {"column_2"}),
            ({"series": "two words"}, {"series"}),
            ({"column_1": "", "commitment_1": ""}, {"column_1", "commitment_1"}),
            ({"shape": "other"}, {"shape"}),
        ],
    )
    def test_what_is_wrong_stands_beside_its_field(self, world, more, fields):
        form = SeriesForm(typed(**more))

        assert not form.is_valid()
        assert set(form.errors) == fields

    def test_only_commitments_that_a_figure_answers_are_offered(self, world):
        yes_no = make_commitment("GCM10-7", objective=world.objective)
        make_target(yes_no, 5, Wording(**{**LEVEL, "kind": Kind.YES_NO, "better": None, "goal": None}))

        offered = dict(SeriesForm().fields["commitment_1"].choices)

        assert set(offered) == {"", "GCM10-8", "GCM10-9"}

    def test_a_table_of_the_template_is_asked_nothing(self, world):
        form = SeriesForm({"shape": "one_each"})

        assert form.is_valid()
        assert form.options() == {}


class TestHeader:
    header = ("year", "ISO3", "hosted_refugees", "idmc_idps", "origin_refugees")

    def test_columns_that_were_not_named_are_left_alone(self, world):
        named = columns_in(Readings.opened(options()), self.header)

        assert named == ["year", "iso3", "hosted_refugees", "idmc_idps", "origin_refugees"]

    def test_columns_that_are_left_alone_may_have_any_name_or_none(self, world):
        header = ("", *self.header, "note", "note")

        assert columns_in(Readings.opened(options()), header) == ["", "year", "iso3", *header[3:]]

    def test_column_that_was_named_comes_once(self, world):
        with pytest.raises(Unreadable):
            columns_in(Readings.opened(options()), (*self.header, "Year"))

    def test_columns_that_were_named_are_missed(self, world):
        with pytest.raises(Unreadable) as refused:
            columns_in(Readings.opened(options(column_2="origin_refugee")), self.header)

        assert "origin_refugee" in str(refused.value)
