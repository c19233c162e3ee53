"""The way of a report, as one table: (where it stands, the step taken) -> (where it stands then, who may).

And the life of a commitment, as another: where it stands -> where it may go from there.
"""

from tracker.enums import CommitmentStatus, Duty, ReportState, Step

STEPS: dict[tuple[ReportState, Step], tuple[ReportState, Duty]] = {
    (ReportState.DRAFT, Step.SUBMIT): (ReportState.SUBMITTED, Duty.REPORT),
    (ReportState.RETURNED, Step.SUBMIT): (ReportState.SUBMITTED, Duty.REPORT),
    (ReportState.SUBMITTED, Step.TAKE_BACK): (ReportState.DRAFT, Duty.REPORT),
    (ReportState.SUBMITTED, Step.PUBLISH): (ReportState.PUBLISHED, Duty.DECIDE),
    (ReportState.SUBMITTED, Step.SEND_BACK): (ReportState.RETURNED, Duty.DECIDE),
    (ReportState.SUBMITTED, Step.DECIDE): (ReportState.DECIDED, Duty.DECIDE),
    (ReportState.DECIDED, Step.SEND_BACK): (ReportState.RETURNED, Duty.DECIDE),
    (ReportState.DECIDED, Step.RELEASE): (ReportState.PUBLISHED, Duty.DECIDE),
    (ReportState.PUBLISHED, Step.SUPERSEDE): (ReportState.SUPERSEDED, Duty.DECIDE),
    (ReportState.PUBLISHED, Step.WITHDRAW): (ReportState.WITHDRAWN, Duty.DECIDE),
}

# A proposal is adopted or given up; what was retired may be adopted again, as a new version.
COMMITMENT_MOVES: dict[CommitmentStatus, frozenset[CommitmentStatus]] = {
    CommitmentStatus.PROPOSED: frozenset({CommitmentStatus.ADOPTED, CommitmentStatus.RETIRED}),
    CommitmentStatus.ADOPTED: frozenset({CommitmentStatus.RETIRED}),
    CommitmentStatus.RETIRED: frozenset({CommitmentStatus.ADOPTED}),
}

EDITABLE = frozenset({ReportState.DRAFT, ReportState.RETURNED})


class StepRefused(Exception):
    """The step is not possible from where the report stands."""

    def __init__(self, state: ReportState, step: Step) -> None:
        super().__init__(f"{step.value} is not possible from {state.value}")
        self.state, self.step = state, step


def next_state(state: ReportState, step: Step) -> tuple[ReportState, Duty]:
    """Where the step leads, and the duty it asks for; raises StepRefused for a cell that is not in the table."""
    try:
        return STEPS[state, step]
    except KeyError:
        raise StepRefused(state, step) from None
