"""The digest of what a score was computed from: the same inputs give the same digest, on every machine."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256

from tracker.scoring.facts import Assessment, Reading, TargetSpec

Written = str | int | bool | date | Decimal | Fraction | None


def digest_of(lines: Iterable[str]) -> str:
    """The SHA-256 of the lines in their order, as 64 hexadecimal digits."""
    return sha256("\n".join(lines).encode()).hexdigest()


def line(name: str, *values: Written) -> str:
    """One input on one line. Numbers in their shortest exact form, dates as ISO, nothing as a hyphen."""
    return " ".join([name, *(written(value) for value in values)])


def written(value: Written) -> str:
    """A value in the one form that digests know."""
    if value is None or value == "":
        return "-"
    if isinstance(value, Decimal):
        return str(Fraction(value))
    return value.isoformat() if isinstance(value, date) else str(value)


def spec_lines(spec: TargetSpec) -> list[str]:
    """A target in a place, as lines."""
    return [
        line("kind", spec.kind.value, spec.better.value if spec.better else None),
        line("time", spec.baseline_on, spec.due_on, spec.grace_months),
        line("way", spec.baseline, spec.goal, spec.change, spec.tolerance, spec.path.value),
        *(line("step", step.on, step.value) for step in spec.steps),
        *(line("milestone", milestone.code, milestone.weight) for milestone in spec.milestones),
        line("scored", spec.assessable, spec.applies),
    ]


def assessment_lines(found: Assessment, readings: Iterable[Reading]) -> list[str]:
    """What an assessment rests on: the reading used, the one it carries on from, and when the goal was reached."""
    carried = next((one for one in readings if one.key == found.carried_from), None)
    return [
        *([reading_line("used", found.used)] if found.used else []),
        *([reading_line("carried", carried)] if carried else []),
        line("reached", found.met_on),
        line("contested", found.contested),
        line("status", found.status.value),
    ]


def reading_line(name: str, reading: Reading) -> str:
    """A reading by what it says, not by its key, which is each database's own."""
    return line(
        name,
        reading.answer.value,
        reading.value,
        ",".join(sorted(reading.done)),
        reading.on,
        reading.yearly,
        reading.grade.value if reading.grade else None,
        reading.proxy,
        reading.standing,
        reading.published_on,
    )
