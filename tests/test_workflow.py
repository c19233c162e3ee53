"""The way of a report: every cell of the table, and every step refused that is not in it."""

from itertools import product

import pytest

from tracker.enums import Duty, ReportState, Step
from tracker.workflow import EDITABLE, STEPS, StepRefused, next_state

# The table once more, from the page that members read and not from the code.
EXPECTED = {
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
CELLS = list(product(ReportState, Step))


@pytest.mark.parametrize(("state", "step"), [cell for cell in CELLS if cell in EXPECTED])
def test_step_in_the_table_leads_where_it_says(state, step):
    assert next_state(state, step) == EXPECTED[state, step]


@pytest.mark.parametrize(("state", "step"), [cell for cell in CELLS if cell not in EXPECTED])
def test_step_outside_the_table_is_refused(state, step):
    with pytest.raises(StepRefused) as refused:
        next_state(state, step)

    assert (refused.value.state, refused.value.step) == (state, step)


def test_cells_are_all_looked_at():
    assert (len(CELLS), len(EXPECTED), set(STEPS) - set(CELLS)) == (56, 10, set())


def test_every_state_is_reached_and_every_step_is_taken():
    reached = {state for state, _duty in STEPS.values()}

    assert reached | {ReportState.DRAFT} == set(ReportState)
    assert {step for _state, step in STEPS} == set(Step)


def test_only_what_its_author_still_holds_can_be_edited():
    assert {ReportState.DRAFT, ReportState.RETURNED} == EDITABLE
    assert {state for state, step in STEPS if step == Step.SUBMIT} == EDITABLE


def test_nothing_leads_away_from_a_report_that_is_replaced_or_withdrawn():
    assert [cell for cell in STEPS if cell[0] in {ReportState.SUPERSEDED, ReportState.WITHDRAWN}] == []
