"""A stranger finds in the demonstration a reply, a report without one, a dispute that ended and one that waits."""

import pytest
from django.urls import reverse

from tests.pages import main_of
from tracker.actions.demonstration.places import INVENTED
from tracker.enums import ReportState
from tracker.models import Dispute, FocalPoint, ProgressReport, Reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


def public(client, **about):
    found = ProgressReport.objects.filter(place_target__place__code="xex", **about).first()
    return main_of(client.get(reverse("public:report", args=[found.uuid])))


def test_one_report_carries_a_reply_and_another_says_that_there_is_none(client):
    answered = public(client, replies__isnull=False)
    silent = public(client, replies__isnull=True, state=ReportState.PUBLISHED)

    assert "What Examplia replies Reply of 28 April 2023. It changes no mark. We confirm" in answered
    assert "What Examplia replies No reply by" in silent


def test_one_dispute_was_decided_and_another_waits(client):
    decided = public(client, disputes__outcome="changed")
    waiting = public(client, disputes__state="raised")

    assert "The report was corrected" in decided
    assert "The yearbook says 58 per cent, not 85." in decided
    assert "Erratum: how this report was corrected 12 April 2023" in decided
    assert "1 dispute waits to be read." in waiting


def test_voices_speak_about_fictional_places_only_and_say_that_they_are_invented():
    assert set(FocalPoint.objects.values_list("place__fictional", flat=True)) == {True}
    for model in (Reply, Dispute):
        assert set(model.objects.values_list("report__place_target__place__fictional", flat=True)) == {True}
        assert all(one.text.endswith(INVENTED) for one in model.objects.all())
