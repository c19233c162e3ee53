"""Somebody who leaves and must not be found: none of their strings is left, and what they did stays."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from tests.accounts.door import is_in, sign_in
from tests.actions.test_audit import about
from tests.cast import drafted, figure, make_user, published, submitted
from tests.handed_in import clean_file
from tests.recorded import recorded
from tests.subscriptions import follow
from tracker.actions import drafts, people, reports
from tracker.actions.anonymising import anonymise
from tracker.models import ActorRef, Draft, FocalPoint, Outbox, ProgressReport, Seat, User
from tracker.permissions import Refused

TODAY = timezone.localdate()
SECRET = "Zubaida"


def everything():
    """All that is stored, as one text: as a dump would show it."""
    models = apps.get_models(include_auto_created=True)
    return "\n".join(str(list(model._default_manager.values())) for model in models)


def busy_reporter(cast):
    """A reporter with a name of their own in every place that could hold one, and a report that is out."""
    User.objects.filter(pk=cast.reporter.pk).update(
        name=f"{SECRET} K.", email=f"{SECRET.lower()}@example.org"
    )
    user = User.objects.get(pk=cast.reporter.pk)
    out = reports.publish(submitted(cast, by=user), by=cast.reviewer)
    clean_file(out, client_name=f"{SECRET}.pdf")
    drafted(cast, figure(7_000, 2022, narrative=f"{SECRET} writes on."), by=user)
    sent = drafts.Sent(typed={"narrative": [f"{SECRET} types"]}, token=uuid4())
    drafts.keep(about(cast), sent, by=user)
    follow(address=user.email)
    people.invite(user.email, people.FocalPointOffer(cast.borduria), by=cast.administrator)
    return user, out


def test_none_of_their_strings_is_left_and_what_they_published_stays(cast):
    user, out = busy_reporter(cast)
    before = everything().lower().count(SECRET.lower())

    anonymise(user, by=cast.administrator)

    kept = ProgressReport.objects.get(pk=out.pk)
    assert before > 6
    assert SECRET.lower() not in everything().lower()
    assert (kept.state, kept.narrative, kept.author.name) == ("published", out.narrative, "Somebody who left")
    assert (Draft.objects.count(), Outbox.objects.filter(user=user).count()) == (0, 0)


def test_nobody_signs_in_to_it_any_more(cast):
    client = Client()
    sign_in(client, cast.reporter)
    there = is_in(client)

    gone = anonymise(cast.reporter, by=cast.administrator)

    assert (there, is_in(client)) == (True, False)
    assert (gone.is_active, gone.has_usable_password()) == (False, False)
    assert gone.email.endswith("@gone.invalid")


def test_seats_end_today_and_those_to_come_never_begin(cast):
    FocalPoint.objects.create(user=cast.reporter, place=cast.borduria, starts_on=TODAY)
    held = Seat.objects.get(user=cast.reporter)
    later = Seat.objects.create(
        committee=held.committee,
        user=cast.reporter,
        constituency=held.constituency,
        role=held.role,
        starts_on=TODAY + timedelta(days=90),
        ends_on=TODAY + timedelta(days=120),
    )

    anonymise(cast.reporter, by=cast.administrator)

    assert Seat.objects.get(pk=held.pk).ends_on == TODAY
    assert not Seat.objects.filter(pk=later.pk).exists()
    assert FocalPoint.objects.get().ends_on == TODAY + timedelta(days=1)


def test_the_record_of_acts_knows_who_did_it_and_no_more_whose_acts_they_were(cast):
    user, _out = busy_reporter(cast)
    old = set(ActorRef.objects.filter(user=user).values_list("ref", flat=True))

    anonymise(user, by=cast.administrator)

    assert old
    assert not ActorRef.objects.filter(ref__in=old).exists()
    assert recorded("person.anonymised") == [("person.anonymised", f"user:{user.pk}", cast.administrator)]


@pytest.mark.parametrize("who", ["reviewer", "coordinator", "reporter"])
def test_nobody_but_an_administrator_does_it(cast, who):
    with pytest.raises(Refused):
        anonymise(cast.observer, by=getattr(cast, who))

    assert User.objects.get(pk=cast.observer.pk).is_active


def test_nobody_does_it_to_themselves(cast):
    with pytest.raises(Refused):
        anonymise(cast.administrator, by=cast.administrator)

    assert User.objects.get(pk=cast.administrator.pk).is_superuser


def test_another_persons_things_stay(cast):
    other = make_user("other")
    follow(address=other.email)
    report = published(cast)
    before = (Seat.objects.get(user=cast.reviewer).ends_on, User.objects.get(pk=other.pk).email)

    anonymise(cast.reporter, by=cast.administrator)

    assert (Seat.objects.get(user=cast.reviewer).ends_on, User.objects.get(pk=other.pk).email) == before
    assert ProgressReport.objects.get(pk=report.pk).decided_by == cast.reviewer
