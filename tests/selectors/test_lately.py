"""The newest changes about an objective or a commitment come with it, in the question that asks for it."""

from datetime import date

import pytest

from tests.models.finding_rows import mark_change
from tests.pages import main_of
from tracker.enums import ChangeReason, Subject
from tracker.models import MarkChange, Objective, Process
from tracker.selectors.commitments import commitment_page
from tracker.selectors.lately import lately, lately_of
from tracker.selectors.mark_changes import Watched, latest_changes
from tracker.selectors.objectives import objective_page


@pytest.fixture
def changed(cast):
    """Four changes about the commitment, one a month, of a place and of a process; nothing about another one."""
    talks = Process.objects.create(code="talks", name="Talks", region="Here")
    of_talks = {"place": None, "process": talks, "of_target": False, "subject": Subject.COMMITMENT}
    of_talks |= {"key": "GCM10-9", "horizon": None}
    for month in range(1, 5):
        more = of_talks if month == 3 else {}
        mark_change(
            cast, on=date(2022, month, 1), objective=cast.objective, reason=ChangeReason.TIME, **more
        ).save()
    MarkChange.objects.filter(on=date(2022, 4, 1)).update(mark="")
    return cast


def test_the_three_newest_are_those_of_the_log(changed):
    of_commitment = latest_changes(Watched(commitment=changed.commitment))

    assert len(of_commitment) == 4
    assert commitment_page("GCM10-9").lately == of_commitment[:3]
    assert objective_page(10).lately == of_commitment[:3]


def test_they_come_with_the_thing_itself(changed, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = lately_of(Objective.objects.annotate(**lately("objective")).get(number=10))

    assert [(one.on.month, one.holder, one.after and one.after.mark) for one in found] == [
        (4, "Arcadia", None),
        (3, "Talks", "not_met"),
        (2, "Arcadia", "not_met"),
    ]


def test_pages_of_today_tell_them_and_those_of_a_past_day_do_not(changed, client):
    for address in ("/objectives/10/", "/commitments/GCM10-9/"):
        now, then = main_of(client.get(address)), main_of(client.get(address, {"as_of": "2022-06-01"}))

        assert (
            "What changed here 1 April 2022 · Arcadia: GCM10-9 Commitment GCM10-9, by 2023 Met → became"
            in now
        )
        assert "What changed here" not in then


def test_what_never_changed_says_so(cast, client):
    assert "No mark about this has changed since the log began." in main_of(client.get("/objectives/10/"))
