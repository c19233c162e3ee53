"""The screens of what two administrators decide on: asked on the one page, confirmed or refused on the other."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.actions.change_acts import asked, edit
from tests.admin.pages import Page
from tests.cast import make_administrator, make_user, published
from tests.rounds import closed_round
from tracker.actions.changes import keep
from tracker.actions.drain import drain
from tracker.enums import ChangeRequestState
from tracker.models import ChangeRequest, Score, TargetVersion

REASON = "The States agreed on it in Quito."


@pytest.fixture
def second(cast):
    """Another administrator, in a browser of their own."""
    client = Client()
    client.force_login(make_administrator("second"))
    return client


@pytest.fixture
def url(cast):
    return reverse("admin:tracker_target_change", args=[cast.place_target.target_id])


def at(request):
    return reverse("admin:tracker_changerequest_change", args=[request.pk])


def confirmed(desk, url, **changes):
    """Fill in, read back, confirm: where that leads."""
    read = Page(desk.send(url, **changes, reason=REASON))
    return read, desk.client.post(url, {**read.typed, "confirmed": read.buttons["confirmed"]})


def test_mark_of_a_closed_round_is_changed_by_two(cast, desk, second, url):
    published(cast)
    closed_round()

    read, answer = confirmed(desk, url, goal="2000")
    request = ChangeRequest.objects.get()
    page = second.get(at(request))
    stored = TargetVersion.objects.count()
    done = second.post(at(request), {"confirm": "1"})
    drain()

    assert "It changes a mark that rests on a closed round" in read.html
    assert "Yes, ask a second administrator" in read.html
    assert answer.url == done.url == at(request)
    assert Page(page).read_back == [
        "2 marks change in 1 place, and whatever gathers them.",
        "6 more change by less than a point, or in a score that is not published.",
    ]
    assert Page(page).differences("desk-read-back")[0] == ("Goal", "4 000", "2 000")
    assert stored == 1
    assert TargetVersion.objects.latest("number").goal == 2_000
    assert int(Score.objects.get(place_target=cast.place_target).score) == 37
    after = second.get(at(request)).content.decode()
    assert f'<a href="{url}#history">GCM10-9, 2023</a>, version 2' in after
    assert 'name="confirm"' not in after


def test_version_is_restored_from_its_history_by_two(cast, desk, second, url):
    confirmed(desk, url, goal="3000")
    history = desk.open(url).html

    filled = desk.open(f"{url}?restore=1")
    read = Page(desk.send(f"{url}?restore=1", reason=REASON))
    desk.client.post(url, {**read.typed, "confirmed": read.buttons["confirmed"]})
    request = ChangeRequest.objects.get()
    second.post(at(request), {"confirm": "1"})

    assert 'href="?restore=1">Restore version 1' in history
    assert "?restore=2" not in history
    assert filled.typed["goal"] == "4000"
    assert "The form holds what version 1 said" in filled.html
    assert "It restores an earlier version" in read.html
    assert request.restores
    goals = TargetVersion.objects.order_by("number").values_list("number", "goal")
    assert list(goals) == [(1, 4_000), (2, 3_000), (3, 4_000)]


def test_two_versions_are_compared(desk, url):
    confirmed(desk, url, goal="3000")
    confirmed(desk, url, title="At most 3 000")

    page = desk.open(f"{url}?compare=3&with=1")

    assert page.differences('id="compared"') or "Version 1 and version 3" in page.html
    html = page.html[page.html.index('id="compared"') :]
    assert "At most 4 000 by 2023" in html
    assert "3 000" in html


@pytest.mark.parametrize("query", ["restore=9", "restore=x", "compare=1&with=9", "restore=-1", "compare=%00"])
def test_version_that_is_none_is_a_plain_404(desk, url, query):
    assert desk.client.get(f"{url}?{query}").status_code in {400, 404}


def test_who_asked_may_only_take_it_back(cast, desk, second):
    request = asked(cast)

    page = desk.open(at(request)).html
    refused = desk.client.post(at(request), {"confirm": "1"})
    desk.client.post(at(request), {"take_back": "1"})

    assert 'name="confirm"' not in page
    assert 'name="take_back"' in page
    assert refused.status_code == 403
    assert ChangeRequest.objects.get().state == ChangeRequestState.TAKEN_BACK
    assert TargetVersion.objects.count() == 1


def test_refusal_needs_a_reason_and_keeps_what_was_typed(cast, second):
    request = asked(cast)

    empty = second.post(at(request), {"refuse": "1", "answer": " "})
    second.post(at(request), {"refuse": "1", "answer": "Not agreed."})

    assert empty.status_code == 422
    assert "answer" in Page(empty).problems or "There is a problem" in empty.content.decode()
    request = ChangeRequest.objects.get()
    assert (request.state, request.answer) == (ChangeRequestState.REFUSED, "Not agreed.")
    assert "Not agreed." in second.get(at(request)).content.decode()


def test_what_was_changed_meanwhile_cannot_be_confirmed(cast, second):
    request = asked(cast)
    keep([edit(cast, weight=9)], by=cast.administrator, reason=REASON, from_on=timezone.localdate())

    page = second.get(at(request))
    answer = second.post(at(request), {"confirm": "1"})

    assert "cannot be stored" in page.content.decode()
    assert answer.status_code == 409
    assert "cannot be stored" in answer.content.decode()
    assert TargetVersion.objects.latest("number").weight == 9


def test_front_page_says_what_waits_for_a_second(cast, desk, second):
    asked(cast)

    assert "1 change waits for a second administrator." in second.get("/desk/").content.decode()


def test_clerk_who_asked_sees_the_request_and_no_others(cast, signed_in):
    clerk, other = make_user("clerk", is_staff=True), make_administrator("other")
    names = ["view_target", "change_target"]
    clerk.user_permissions.add(*Permission.objects.filter(codename__in=names))
    own, others = asked(cast), asked(cast, weight=4)
    ChangeRequest.objects.filter(pk=own.pk).update(asked_by=clerk)
    ChangeRequest.objects.filter(pk=others.pk).update(asked_by=other)
    client = signed_in(clerk)

    answers = [client.get(at(one)).status_code for one in (own, others)]
    refused = client.post(at(others), {"confirm": "1"}).status_code

    assert (answers, refused) == ([200, 403], 403)
    assert TargetVersion.objects.count() == 1
