"""The made-up world is one that people can work in."""

import time

from allauth.mfa.models import Authenticator
from django.utils import timezone

from bench import desks
from bench.world import make_world
from tracker.models import Committee, PlaceTarget, Score, User
from tracker.selectors.committees import constitution_of


def test_every_committee_may_publish_about_every_target(db):
    made = make_world(places=2, commitments=4)

    committees = Committee.objects.all()
    assert [desk.slug for desk in made] == ["state-0", "state-1"]
    assert [constitution_of(one, on=timezone.localdate()).gaps for one in committees] == [(), ()]
    assert {len(desk.targets) for desk in made} == {4}
    assert PlaceTarget.objects.count() == Score.objects.filter(place_target__isnull=False).count() == 8


def test_people_of_the_desks_can_sign_in(db):
    [desk] = make_world(places=1, commitments=1)

    people = [User.objects.get(email=email) for email in (desk.reporter, *desk.deciders)]

    assert len({person.password for person in people}) == 1
    assert people[0].check_password(desks.PASSWORD)


def test_codes_of_the_desks_are_those_of_the_deciders_apps(db):
    [desk] = make_world(places=1, commitments=1)
    apps = Authenticator.objects.filter(user__email__in=desk.deciders)

    assert [one.wrap().validate_code(desks.code(time.time())) for one in apps] == [True, True]
    assert not Authenticator.objects.filter(user__email=desk.reporter).exists()


def test_desks_are_read_as_they_were_written(tmp_path):
    made = [desks.Desk("arcadia", "a@example.org", ("b@example.org", "c@example.org"), ("uuid",))]

    desks.write(made, tmp_path / "desks.json")

    assert desks.read(tmp_path / "desks.json") == made
