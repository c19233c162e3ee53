"""How numbers, dates and answers are written for a reader, in the reader's language."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, floor
from uuid import UUID

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.enums import ANSWER_LABELS
from tracker.scoring import Answer, Better, Kind, TargetSpec, percent_truncated

# A narrow space that does not break groups thousands: read the same in every language.
GROUP = "\u202f"
# A goal this large is said without the decimals that a change in per cent leaves: there is no fifth of a person.
WHOLE_FROM = 1000
MINUS = "\u2212"
NO_BREAK = "\u00a0"
# Digits and capitals that nobody takes for one another when read aloud or copied by hand (Crockford's thirty-two).
READABLE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def figure(value: Decimal | Fraction | int, *, places: int = 4) -> str:
    """A number with grouped thousands and at most so many decimals, rounded half up: `133 943`, `−0.94`."""
    exact = value if isinstance(value, Decimal) else _decimal(Fraction(value), places)
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    whole, _point, decimals = f"{abs(rounded):f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", GROUP)
    decimals = decimals.rstrip("0")
    sign = MINUS if rounded < 0 else ""
    return sign + grouped + (f"{formats.get_format('DECIMAL_SEPARATOR')}{decimals}" if decimals else "")


def possible(projected: Fraction, spec: TargetSpec) -> Fraction:
    """A projected figure as it is shown: a line may run on past 100 %, a share cannot."""
    return min(max(projected, Fraction(0)), Fraction(100)) if spec.kind is Kind.SHARE else projected


def places_for(*values: Decimal | Fraction | int) -> int:
    """The decimals that estimates of this size bear."""
    size = max(abs(Fraction(value)) for value in values)
    if size >= 1000:
        return 0
    return 1 if size >= 10 else 3


def _decimal(value: Fraction, places: int) -> Decimal:
    """A fraction as a decimal, exact to one place more than is shown, so that it rounds as the fraction would."""
    scaled = value * 10 ** (places + 1)
    kept = scaled.numerator // scaled.denominator
    # A remainder pushes a seeming tie up or down to the side on which the fraction lies.
    exact = Decimal(kept).scaleb(-(places + 1))
    return exact if kept == scaled else exact + Decimal(1).scaleb(-(places + 3))


def cut(value: Fraction, *, places: int = 2) -> str:
    """A share as a decimal, cut off and never rounded up: 0.9998 is written 0.99."""
    scaled = abs(value) * 10**places
    kept = Decimal(scaled.numerator // scaled.denominator).scaleb(-places)
    return figure(-kept if value < 0 else kept, places=places)


def percent(share: Fraction, *, decimals: int = 0) -> str:
    """A share in per cent, cut off and never rounded up: `99 %`, `−94.0 %`."""
    cut_off = percent_truncated(share, decimals)
    digits = f"{abs(cut_off):f}".replace(".", str(formats.get_format("DECIMAL_SEPARATOR")))
    return (MINUS if cut_off < 0 else "") + digits + NO_BREAK + "%"


def share_in_words(share: Fraction) -> str:
    """How far a share of the way leads: `94 % of the way in the wrong direction`. Cut off, never rounded up."""
    whole = abs(percent_truncated(share))
    numbers = {"percent": percent(abs(share))}
    if share == 0:
        return _("none of the way to the goal")
    if share < 0 and whole == 0:
        return _("less than 1 % of the way in the wrong direction")
    if share < 0:
        return _("%(percent)s of the way in the wrong direction") % numbers
    if whole == 0:
        return _("less than 1 % of the way to the goal")
    if whole > 100:
        return _("%(percent)s of the way: past the goal") % numbers
    return (
        _("all of the way to the goal") if share >= 1 else _("%(percent)s of the way to the goal") % numbers
    )


def quantity(value: Decimal | Fraction, unit: str) -> str:
    """A figure with its unit; a unit in per cent follows its number closely."""
    if unit.startswith("%"):
        return figure(value) + NO_BREAK + unit
    return f"{figure(value)} {unit}" if unit else figure(value)


def reference(on: date, *, yearly: bool) -> str:
    """The date an answer is about: the year for a whole year, else the day."""
    return str(on.year) if yearly else day(on)


def day(on: date) -> str:
    """A date in words: `10 December 2018`."""
    return formats.date_format(on, pgettext("date format", "j F Y"))


def answered(
    answer: Answer,
    value: Decimal | None,
    unit: str,
    done: Sequence[str],
    milestones: Sequence[tuple[str, str]],
) -> str:
    """An answer in words: the figure with its unit, the steps by name, or the answer's own label."""
    if answer == Answer.FIGURE and value is not None:
        return quantity(value, unit)
    if answer == Answer.STEPS:
        reached = [title for code, title in milestones if code in done]
        return _("Reached: %(steps)s") % {"steps": ", ".join(reached)}
    return str(ANSWER_LABELS[answer])


def goal_in_words(spec: TargetSpec, unit: str, goal: Fraction | None, *, exact: bool = False) -> str:
    """The goal as a reader would say it: `at most 34 245 persons`, `below 72 556 807`, `every step reached`.

    A goal worked out from a percentage is said in whole numbers where it is large, cut on its strict side; `exact`
    keeps the decimals that the sums use.
    """
    if goal is not None:
        return _bound(spec.better, quantity(goal if exact else _whole(goal, spec.better), unit))
    if spec.baseline is not None and spec.kind == Kind.IMPROVE:
        text = _("below %(figure)s") if spec.better == Better.LOWER else _("above %(figure)s")
        return text % {"figure": quantity(spec.baseline, unit)}
    if spec.baseline is not None and spec.kind == Kind.MAINTAIN:
        return _bound(spec.better, quantity(spec.baseline, unit))
    if spec.kind == Kind.RELATIVE_CHANGE and spec.change is not None:
        return _change_in_words(spec.change)
    return {Kind.MILESTONES: _("every step reached"), Kind.YES_NO: _("yes")}.get(
        spec.kind, _("better than the baseline")
    )


def _whole(goal: Fraction, better: Better | None) -> Fraction:
    """A large goal without its decimals: whoever keeps within this one keeps within the exact one."""
    if abs(goal) < WHOLE_FROM:
        return goal
    return Fraction(floor(goal) if better == Better.LOWER else ceil(goal))


def _bound(better: Better | None, text: str) -> str:
    return (_("at most %(figure)s") if better == Better.LOWER else _("at least %(figure)s")) % {
        "figure": text
    }


def _change_in_words(change: Decimal) -> str:
    text = (
        _("%(figure)s %% less than the baseline") if change < 0 else _("%(figure)s %% more than the baseline")
    )
    return text % {"figure": figure(abs(change))}


def short_reference(uuid: UUID) -> str:
    """A report's name as people say it on the telephone: `GCM-7K2P9X`, the first thirty bits of its random id."""
    bits = uuid.int >> (128 - 30)
    return "GCM-" + "".join(READABLE[bits >> shift & 31] for shift in range(25, -5, -5))
