"""People come by invitation: for one thing, by one address, once, within 72 hours."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from tests.cast import make_constituency, make_user, seat
from tracker.actions import accounts, people
from tracker.actions.people import (
    AccountOffer,
    DeskOffer,
    FocalPointOffer,
    InvitationOver,
    SeatOffer,
    begin,
    invite,
    take,
    withdraw,
)
from tracker.enums import SeatRole
from tracker.models import AuditEvent, FocalPoint, Invitation, Outbox, Seat, User
from tracker.models.invitations import digest_of
from tracker.permissions import Refused, states_of
from tracker.selectors.invitations import LinkState, invitation_of, link_state

ADDRESS = "invited@example.org"
CHOSEN = {"name": "Invited Person", "password": "three words apart"}


def offer(cast, **more):
    known = {
        "committee": cast.committee,
        "constituency": make_constituency("migrants"),
        "role": SeatRole.REVIEWER,
    }
    return SeatOffer(**{**known, **more})


def invited(cast, address=ADDRESS, **more):
    return invite(address, offer(cast, **more), by=cast.administrator)


def state(invitation, user=None):
    invitation.refresh_from_db()
    return link_state(invitation_of(invitation.token), user)


def test_invited_person_begins_with_the_seat_that_was_offered(cast):
    organisation = cast.reporter.seats.get().organisation
    until = timezone.localdate() + timedelta(days=365)
    invitation = invited(cast, " Invited@Example.org ", organisation=organisation, ends_on=until)

    user = begin(invitation, **CHOSEN)

    held = user.seats.get()
    assert (user.email, user.name, user.check_password(CHOSEN["password"])) == (
        ADDRESS,
        "Invited Person",
        True,
    )
    assert (held.committee, held.role, held.organisation) == (cast.committee, "reviewer", organisation)
    assert (held.starts_on, held.ends_on) == (timezone.localdate(), until)
    assert [one.action for one in AuditEvent.objects.all()[:2]] == ["invitation.accepted", "invitation.sent"]


def test_seat_that_begins_later_begins_then(cast):
    later = timezone.localdate() + timedelta(days=30)

    user = begin(invited(cast, starts_on=later), **CHOSEN)

    assert user.seats.get().starts_on == later


def test_mail_carries_the_link_and_the_table_only_its_digest(cast, mailoutbox, settings):
    invitation = invited(cast)

    (mail,) = mailoutbox
    row = Invitation.objects.values().get(pk=invitation.pk)
    assert mail.to == [ADDRESS]
    assert f"{settings.SITE_URL}/accounts/invitation/{invitation.token}/" in mail.body
    assert len(invitation.token) == 64
    assert row["token_digest"] == digest_of(invitation.token)
    assert invitation.token not in str(row) + str(Outbox.objects.values().get())


def test_mail_says_neither_who_invited_nor_to_what(cast, mailoutbox):
    invited(cast)

    said = mailoutbox[0].subject + mailoutbox[0].body
    assert [word for word in ("Arcadia", "Committee of", "administrator", "reviewer") if word in said] == []


def test_mail_about_an_invitation_that_was_taken_back_is_not_sent(cast, mailoutbox, monkeypatch):
    monkeypatch.setattr(people.outbox, "wake", lambda: None)
    withdraw(invited(cast), by=cast.administrator)

    sent = people.outbox.send_waiting()

    assert (sent, mailoutbox, Outbox.objects.count()) == (0, [], 0)


def test_link_works_once(cast):
    invitation = invited(cast)
    begin(invitation, **CHOSEN)

    with pytest.raises(InvitationOver):
        begin(invitation, **CHOSEN)

    assert (state(invitation), Seat.objects.filter(user__email=ADDRESS).count()) == (LinkState.OVER, 1)


def test_link_works_for_72_hours(cast):
    invitation = invited(cast)
    left = invitation.expires_at - timezone.now()
    before = state(invitation)
    Invitation.objects.update(expires_at=timezone.now())

    with pytest.raises(InvitationOver):
        begin(invitation, **CHOSEN)

    assert before is LinkState.BEGIN
    assert timedelta(hours=71, minutes=59) < left <= timedelta(hours=72)
    assert (state(invitation), User.objects.filter(email=ADDRESS).count()) == (LinkState.OVER, 0)


def test_inviting_again_ends_the_earlier_link(cast):
    first = invited(cast)

    second = invited(cast)

    assert (state(first), state(second)) == (LinkState.OVER, LinkState.BEGIN)


def test_invitations_to_another_committee_stay(cast):
    first = invited(cast)

    invited(cast, committee=cast.other_committee)

    assert state(first) is LinkState.BEGIN


def test_somebody_with_an_account_takes_the_seat_after_signing_in(cast):
    known = make_user("known")
    invitation = invited(cast, known.email)
    before = (state(invitation), state(invitation, known), state(invitation, cast.reporter))

    take(invitation, by=known)

    assert before == (LinkState.SIGN_IN, LinkState.TAKE, LinkState.FOREIGN)
    assert [one.committee for one in known.seats.all()] == [cast.committee]


def test_link_of_another_is_refused(cast):
    invitation = invited(cast)

    with pytest.raises(InvitationOver):
        take(invitation, by=cast.stranger)

    assert (state(invitation), Seat.objects.filter(user=cast.stranger).count()) == (LinkState.BEGIN, 1)


def test_suspended_person_cannot_come_back_by_invitation(cast):
    known = make_user("known", is_active=False)
    invitation = invited(cast, known.email)

    with pytest.raises(InvitationOver):
        begin(invitation, **CHOSEN)
    with pytest.raises(InvitationOver):
        take(invitation, by=known)

    assert (state(invitation), known.seats.count()) == (LinkState.OVER, 0)


def test_unknown_token_is_nothing(db):
    assert link_state(invitation_of("0" * 64), None) is LinkState.UNKNOWN


def test_term_that_is_over_offers_nothing(cast):
    invitation = invited(cast, ends_on=timezone.localdate())

    with pytest.raises(InvitationOver):
        begin(invitation, **CHOSEN)

    assert state(invitation) is LinkState.OVER


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("administrator", True),
        ("coordinator", True),
        ("reviewer", False),
        ("reporter", False),
        ("observer", False),
        ("stranger", False),
    ],
)
def test_administrators_and_the_coordinator_invite(cast, who, may):
    by, before = getattr(cast, who), Invitation.objects.count()

    try:
        invite(ADDRESS, offer(cast), by=by)
    except Refused:
        assert not may

    assert Invitation.objects.count() - before == int(may)


def test_member_is_not_invited_again(cast):
    with pytest.raises(Refused):
        invited(cast, cast.reporter.email)

    assert Invitation.objects.count() == 0


def test_invited_focal_point_speaks_for_the_state_from_today(cast):
    invitation = invite(ADDRESS, FocalPointOffer(cast.arcadia), by=cast.administrator)

    user = begin(invitation, **CHOSEN)

    spoken = FocalPoint.objects.values_list("user", "place", "starts_on", "ends_on")
    assert list(spoken) == [(user.pk, cast.arcadia.pk, timezone.localdate(), None)]
    assert (list(states_of(user, on=timezone.localdate())), user.seats.count()) == ([cast.arcadia], 0)
    assert [one.action for one in AuditEvent.objects.all()[:2]] == ["invitation.accepted", "invitation.sent"]


@pytest.mark.parametrize("why", ["sits there", "speaks already", "a region"])
def test_who_cannot_speak_for_a_place_is_not_invited_to(cast, why):
    known = make_user("known")
    place = cast.region if why == "a region" else cast.arcadia
    if why == "sits there":
        known = cast.reporter
    if why == "speaks already":
        take(invite(known.email, FocalPointOffer(place), by=cast.administrator), by=known)
    before = Invitation.objects.count()

    with pytest.raises(Refused):
        invite(known.email, FocalPointOffer(place), by=cast.administrator)

    assert Invitation.objects.count() == before


def test_who_took_a_seat_meanwhile_does_not_speak_for_the_state(cast):
    known = make_user("known")
    invitation = invite(known.email, FocalPointOffer(cast.arcadia), by=cast.administrator)
    seat(cast.committee, known, "migrants", SeatRole.REPORTER)

    with pytest.raises(Refused):
        take(invitation, by=known)

    assert FocalPoint.objects.count() == 0


def test_who_took_a_seat_meanwhile_does_not_get_a_second(cast):
    known = make_user("known")
    invitation = invited(cast, known.email)
    seat(cast.committee, known, "migrants", SeatRole.REPORTER)

    with pytest.raises(InvitationOver):
        take(invitation, by=known)

    assert known.seats.count() == 1


def to_the_desk(cast, address=ADDRESS, offer=None):
    return invite(address, offer or DeskOffer(), by=cast.administrator)


def test_invited_administrator_begins_and_must_set_up_an_app(cast, client):
    invitation = to_the_desk(cast)

    user = begin(invitation, **CHOSEN)

    assert (user.is_staff, user.is_superuser, list(user.seats.all())) == (True, True, [])
    client.force_login(user)
    assert client.get("/desk/").url.startswith("/accounts/second-factor/set-up/")


def test_member_who_is_invited_to_the_desk_administers_and_keeps_the_seat(cast):
    take(to_the_desk(cast, cast.reporter.email), by=cast.reporter)

    cast.reporter.refresh_from_db()
    assert (cast.reporter.is_superuser, cast.reporter.seats.count()) == (True, 1)


def test_account_alone_may_do_nothing(cast):
    user = begin(to_the_desk(cast, offer=AccountOffer()), **CHOSEN)

    assert (user.is_active, user.is_staff, user.is_superuser) == (True, False, False)
    assert (user.seats.count(), user.user_permissions.count()) == (0, 0)


@pytest.mark.parametrize("offered", [DeskOffer(), AccountOffer()])
def test_only_who_may_do_everything_lets_others_in_without_a_seat(cast, offered):
    clerk = make_user("clerk", is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="add_invitation"))

    for by in (clerk, cast.coordinator, cast.reporter):
        with pytest.raises(Refused):
            invite(ADDRESS, offered, by=User.objects.get(pk=by.pk))

    assert not Invitation.objects.exists()
    # The control: a seat is theirs to offer.
    assert invite(ADDRESS, offer(cast), by=User.objects.get(pk=clerk.pk)).pk


def test_invitation_to_the_desk_ends_with_the_power_of_who_sent_it(cast):
    invitation = to_the_desk(cast)
    User.objects.filter(pk=cast.administrator.pk).update(is_superuser=False)

    with pytest.raises(InvitationOver):
        begin(invitation, **CHOSEN)

    assert not User.objects.filter(email=ADDRESS).exists()


def test_desk_is_not_offered_to_who_is_there_or_kept_out(cast):
    accounts.suspend(cast.observer, by=cast.administrator)

    refused = []
    for address, offered in (
        (cast.administrator.email, DeskOffer()),
        (cast.observer.email, DeskOffer()),
        (cast.reporter.email, AccountOffer()),
    ):
        with pytest.raises(Refused) as caught:
            to_the_desk(cast, address, offered)
        refused.append(str(caught.value.reason))

    assert refused == [
        "Who has this address administers already.",
        "Who has this address is suspended: let them in again first, on the page of the account.",
        "Who has this address has an account already.",
    ]


def test_invitation_to_the_desk_ends_an_earlier_one_and_leaves_that_to_a_seat(cast):
    seat_invitation, first = invited(cast), to_the_desk(cast)

    second = to_the_desk(cast)

    assert [state(one) for one in (seat_invitation, first, second)] == [
        LinkState.BEGIN,
        LinkState.OVER,
        LinkState.BEGIN,
    ]
