"""Nobody speaks for a State and sits on its committee: whoever gives the second of the two is told, and refused."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import make_constituency, make_user
from tests.pages import main_of
from tests.recorded import recorded
from tracker.actions import people
from tracker.enums import SeatRole
from tracker.models import FocalPoint, Invitation, Seat
from tracker.permissions import Refused, states_of

SINCE = date(2020, 1, 1)
WORDS = "This account speaks for Arcadia, and nobody does both that and sit on its committee."


def speaker(cast, **more):
    """Somebody who speaks for Arcadia."""
    user = make_user("focal")
    FocalPoint.objects.create(user=user, place=cast.arcadia, **{"starts_on": SINCE, **more})
    return user


def offer(cast, **more):
    return people.SeatOffer(cast.committee, make_constituency("migrants"), SeatRole.REPORTER, **more)


def invited(cast, user, **more):
    return people.invite(user.email, offer(cast, **more), by=cast.coordinator)


def days(number):
    return timezone.localdate() + timedelta(days=number)


def test_a_speaker_who_takes_a_seat_is_told_and_keeps_the_door_of_the_state(cast, signed_in):
    user = speaker(cast)
    invitation = invited(cast, user)
    client = signed_in(user)
    address = reverse("invitation", args=[invitation.token])

    answer = client.post(address)
    later = client.get(address)

    assert (answer.status_code, later.status_code) == (409, 200)
    assert WORDS in main_of(answer)
    assert "Nothing was changed, and the invitation stays open" in main_of(answer)
    assert not Seat.objects.filter(user=user).exists()
    assert Invitation.objects.get(pk=invitation.pk).used_at is None
    assert list(states_of(user, on=timezone.localdate())) == [cast.arcadia]


def test_a_coordinator_is_not_told_who_speaks_for_the_state(cast):
    invitation = invited(cast, speaker(cast))

    assert invitation.used_at is None


@pytest.mark.parametrize(
    ("speaks", "sits", "taken"),
    [
        ({}, {}, False),
        ({"ends_on": "yesterday"}, {}, True),
        ({"ends_on": "today"}, {}, True),
        ({"ends_on": "soon"}, {}, False),
        ({"ends_on": "soon"}, {"starts_on": "soon"}, True),
        ({"starts_on": "soon"}, {}, False),
        ({"starts_on": "soon"}, {"ends_on": "soon"}, True),
        ({"starts_on": "soon"}, {"ends_on": "late"}, False),
    ],
)
def test_terms_that_do_not_meet_hinder_nothing(cast, speaks, sits, taken):
    when = {"yesterday": days(-1), "today": days(0), "soon": days(10), "late": days(20)}
    user = speaker(cast, **{name: when[value] for name, value in speaks.items()})
    invitation = invited(cast, user, **{name: when[value] for name, value in sits.items()})

    if taken:
        people.take(invitation, by=user)
    else:
        with pytest.raises(Refused):
            people.take(invitation, by=user)

    assert Seat.objects.filter(user=user).exists() == taken


def test_a_seat_on_the_committee_of_another_place_is_given(cast):
    user = speaker(cast)
    elsewhere = people.SeatOffer(cast.other_committee, make_constituency("migrants"), SeatRole.REPORTER)

    people.take(people.invite(user.email, elsewhere, by=cast.administrator), by=user)

    assert user.seats.get().committee == cast.other_committee


def test_the_desk_refuses_to_seat_or_to_invite_a_speaker_and_says_why(cast, signed_in):
    user, admin = speaker(cast), signed_in(cast.administrator)
    seat = {
        "committee": cast.committee.pk,
        "constituency": make_constituency("migrants").pk,
        "role": "reporter",
        "starts_on": "2026-01-01",
    }

    seated = admin.post(reverse("admin:tracker_seat_add"), {**seat, "user": user.pk})
    asked = admin.post(
        reverse("admin:tracker_invitation_add"), {**seat, "address": user.email, "starts_on": ""}
    )

    assert [one.status_code for one in (seated, asked)] == [200, 200]
    assert [WORDS in one.content.decode() for one in (seated, asked)] == [True, True]
    assert (Seat.objects.filter(user=user).count(), Invitation.objects.count()) == (0, 0)


@pytest.mark.parametrize("ends_on", ["", days(400).isoformat()])
def test_the_desk_refuses_a_member_as_speaker_also_for_a_time(cast, signed_in, ends_on):
    typed = {
        "user": cast.reporter.pk,
        "place": cast.arcadia.pk,
        "starts_on": "2024-01-01",
        "ends_on": ends_on,
    }

    answer = signed_in(cast.administrator).post(reverse("admin:tracker_focalpoint_add"), typed)

    assert (
        "This person sits on a committee of this place, and cannot speak for it." in answer.content.decode()
    )
    assert not FocalPoint.objects.exists()


def test_what_was_both_before_can_still_be_ended(cast, signed_in):
    FocalPoint.objects.create(user=cast.reporter, place=cast.arcadia, starts_on=SINCE)
    point, held = FocalPoint.objects.get(), cast.reporter.seats.get()
    admin, today = signed_in(cast.administrator), timezone.localdate().isoformat()

    for row in (point, held):
        address = reverse(f"admin:tracker_{row._meta.model_name}_change", args=[row.pk])
        typed = {"starts_on": row.starts_on.isoformat(), "ends_on": today}
        typed |= {"organisation": row.organisation_id} if row == held else {}
        assert admin.post(address, typed).status_code == 302

    assert [FocalPoint.objects.get().ends_on, Seat.objects.get(pk=held.pk).ends_on] == [
        timezone.localdate(),
        timezone.localdate(),
    ]


def test_focal_point_ends_today_by_an_act(cast, desk):
    held = FocalPoint.objects.create(user=cast.stranger, place=cast.arcadia, starts_on=date(2020, 1, 1))
    url = reverse("admin:tracker_focalpoint_change", args=[held.pk])

    desk.send(url, take_back="on")

    held.refresh_from_db()
    assert held.ends_on == timezone.localdate()
    assert "focal_point.ended" in [one[0] for one in recorded()]
    assert not FocalPoint.objects.held_on(timezone.localdate()).exists()


def test_focal_points_are_told_apart_by_whether_they_speak_today(cast, desk):
    FocalPoint.objects.create(user=cast.stranger, place=cast.arcadia, starts_on=date(2020, 1, 1))
    over = {"starts_on": date(2019, 1, 1), "ends_on": date(2019, 2, 1)}
    FocalPoint.objects.create(user=cast.observer, place=cast.arcadia, **over)
    listed = reverse("admin:tracker_focalpoint_changelist")

    found = {
        asked: desk.client.get(listed, {"today": asked}).context["cl"].result_count
        for asked in ("held", "over", "later")
    }

    assert found == {"held": 1, "over": 1, "later": 0}
    assert desk.client.get(listed, {"q": "arcadia"}).context["cl"].result_count == 2
