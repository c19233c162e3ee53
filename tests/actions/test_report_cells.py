"""The way of a report as the full product: each state, each step, each person; a refusal changes nothing."""

import pytest
from django.db import transaction

from tests.actions.look import PEOPLE, TAKE, everything, in_state
from tests.cast import submitted
from tracker.actions import reports
from tracker.enums import ReportState, Step
from tracker.permissions import Refused
from tracker.workflow import StepRefused

# Who may take each step, and where it leads from each state; everything else is refused.
DECIDERS = {"reviewer", "coordinator"}
LEADS = {
    (ReportState.DRAFT, Step.SUBMIT): ({"reporter"}, ReportState.SUBMITTED),
    (ReportState.RETURNED, Step.SUBMIT): ({"reporter"}, ReportState.SUBMITTED),
    # Pressed again, the button answers with the same report.
    (ReportState.SUBMITTED, Step.SUBMIT): ({"reporter"}, ReportState.SUBMITTED),
    (ReportState.DECIDED, Step.SUBMIT): ({"reporter"}, ReportState.DECIDED),
    (ReportState.PUBLISHED, Step.SUBMIT): ({"reporter"}, ReportState.PUBLISHED),
    (ReportState.SUPERSEDED, Step.SUBMIT): ({"reporter"}, ReportState.SUPERSEDED),
    (ReportState.WITHDRAWN, Step.SUBMIT): ({"reporter"}, ReportState.WITHDRAWN),
    (ReportState.SUBMITTED, Step.TAKE_BACK): ({"reporter"}, ReportState.DRAFT),
    (ReportState.PUBLISHED, Step.WITHDRAW): (DECIDERS, ReportState.WITHDRAWN),
    (ReportState.SUBMITTED, Step.PUBLISH): (DECIDERS, ReportState.PUBLISHED),
    (ReportState.SUBMITTED, Step.SEND_BACK): (DECIDERS, ReportState.RETURNED),
    # What is decided can be stopped until it is released.
    (ReportState.DECIDED, Step.SEND_BACK): (DECIDERS, ReportState.RETURNED),
}
CELLS = [(state, step, person) for state in ReportState for step in TAKE for person in PEOPLE]
ALLOWED = {(state, step, person) for (state, step), (people, _leads_to) in LEADS.items() for person in people}


def test_table_looks_at_every_state_and_every_step_a_person_takes():
    # Taken by publishing: a correction, and what a protected committee decides. What is due, the product releases.
    assert set(TAKE) == set(Step) - {Step.SUPERSEDE, Step.DECIDE, Step.RELEASE}
    assert len(CELLS) == len(ReportState) * len(TAKE) * len(PEOPLE) == 210
    assert len(ALLOWED) == 16


@pytest.mark.parametrize(("state", "step", "person"), sorted(ALLOWED))
def test_step_taken_by_one_who_may_leads_on(cast, state, step, person):
    report = in_state(cast, state)

    TAKE[step](report, getattr(cast, person))

    report.refresh_from_db()
    assert report.state == LEADS[state, step][1]


@pytest.mark.parametrize("state", ReportState)
def test_step_taken_by_another_or_from_elsewhere_changes_nothing(cast, state):
    report = in_state(cast, state)
    before = everything()

    taken = [
        (step, person)
        for _state, step, person in CELLS
        if (state, step, person) not in ALLOWED and not refuses(TAKE[step], report, getattr(cast, person))
    ]

    assert taken == []
    assert everything() == before


def refuses(take, report, by):
    """Whether the act refuses the person; it is tried on a point of return, as a request would be."""
    try:
        with transaction.atomic():
            take(report, by)
    except (Refused, StepRefused):
        return True
    return False


def test_coordinator_publishes_others_reports_and_never_the_own(cast):
    own = submitted(cast, by=cast.coordinator)
    before = everything()

    for decide in (Step.PUBLISH, Step.SEND_BACK):
        with pytest.raises(Refused, match="You wrote this report"):
            TAKE[decide](own, cast.coordinator)
    assert everything() == before

    reports.publish(own, by=cast.reviewer)
    own.refresh_from_db()
    assert (own.state, own.decided_by) == (ReportState.PUBLISHED, cast.reviewer)
