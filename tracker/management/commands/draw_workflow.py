"""Print docs/workflow.md from the table of the workflow, so that the page cannot say anything else than the code."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from tracker.enums import Duty, ReportState, SeatRole, Step
from tracker.permissions import DUTIES
from tracker.workflow import EDITABLE, STEPS

HEAD = """\
# The way of a report

Drawn from `tracker/workflow.py` by `manage.py draw_workflow`; edit that table, not this page.
"""
TAIL = """\
A step that is not in the table is refused, whoever asks. Five rules hold besides, wherever the step is taken:

- **The author never decides.** A person whose seat carries both duties decides on other people's reports only.
- **Only a constituted committee publishes**: one where each required constituency holds a seat, none has a majority
  once five seats vote, and two people can decide.
- **A published report is never rewritten.** A correction is a report of its own; publishing it replaces the older one
  for the same target and reference date, which stays readable, with a public erratum.
- **A report that does not name its committee is decided, and published later**: it is released by the product
  itself, at an instant of the following day that nobody knows beforehand. Until then it can be sent back. Where
  the committee is named, deciding and publishing are one step.
- **What nobody decided on is its author's to take back**; what is published is withdrawn by another member, with a
  public reason.
- **A reading taken from a published series has no author**, enters as published, and names its source instead.
"""


class Command(BaseCommand):
    """Draw the chart and the table of the workflow, in English."""

    help = "Print docs/workflow.md: manage.py draw_workflow > docs/workflow.md"
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the page."""
        with translation.override("en"):
            self.stdout.write("\n".join([HEAD, *_chart(), "", *_table(), "", *_states(), "", TAIL.rstrip()]))


def _chart() -> Iterator[str]:
    """The states and steps as a Mermaid chart, which code hosts show as a picture."""
    yield from ("```mermaid", "stateDiagram-v2")
    yield from (f"    {state.value}: {state.label}" for state in ReportState)
    yield f"    [*] --> {ReportState.DRAFT.value}"
    for (state, step), (after, duty) in STEPS.items():
        yield f"    {state.value} --> {after.value}: {step.label} ({_holders(duty)})"
    yield "```"


def _table() -> Iterator[str]:
    """The same as a table, for a reader who cannot see the chart."""
    yield from ("| from | step | to | by a seat as | duty |", "|---|---|---|---|---|")
    for (state, step), (after, duty) in STEPS.items():
        yield f"| {state.label} | {Step(step).label} | {after.label} | {_holders(duty)} | {duty.label} |"


def _states() -> Iterator[str]:
    """What one can do in each state."""
    yield from ("| state | the author may edit | steps from here |", "|---|---|---|")
    for state in ReportState:
        steps = ", ".join(str(step.label) for origin, step in STEPS if origin == state)
        yield f"| {state.label} | {'yes' if state in EDITABLE else 'no'} | {steps or 'none'} |"


def _holders(duty: Duty) -> str:
    """The seats that carry the duty, in the order of the enum."""
    return ", ".join(str(role.label).lower() for role in SeatRole if duty in DUTIES[role])
