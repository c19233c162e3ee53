"""The pages on which a committee is protected, and on which its decisions wait."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cast import submitted
from tests.protected import protect
from tests.workspace.elements import text_of
from tests.workspace.typed import address
from tracker.enums import Credit
from tracker.wording import day

PROTECTION = "/work/committees/arcadia/protection/"
# The session and the person, the committee, the duties.
OF_THE_PROTECTION = 4


def choose(client, credit, **more):
    return client.post(PROTECTION, {"credit": credit, **more})


def level(cast):
    cast.committee.refresh_from_db()
    return cast.committee.credit


@pytest.mark.parametrize(
    ("who", "status"), [("reporter", 403), ("reviewer", 403), ("observer", 403), ("stranger", 404)]
)
def test_only_a_coordinator_protects_a_committee(cast, signed_in, who, status):
    client = signed_in(getattr(cast, who))

    assert (client.get(PROTECTION).status_code, choose(client, "region").status_code) == (status, status)
    assert level(cast) == "named"


def test_the_page_says_how_the_committee_is_known_and_what_protection_does(
    cast, signed_in, django_assert_num_queries
):
    client = signed_in(cast.coordinator)

    with django_assert_num_queries(OF_THE_PROTECTION):
        text = text_of(client.get(PROTECTION))

    assert "Now: Committee of Arcadia · its public page" in text
    assert "It cannot call back copies: what was public under your name may be kept by others." in text


def test_a_committee_is_protected_without_further_ado_and_opened_with_some(cast, signed_in):
    client = signed_in(cast.coordinator)

    safer = choose(client, "region")
    protected = level(cast)
    unconfirmed = choose(client, "pseudonym")
    still = level(cast)
    confirmed = choose(client, "pseudonym", confirmed="on")

    assert (safer.status_code, protected) == (302, "region")
    assert (unconfirmed.status_code, still) == (422, "region")
    assert "what is public once cannot be called back." in text_of(unconfirmed)
    assert (confirmed.status_code, level(cast)) == (302, "pseudonym")
    assert f"Now: Committee {cast.committee.label.upper()}" in text_of(client.get(PROTECTION))


@pytest.mark.parametrize("sent", [{}, {"credit": "everybody"}, {"credit": "", "confirmed": "on"}])
def test_a_choice_that_is_none_is_refused(cast, signed_in, sent):
    assert signed_in(cast.coordinator).post(PROTECTION, sent).status_code == 422
    assert level(cast) == "named"


def test_a_decision_waits_where_the_committee_can_see_it_and_can_be_stopped(cast, signed_in):
    protect(cast, Credit.REGION)
    report = submitted(cast)
    reviewer = signed_in(cast.reviewer)
    offered = text_of(reviewer.get(address("review", report)))

    answer = reviewer.post(address("publish", report), follow=True)
    waiting = text_of(reviewer.get(address("review", report)))
    own = text_of(signed_in(cast.reporter).get(address("receipt", report)))
    stopped = signed_in(cast.coordinator).post(address("send_back", report), {"reason": "It names a person."})

    tomorrow = day(timezone.localdate() + timedelta(days=1)).replace("\u00a0", " ")
    assert "It goes out tomorrow (UTC) at an hour that nobody knows beforehand" in offered
    assert answer.redirect_chain == [("/work/", 302)]
    assert f"is decided. It goes out on {tomorrow} (UTC)" in text_of(answer)
    assert f"Decided: it goes out on {tomorrow} (UTC)" in waiting
    assert "Or send it back" in waiting
    assert f"It was decided, and goes out on {tomorrow} (UTC)." in own
    assert stopped.status_code == 302
    report.refresh_from_db()
    assert (report.state, report.release_at) == ("returned", None)
