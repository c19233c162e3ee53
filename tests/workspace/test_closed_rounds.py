"""A report on a date of a closed round: its author is told while writing and on the check page, and loses nothing."""

import pytest

from tests.cast import drafted, figure, returned
from tests.editions import reopened
from tests.rounds import closed_round
from tests.workspace.elements import links, text_of
from tests.workspace.typed import address, form_address, log_address, typed
from tracker.actions import unlocks
from tracker.models import Draft, Round
from tracker.wording import day

ASK = "Ask for it to be opened"


def told(cast):
    """What a page of the form says of the one round that is closed."""
    closed = day(Round.objects.get().closed_at.date()).replace("\u00a0", " ")
    return (
        f"This date falls to “Past forum”, which has been closed since {closed}: "
        "ask for it to be opened, or it cannot be handed in. What you type is kept all the same."
    )


def keep(client, cast, **more):
    """As the script keeps what is typed."""
    sent = {key: value for key, value in typed(**more).items() if value is not None}
    return client.post(f"{log_address(cast)}keep/", sent, HTTP_ACCEPT="application/json")


def test_the_form_and_the_check_page_tell_before_anything_is_sent(cast, signed_in):
    closed_round()
    draft = drafted(cast)
    client = signed_in(cast.reporter)

    tasks, form, check = (client.get(address(name, draft)) for name in ("edit", "edit_whole", "check"))

    for page in (tasks, form):
        assert told(cast) in text_of(page)
        assert address("ask_unlock", draft) in links(page)
    assert "The date of this answer falls to “Past forum”" in text_of(check)
    assert "Your draft is kept." in text_of(check)
    assert f'href="{address("ask_unlock", draft)}"' in check.content.decode()
    assert "Send to the committee" not in text_of(check)


def test_nothing_is_told_where_nothing_keeps_it(cast, signed_in):
    closed_round()
    draft = drafted(cast)
    reopened()
    client = signed_in(cast.reporter)

    form, check = client.get(address("edit_whole", draft)), client.get(address("check", draft))

    assert "Past forum" not in text_of(form) + text_of(check)
    assert "Send to the committee" in text_of(check)


def test_what_was_handed_in_before_the_round_was_closed_is_in_time(cast, signed_in):
    back = returned(cast, figure(7_000))
    closed_round()
    client = signed_in(cast.reporter)

    form, check = client.get(address("edit_whole", back)), client.get(address("check", back))

    assert "Past forum" not in text_of(form) + text_of(check)
    assert "Send to the committee" in text_of(check)


def test_it_is_told_as_soon_as_the_date_is_typed(cast, signed_in):
    closed_round()
    client = signed_in(cast.reporter)

    undated = keep(client, cast, reference_on="").json()
    dated = keep(client, cast, version=undated["version"]).json()

    assert undated["closed"] == ""
    assert dated["closed"].replace("\u00a0", " ") == told(cast)


def test_what_was_typed_before_there_is_a_report_stays_and_is_told_about(cast, signed_in):
    closed_round()
    client = signed_in(cast.reporter)

    keep(client, cast, narrative="")
    page = client.get(form_address(cast), follow=True)

    assert told(cast) in text_of(page)
    assert ASK not in text_of(page)
    assert Draft.objects.get().typed["value"] == ["7000"]


@pytest.mark.parametrize("asked", [True, False])
def test_the_check_page_says_whether_it_was_asked_for(cast, signed_in, asked):
    closed_round()
    draft = drafted(cast)
    if asked:
        unlocks.ask(draft, reason="The yearbook came late.", by=cast.reporter)

    text = text_of(signed_in(cast.reporter).get(address("check", draft)))

    assert ("waits for another person’s decision" in text, ASK in text) == (asked, not asked)
