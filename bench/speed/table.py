"""The Markdown table of a run, ready for docs/performance.md."""

from collections.abc import Iterable

from bench.speed.ratios import Finding, in_unit

HEAD = """\
| | what | goal | measured | | ours | floor | pairs |
|---|---|---|---|---|---|---|---|"""


def table(findings: Iterable[Finding]) -> str:
    """Every finding beside its goal."""
    return "\n".join([HEAD, *map(row, findings)])


def row(found: Finding) -> str:
    """One line of the table."""
    goal = found.goal
    measured = "" if found.value is None else in_unit(found.value, goal.unit)
    verdict = f"**{found.verdict}**" if found.verdict == "not reached" else found.verdict
    cells = [
        goal.number,
        goal.what,
        goal.bound,
        measured,
        verdict,
        found.ours,
        found.floor,
        str(found.pairs or ""),
    ]
    return "| " + " | ".join(cells) + " |"


def summary(findings: Iterable[Finding]) -> str:
    """How many were reached."""
    measured = [found for found in findings if found.value is not None]
    return (
        f"{sum(found.verdict == 'reached' for found in measured)} of {len(measured)} measured goals reached"
    )
