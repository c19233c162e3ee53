"""Exact numbers stay exact on both databases."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from tests.models import build
from tracker.models import ProgressReport, Score
from tracker.models.fields import FractionField


@pytest.mark.parametrize(
    "value", ["0", "1", "7000", "85613", "119254738", "99999999999", "0.0001", "12.5", "99999999999.9999"]
)
def test_figure_comes_back_as_it_was_written(cast, value):
    report = build.report(cast, value=Decimal(value))
    report.save()

    found = ProgressReport.objects.get(pk=report.pk).value

    assert (found, str(found)) == (Decimal(value), value)


@pytest.mark.parametrize("text", ["nonsense", "1/0", "1/2/3", ""])
def test_fraction_that_spells_none_is_refused_when_it_is_read(cast, text):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tracker_score SET coverage = %s", [text])

    with pytest.raises(ValueError, match="(?i)fraction"):
        Score.objects.first()


@pytest.mark.parametrize("fraction", [Fraction(0), Fraction(2, 3), Fraction(-941, 1000), Fraction(1, 3**60)])
def test_fraction_comes_back_as_it_was_written(cast, fraction):
    row = build.score(cast, share=fraction)
    row.save()

    assert Score.objects.get(pk=row.pk).share == fraction


def test_fraction_that_is_not_there_stays_away(cast):
    row = build.score(cast, share=None)
    row.save()

    assert Score.objects.get(pk=row.pk).share is None


@pytest.mark.parametrize("value", ["two thirds", "1/0", "", "1/2/3", [1]])
def test_what_is_no_fraction_is_refused(value):
    with pytest.raises(ValidationError):
        FractionField().to_python(value)
