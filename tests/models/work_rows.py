"""Rows about rounds and protection, each sound but for what a test changes, and what breaks each constraint."""

from datetime import date

from tests.models import build
from tracker.enums import ChangeRequestState, UnlockState
from tracker.models import Assignment, ChangeRequest, DisputeNotice, ReminderDay, Unlock

A_DAY = date(2026, 3, 1)


def a_round():
    made = build.round_of_reports()
    made.save()
    return made


def assignment(cast, **changes):
    values = {
        "committee": cast.committee,
        "place_target": cast.place_target,
        "user": cast.reporter,
        "due_on": A_DAY,
        "at": build.INSTANT,
    }
    return Assignment(**{**values, **({} if "round" in changes else {"round": a_round()}), **changes})


def same_assignment(cast):
    first = assignment(cast)
    first.save()
    return {"round": first.round, "user": cast.coordinator}


def reminder_day(cast, **changes):
    return ReminderDay(**{"user": cast.reporter, "on": A_DAY, **changes})


def same_day(cast):
    reminder_day(cast).save()
    return {}


def notice(cast, **changes):
    if "dispute" not in changes:
        changes["dispute"] = build.dispute(cast)
        changes["dispute"].save()
    return DisputeNotice(**{"user": cast.reviewer, **changes})


def same_notice(cast):
    first = notice(cast)
    first.save()
    return {"dispute": first.dispute}


def unlock(cast, **changes):
    values = {
        "committee": cast.committee,
        "place_target": cast.place_target,
        "reason": "It came late.",
        "asked_by": cast.reporter,
        "asked_at": build.INSTANT,
    }
    return Unlock(**{**values, **({} if "round" in changes else {"round": a_round()}), **changes})


def same_request(cast):
    first = unlock(cast)
    first.save()
    return {"round": first.round}


def decided_by(name):
    def changes(cast):
        more = {"state": UnlockState.REFUSED, "decided_at": build.INSTANT, "answer": "No."}
        return {**more, "decided_by": getattr(cast, name)}

    return changes


def change_request(cast, **changes):
    values = {
        "changes": [],
        "reason": "Agreed in Quito.",
        "from_on": A_DAY,
        "asked_by": cast.reporter,
        "asked_at": build.INSTANT,
    }
    return ChangeRequest(**{**values, **changes})


def settled(state, name="coordinator", **more):
    def changes(cast):
        return {"state": state, "decided_by": getattr(cast, name), "decided_at": build.INSTANT, **more}

    return changes


WORK_BROKEN = {
    "change_request_says_why": [(change_request, {"reason": ""})],
    "change_request_decided_with_a_day": [
        (change_request, {"state": ChangeRequestState.CONFIRMED}),
        (change_request, {"decided_at": build.INSTANT}),
        (change_request, lambda cast: {"decided_by": cast.coordinator}),
        (change_request, settled(ChangeRequestState.CONFIRMED, decided_at=None)),
    ],
    "change_request_confirmed_by_another": [
        (change_request, settled(ChangeRequestState.CONFIRMED, "reporter")),
        (change_request, settled(ChangeRequestState.REFUSED, "reporter", answer="No.")),
    ],
    "change_request_refused_with_a_reason": [(change_request, settled(ChangeRequestState.REFUSED))],
    "committee_protected_is_not_named": [
        (build.committee, {"protection": "protected"}),
        (build.committee, {"credit": "region", "label": "k2k2k2k2"}),
    ],
    "report_decided_says_by_whom_and_when": [
        (build.report, {"state": "decided"}),
        (build.report, {"release_at": build.INSTANT}),
    ],
    "assignment_one_member_per_target": [(assignment, same_assignment)],
    "reminder_one_a_day": [(reminder_day, same_day)],
    "notice_one_a_person": [(notice, same_notice)],
    "unlock_says_why": [(unlock, {"reason": ""})],
    "unlock_decided_by_another_with_a_reason": [
        (unlock, {"state": UnlockState.REFUSED}),
        (unlock, decided_by("reporter")),
        (unlock, {"answer": "No."}),
    ],
    "unlock_granted_for_a_time": [
        (unlock, {"until": A_DAY}),
        (unlock, lambda cast: {**decided_by("coordinator")(cast), "state": UnlockState.GRANTED}),
    ],
    "unlock_one_waits_per_target": [(unlock, same_request)],
}
