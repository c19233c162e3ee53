"""Targets of a round are given to members, by whoever coordinates the committee."""

import pytest

from tests.cast import drafted, figure, published, returned, submitted
from tests.recorded import acts_since
from tests.rounds import assigned, closed_round, days, open_round
from tests.workspace.typed import another_target
from tracker.actions import rounds
from tracker.enums import Progress
from tracker.models import Assignment, ProgressReport
from tracker.permissions import Refused
from tracker.selectors.rounds import progress_of, with_progress


def assign(cast, of, targets=None, *, by=None, **more):
    known = {"user": cast.reporter, "due_on": days(30)}
    chosen = [cast.place_target] if targets is None else targets
    return rounds.assign(of, cast.committee, chosen, by=by or cast.coordinator, **{**known, **more})


def rows():
    found = Assignment.objects.order_by("place_target_id").select_related("user")
    return [(one.place_target_id, one.user.name, one.due_on, one.reminded) for one in found]


def progress(one):
    return progress_of(with_progress(Assignment.objects.filter(pk=one.pk)).get())


def test_several_targets_are_assigned_at_once_and_recorded_once(cast):
    of, second = open_round(), another_target(cast, "GCM10-20")

    with acts_since() as acts:
        number = assign(cast, of, [cast.place_target, second])

    assert number == 2
    assert rows() == [
        (cast.place_target.pk, "Reporter Person", days(30), 0),
        (second.pk, "Reporter Person", days(30), 0),
    ]
    assert acts == [("round.assigned", "forum", cast.coordinator)]


def test_a_target_goes_from_one_member_to_another(cast):
    of = open_round()
    assign(cast, of)
    Assignment.objects.update(reminded=3)

    assign(cast, of, user=cast.coordinator, due_on=days(10))

    assert rows() == [(cast.place_target.pk, "Coordinator Person", days(10), 0)]


def test_a_target_is_taken_away(cast):
    of = open_round()
    assign(cast, of)

    gone = [rounds.take_away(of, cast.committee, [cast.place_target], by=cast.coordinator) for _twice in "ab"]

    assert (gone, rows()) == ([1, 0], [])


@pytest.mark.parametrize("who", ["reporter", "reviewer", "observer", "stranger", "administrator"])
def test_only_a_coordinator_assigns(cast, who):
    of, person = open_round(), getattr(cast, who)

    with pytest.raises(Refused):
        assign(cast, of, by=person)
    with pytest.raises(Refused):
        rounds.take_away(of, cast.committee, [cast.place_target], by=person)

    assert rows() == []


@pytest.mark.parametrize(
    ("more", "field"),
    [
        (lambda cast: {"user": cast.reviewer}, "user"),
        (lambda cast: {"user": cast.stranger}, "user"),
        (lambda cast: {"due_on": days(-1)}, "due_on"),
        (lambda cast: {"due_on": days(61)}, "due_on"),
        (lambda cast: {"targets": []}, "targets"),
        (lambda cast: {"targets": [cast.borduria.place_targets.get()]}, "targets"),
    ],
)
def test_what_breaks_a_rule_is_refused_at_its_field(cast, more, field):
    of = open_round()

    with pytest.raises(rounds.BadAssignment) as bad:
        assign(cast, of, **more(cast))

    assert ([fault.field for fault in bad.value.faults], rows()) == ([field], [])


def test_nothing_is_assigned_in_a_closed_round(cast):
    with pytest.raises(rounds.BadAssignment):
        assign(cast, closed_round())

    assert rows() == []


@pytest.mark.parametrize(
    ("happens", "expected"),
    [
        (lambda cast: None, Progress.NOT_STARTED),
        (drafted, Progress.STARTED),
        (returned, Progress.RETURNED),
        (submitted, Progress.HANDED_IN),
        (published, Progress.REPORTED),
        (lambda cast: submitted(cast, by=cast.coordinator), Progress.HANDED_IN),
        (lambda cast: (published(cast), drafted(cast, figure(5_000))), Progress.REPORTED),
    ],
)
def test_work_is_as_far_as_the_committees_furthest_report(cast, happens, expected):
    one = assigned(cast, open_round())

    happens(cast)

    assert progress(one) == expected


def test_what_was_reported_before_the_round_opened_does_not_count(cast):
    one = assigned(cast, open_round())
    published(cast)
    ProgressReport.objects.update(submitted_at=days(-31).isoformat() + "T12:00:00Z")

    assert progress(one) == Progress.NOT_STARTED
