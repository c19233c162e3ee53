"""What the demonstration shows beside marks, in fictional places and organisations only."""

import pytest

from tests.public.world import words_of
from tracker.models import Endorsement, GoodPractice
from tracker.selectors.terms import hint_rows

pytestmark = [pytest.mark.usefixtures("demonstration"), pytest.mark.django_db]


def test_a_practice_is_public_and_a_draft_has_a_word_to_think_about():
    found = {one.state: one for one in GoodPractice.objects.all()}

    assert set(found) == {"published", "draft"}
    assert {one.place.fictional for one in found.values()} == {True}
    assert {"Invented for the demonstration." in one.done + one.outcome for one in found.values()} == {True}
    assert hint_rows(found["published"].done + found["published"].outcome) == ()
    assert [row.code for row in hint_rows(found["draft"].done)] == ["EN-MAID"]


def test_two_invented_organisations_have_signed_on(client):
    names = set(Endorsement.objects.values_list("organisation__name", flat=True))

    page = words_of(client.get("/commitments/GCM15-1/").content.decode())

    assert len(names) == 2
    assert {name.endswith("(invented)") for name in names} == {True}
    assert "1 organisation has signed on to it: Examplia Rights Network (invented)" in page
