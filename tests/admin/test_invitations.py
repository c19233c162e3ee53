"""Inviting people at the desk."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from tests.admin.pages import Page
from tests.cast import enrol, make_constituency, make_user
from tests.recorded import recorded
from tracker.models import Invitation

ADD = "/desk/tracker/invitation/add/"


def typed(cast, **more):
    known = {
        "address": "Invited@Example.org",
        "committee": str(cast.committee.pk),
        "constituency": str(make_constituency("migrants").pk),
        "role": "reviewer",
    }
    return {**known, **more}


def test_administrator_invites_and_the_mail_goes(cast, desk, mailoutbox):
    answer = desk.send(ADD, **typed(cast))

    sent = Invitation.objects.get()
    assert answer.status_code == 302
    assert (sent.address, sent.committee, sent.role) == ("invited@example.org", cast.committee, "reviewer")
    assert [one.to for one in mailoutbox] == [["invited@example.org"]]
    assert recorded() == [("invitation.sent", str(sent.uuid), cast.administrator)]


def test_what_is_missing_or_cannot_be_is_said_beside_its_field(cast, desk):
    empty = desk.send(ADD)
    taken = desk.send(ADD, **typed(cast, address=cast.reporter.email))
    backwards = desk.send(ADD, **typed(cast, starts_on="2030-01-02", ends_on="2030-01-02"))

    assert sorted(Page(empty).problems) == ["address", "committee", "constituency", "role"]
    assert list(Page(taken).problems) == ["address"]
    assert list(Page(backwards).problems) == ["ends_on"]
    assert Invitation.objects.count() == 0


def test_administrator_invites_somebody_to_speak_for_a_state(cast, desk, mailoutbox):
    answer = desk.send(ADD, address="focal@example.org", place=str(cast.arcadia.pk))

    sent = Invitation.objects.get()
    assert answer.status_code == 302
    assert (sent.invited_to, sent.place, sent.committee) == ("focal_point", cast.arcadia, None)
    assert [one.to for one in mailoutbox] == [["focal@example.org"]]


def test_state_and_seat_in_one_invitation_and_a_place_that_never_replies_are_refused(cast, desk):
    both = desk.send(ADD, **typed(cast, place=str(cast.arcadia.pk)))
    region = desk.send(ADD, address="focal@example.org", place=str(cast.region.pk))
    sits = desk.send(ADD, address=cast.reporter.email, place=str(cast.arcadia.pk))

    assert [list(Page(one).problems) for one in (both, region, sits)] == [["place"], ["address"], ["address"]]
    assert Invitation.objects.count() == 0


def test_invitation_is_taken_back_and_nothing_else_of_it_changes(cast, desk):
    desk.send(ADD, **typed(cast))
    sent = Invitation.objects.get()

    desk.send(f"/desk/tracker/invitation/{sent.pk}/change/", take_back="on", address="other@example.org")

    sent.refresh_from_db()
    assert (sent.withdrawn_at is not None, sent.address) == (True, "invited@example.org")
    assert [one[0] for one in recorded()] == ["invitation.sent", "invitation.withdrawn"]


def test_desk_never_shows_the_link(cast, desk):
    desk.send(ADD, **typed(cast))
    sent = Invitation.objects.get()

    pages = [desk.open(f"/desk/tracker/invitation/{sent.pk}/change/"), desk.open("/desk/tracker/outbox/")]

    assert [
        sent.token in str(page.__dict__) or sent.token_digest in str(page.__dict__) for page in pages
    ] == [False] * 2


@pytest.mark.parametrize("kind", ["desk", "account"])
def test_administrator_invites_without_a_seat(cast, desk, mailoutbox, kind):
    answer = desk.send(ADD, address="new@example.org", without_seat=kind)

    sent = Invitation.objects.get()
    assert answer.status_code == 302
    assert (sent.invited_to, sent.committee, sent.place) == (kind, None, None)
    assert [one.to for one in mailoutbox] == [["new@example.org"]]


def test_desk_and_a_seat_in_one_invitation_are_refused(cast, desk):
    both = desk.send(ADD, **typed(cast, without_seat="desk"))
    known = desk.send(ADD, address=cast.reporter.email, without_seat="account")

    assert [list(Page(one).problems) for one in (both, known)] == [["without_seat"], ["address"]]
    assert Invitation.objects.count() == 0


def test_clerk_without_every_power_is_not_asked_whether_to_invite_to_the_desk(cast, signed_in):
    clerk = enrol(make_user("clerk", is_staff=True))
    clerk.user_permissions.set(Permission.objects.filter(codename__endswith="invitation"))
    client = signed_in(clerk)

    page = Page(client.get(ADD))
    client.post(ADD, {**page.typed, "address": "new@example.org", "without_seat": "desk"})

    assert "without_seat" not in page.typed
    assert Invitation.objects.count() == 0


def test_who_is_invited_to_the_desk_reads_so_and_comes_to_it(cast, desk):
    client = Client()
    desk.send(ADD, address="new@example.org", without_seat="desk")
    link = f"/accounts/invitation/{Invitation.objects.get().token}/"

    page = client.get(link).content.decode()
    answer = client.post(link, {"name": "New Person", "password": "three words apart"})

    assert "the administrators’ desk" in page
    assert answer.url == "/desk/"
