"""The second opinion: the ratio of growth rates that statistical offices publish. It decides nothing."""

from decimal import Context, Decimal, localcontext
from fractions import Fraction

from tracker.scoring.dates import year_number
from tracker.scoring.facts import Assessment, TargetSpec

EXACT_TO = Decimal("0.000001")


def growth_ratio_of(spec: TargetSpec, assessment: Assessment) -> Decimal | None:
    """The ratio at the reading that an assessment rests on; None where it is not defined."""
    used, value, goal = assessment.used, assessment.value, assessment.goal
    if used is None or value is None or goal is None or spec.baseline is None:
        return None
    began = year_number(spec.baseline_on, yearly=used.yearly)
    return growth_ratio(
        Fraction(spec.baseline),
        value,
        goal,
        years=year_number(used.on, yearly=used.yearly) - began,
        years_to_goal=year_number(spec.due_on, yearly=used.yearly) - began,
    )


def growth_ratio(
    baseline: Fraction, value: Fraction, goal: Fraction, *, years: Fraction, years_to_goal: Fraction
) -> Decimal | None:
    """Observed over required compound growth per year, to six decimals.

    ((v/b)^(1/years) - 1) / ((T/b)^(1/years to goal) - 1), as in the SDG progress methods of Eurostat and Statistics
    Canada. None for a baseline of 0, a change of sign, a goal equal to the baseline, or less than a year.
    """
    if baseline in {0, goal} or years < 1 or years_to_goal <= 0:
        return None
    if value / baseline < 0 or goal / baseline < 0:
        return None
    with localcontext(Context(prec=60)):
        required = _growth(goal / baseline, years_to_goal)
        return (_growth(value / baseline, years) / required).quantize(EXACT_TO)


def _growth(factor: Fraction, years: Fraction) -> Decimal:
    """The yearly growth that multiplies by `factor` in so many years."""
    root = Decimal(years.denominator) / Decimal(years.numerator)
    return (Decimal(factor.numerator) / Decimal(factor.denominator)) ** root - 1
