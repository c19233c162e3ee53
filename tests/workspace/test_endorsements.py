"""Signing on at work, in the name of an organisation that one speaks for."""

import pytest
from django.urls import reverse

from tests.endorsements import make_organisation
from tests.workspace.elements import text_of
from tracker.actions import endorsements
from tracker.models import Endorsement

LIST = "/work/endorsements/"


def test_whoever_speaks_for_an_organisation_signs_on_and_withdraws(cast, signed_in):
    organisation, client = make_organisation(user=cast.observer), signed_in(cast.observer)

    signed = client.post(LIST, {"organisation": str(organisation.pk), "subject": "commitment:GCM10-9"})
    page = text_of(client.get(LIST))
    kept = Endorsement.objects.get()
    taken = client.post(reverse("workspace:endorsement_withdraw", args=[kept.pk]))

    kept.refresh_from_db()
    assert (signed.url, taken.url) == (LIST, LIST)
    assert "What your organisations stand behind Rights Network Commitment GCM10-9" in page
    assert kept.withdrawn_at is not None


@pytest.mark.parametrize("who", ["reporter", "coordinator", "stranger", "administrator"])
def test_nobody_else_signs_or_withdraws(cast, signed_in, who):
    organisation = make_organisation(user=cast.observer)
    kept = endorsements.endorse(organisation, cast.commitment, by=cast.observer)
    client = signed_in(getattr(cast, who))

    page = text_of(client.get(LIST))
    signed = client.post(LIST, {"organisation": str(organisation.pk), "subject": "commitment:GCM10-9"})
    taken = client.post(reverse("workspace:endorsement_withdraw", args=[kept.pk]))

    kept.refresh_from_db()
    assert "Your account speaks for no organisation." in page
    assert (signed.status_code, taken.status_code) == (422, 404)
    assert (Endorsement.objects.count(), kept.withdrawn_at) == (1, None)


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"organisation": "x", "subject": "commitment:GCM10-9"},
        {"organisation": "1", "subject": "commitment:NONE"},
        {"organisation": "1", "subject": "edition:none"},
    ],
)
def test_what_is_not_offered_is_refused(cast, signed_in, sent):
    make_organisation(user=cast.observer)

    answer = signed_in(cast.observer).post(LIST, sent)

    assert answer.status_code == 422
    assert "There is a problem" in text_of(answer)
    assert not Endorsement.objects.exists()
