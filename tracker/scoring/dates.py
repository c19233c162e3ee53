"""Reference dates: which day a reading is about, what lies before and after it, and when a status turns by itself."""

from calendar import isleap, monthrange
from datetime import date, timedelta
from fractions import Fraction

from tracker.scoring.facts import Reading, TargetSpec

ONE_DAY = timedelta(days=1)


def reference_day(reading: Reading) -> date:
    """The day a reading is about; for a yearly figure the last day of its year."""
    return date(reading.on.year, 12, 31) if reading.yearly else reading.on


def is_year_end(day: date) -> bool:
    """Whether a year ends with the day."""
    return (day.month, day.day) == (12, 31)


def position(day: date, *, yearly: bool) -> int:
    """Where a date stands in time: in whole years for a yearly figure, else in days."""
    return day.year if yearly else day.toordinal()


def is_in_time(spec: TargetSpec, reading: Reading) -> bool:
    """Whether the reading is about the due date or a time before it."""
    return position(reading.on, yearly=reading.yearly) <= position(spec.due_on, yearly=reading.yearly)


def is_end_line(spec: TargetSpec, reading: Reading) -> bool:
    """Whether the reading is about the due date or a time after it."""
    return position(reading.on, yearly=reading.yearly) >= position(spec.due_on, yearly=reading.yearly)


def is_after_baseline(spec: TargetSpec, reading: Reading) -> bool:
    """Whether the reading is about a time after the baseline date."""
    return position(reading.on, yearly=reading.yearly) > position(spec.baseline_on, yearly=reading.yearly)


def year_number(day: date, *, yearly: bool) -> Fraction:
    """The date in years: 2018 is the end of 2018, and a yearly figure stands at the end of its year."""
    if yearly:
        return Fraction(day.year)
    return day.year - 1 + Fraction(day.timetuple().tm_yday, 366 if isleap(day.year) else 365)


def grace_end(spec: TargetSpec) -> date:
    """The last day on which a figure about the due date may still come in without being overdue."""
    years, month = divmod(spec.due_on.month - 1 + spec.grace_months, 12)
    year = spec.due_on.year + years
    return date(year, month + 1, min(spec.due_on.day, monthrange(year, month + 1)[1]))


def turning_points(spec: TargetSpec) -> tuple[date, ...]:
    """The days on which a status can change without a new reading: the first past the due date, and past grace."""
    return tuple(sorted({spec.due_on + ONE_DAY, grace_end(spec) + ONE_DAY}))
