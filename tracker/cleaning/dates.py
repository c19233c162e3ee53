"""Dates: one way of writing them, within the bounds in which this product can mean something."""

import re
from datetime import date
from typing import NamedTuple

from tracker.cleaning.refusal import Unclean, checked_text

# The Global Compact was adopted in Marrakech on this day.
EARLIEST = date(2018, 12, 10)
# The longest that a target may lie ahead, in years.
YEARS_AHEAD = 50
_DATE = re.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})")
_YEAR = re.compile("[0-9]{4}")


class Reference(NamedTuple):
    """What a reading is about: a day, or with `yearly` the whole year that ends on it."""

    on: date
    yearly: bool

    def __str__(self) -> str:
        return f"{self.on.year:04}" if self.yearly else self.on.isoformat()


def iso_date(value: object, *, today: date, earliest: date = EARLIEST, latest: date | None = None) -> date:
    """A date written YYYY-MM-DD, from `earliest` to `latest`; without it, to `YEARS_AHEAD` years after `today`."""
    day = _day(checked_text(value).strip(), otherwise="date")
    last = latest if latest is not None else _years_after(today, YEARS_AHEAD)
    return _within(day, earliest, last)


def reference_date(value: object, *, today: date, earliest: date = EARLIEST) -> Reference:
    """YYYY for a whole year that is over, or YYYY-MM-DD for a day that has come: no reading is of the future."""
    given = checked_text(value).strip()
    if not _YEAR.fullmatch(given):
        return Reference(_within(_day(given, otherwise="reference"), earliest, today), yearly=False)
    number = year(given, earliest=earliest.year, latest=today.year)
    if number == today.year and today < date(number, 12, 31):
        raise Unclean("year_not_over", year=str(number))
    return Reference(date(number, 12, 31), yearly=True)


def year(value: object, *, earliest: int, latest: int) -> int:
    """A year of four digits, from `earliest` to `latest`."""
    given = checked_text(value).strip()
    if not _YEAR.fullmatch(given):
        raise Unclean("year")
    number = int(given)
    if number < earliest:
        raise Unclean("year_early", limit=str(earliest))
    if number > latest:
        raise Unclean("year_late", limit=str(latest))
    return number


def _day(given: str, *, otherwise: str) -> date:
    """The day that the text spells; `otherwise` is the code for text of another form."""
    match = _DATE.fullmatch(given)
    if not match:
        raise Unclean(otherwise)
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        raise Unclean("no_such_day") from None


def _within(day: date, earliest: date, latest: date) -> date:
    """The day, if it lies within the bounds."""
    if day < earliest:
        raise Unclean("too_early", limit=earliest.isoformat())
    if day > latest:
        raise Unclean("too_late", limit=latest.isoformat())
    return day


def _years_after(day: date, years: int) -> date:
    """The same day some years later; 28 February for the 29th where that year has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
