"""The search box of the front page leads to the one thing that is meant, or to the list."""

import pytest
from django.contrib.auth.models import Permission

from tests.cast import LEVEL, enrol, make_commitment, make_target, make_user
from tracker.actions.wordings import Wording
from tracker.models import Commitment


def found(desk, words):
    answer = desk.client.get("/desk/find/", {"q": words})
    assert answer.status_code == 302
    return answer.url


def change(row):
    return f"/desk/tracker/{row._meta.model_name}/{row.pk}/change/"


@pytest.fixture
def bare(cast):
    """A commitment without a target."""
    return make_commitment("GCM10-7", objective=cast.objective)


@pytest.mark.parametrize("words", ["GCM10-9", "gcm10-9", "  GCM10-9 "])
def test_code_leads_to_the_commitment(cast, desk, words):
    assert found(desk, words) == change(cast.commitment)


def test_words_of_one_target_lead_to_it(cast, desk):
    assert found(desk, "At most 4 000") == change(cast.place_target.target)


def test_words_of_a_commitment_without_a_target_lead_to_it(cast, desk, bare):
    assert found(desk, "Commitment GCM10-7") == change(bare)


def test_words_of_several_lead_to_the_list(cast, desk, bare):
    make_target(bare, 5, Wording(**LEVEL))

    assert found(desk, "At most 4 000") == "/desk/tracker/target/?q=At+most+4+000"


def test_words_of_several_commitments_without_targets_lead_to_their_list(cast, desk):
    for number in (1, 2):
        make_commitment(f"NEW-{number}", objective=cast.objective)

    assert found(desk, "Commitment NEW") == "/desk/tracker/commitment/?q=Commitment+NEW"


def test_nothing_found_is_said_by_the_list(cast, desk):
    url = found(desk, "nothing like it")

    assert url == "/desk/tracker/target/?q=nothing+like+it"
    assert "0 targets" in desk.client.get(url).content.decode()


def test_nothing_asked_leads_to_all_targets(cast, desk):
    assert found(desk, " ") == "/desk/tracker/target/"


def test_whoever_does_not_see_targets_finds_no_box(cast, signed_in):
    clerk = enrol(make_user("clerk", is_staff=True))
    clerk.user_permissions.add(Permission.objects.get(codename="view_commitment"))
    client = signed_in(clerk)

    assert "desk-find" not in client.get("/desk/").content.decode()
    assert client.get("/desk/find/", {"q": "GCM10-9"}).status_code == 403
    clerk.user_permissions.add(Permission.objects.get(codename="view_target"))
    assert "desk-find" in client.get("/desk/").content.decode()
    assert client.get("/desk/find/", {"q": "GCM10-9"}).url == change(Commitment.objects.get())
