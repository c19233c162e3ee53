from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.template import engines
from django.utils import translation

from tracker.enums import MARK_LABELS, STATUS_LABELS
from tracker.scoring import Mark, Status
from tracker.templatetags import numbers


@dataclass
class Row:
    on: date
    yearly: bool


def written(source: str, **values: object) -> str:
    return engines["django"].from_string("{% load numbers %}" + source).render(values)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (133943, "133\u202f943"),
        (Decimal("34245.2"), "34\u202f245.2"),
        (Decimal("-0.5"), "−0.5"),
        (Fraction(1, 3), "0.3333"),
        (Fraction(171226, 5), "34\u202f245.2"),
        (0, "0"),
        (None, ""),
    ],
)
def test_a_figure_is_grouped_and_zero_is_not_nothing(value, text):
    assert written("{{ value|figure }}", value=value) == text


@pytest.mark.parametrize(
    ("share", "decimals", "text"),
    [
        (Fraction(9998, 10000), 0, "99\u00a0%"),
        (Fraction(-94086, 100000), 0, "−94\u00a0%"),
        (Fraction(-94086, 100000), 1, "−94.0\u00a0%"),
        (Fraction(-1, 1000), 0, "0\u00a0%"),
        (Fraction(1), 0, "100\u00a0%"),
        (None, 0, ""),
    ],
)
def test_a_share_is_cut_off_and_never_rounded_up(share, decimals, text):
    assert numbers.percent(share, decimals) == text


def test_a_share_takes_the_decimal_sign_of_the_language():
    with translation.override("fr"):
        assert numbers.percent(Fraction(1234, 10000), 1) == "12,3\u00a0%"


@pytest.mark.parametrize("mark", list(Mark))
def test_every_mark_has_its_word(mark):
    assert numbers.mark_word(mark) == numbers.mark_word(mark.value) == MARK_LABELS[mark]


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_its_word(status):
    assert numbers.status_word(status) == numbers.status_word(status.value) == STATUS_LABELS[status]


def test_an_unknown_mark_is_an_error_and_none_is_nothing():
    assert (numbers.mark_word(None), numbers.status_word(None)) == ("", "")
    with pytest.raises(ValueError, match="splendid"):
        numbers.mark_word("splendid")


def test_dates_are_written_in_words():
    found = written(
        "{{ on|day }} / {{ year|ref_date }} / {{ exact|ref_date }} / {{ none|day }}{{ none|ref_date }}",
        on=date(2018, 12, 10),
        year=Row(date(2023, 12, 31), yearly=True),
        exact=Row(date(2025, 6, 30), yearly=False),
        none=None,
    )

    assert found == "10 December 2018 / 2023 / 30 June 2025 / "
