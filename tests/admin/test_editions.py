"""Opening a round, closing it and freezing an edition at the desk."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from tests.admin.pages import Page
from tests.cast import published
from tests.editions import frozen, make_round
from tests.recorded import recorded
from tracker.models import Edition, Place, Round, TargetVersion
from tracker.selectors.edition_drafts import draft_edition, last_day_over

FREEZE = "/desk/tracker/edition/add/"
OPEN = "/desk/tracker/round/add/"


@pytest.fixture
def round_(cast):
    published(cast)
    return make_round()


def test_round_is_opened(desk):
    desk.send(OPEN, slug="forum", name="Forum", opens_on="2026-01-01", closes_on="2026-05-31")

    found = Round.objects.get()
    assert (found.slug, found.name, found.closed_at) == ("forum", "Forum", None)
    assert [action for action, _about, _by in recorded("desk.added")] == ["desk.added"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"closes_on": "2026-01-01"}, "closes_on"),
        ({"opens_on": "31.12.2025"}, "opens_on"),
        ({"slug": "Not a slug"}, "slug"),
        ({"slug": "today"}, "slug"),
        ({"name": ""}, "name"),
    ],
)
def test_round_that_makes_no_sense_is_not_opened(desk, typed, field):
    sent = {"slug": "forum", "name": "Forum", "opens_on": "2026-01-01", "closes_on": "2026-05-31", **typed}

    answer = desk.send(OPEN, **sent)

    assert Round.objects.count() == 0
    assert list(Page(answer).problems) == [field]


def test_form_opens_with_the_last_day_that_is_over(desk, round_):
    assert desk.open(FREEZE).typed["as_of"] == last_day_over(timezone.now()).isoformat()


def test_what_it_comes_to_is_read_back_and_then_frozen(cast, desk, round_):
    draft = draft_edition(round_, as_of=last_day_over(timezone.now()))

    read = Page(desk.send(FREEZE, round=round_.pk))
    before = Edition.objects.count()
    answer = desk.client.post(FREEZE, {**read.typed, "confirmed": read.buttons["confirmed"]})

    assert before == 0
    assert read.buttons["confirmed"] == draft.digest
    assert read.read_back[0] == (
        "Its title is “Review Forum 2026”, its address /editions/imrf-2026/, both for good."
    )
    assert read.read_back[1].startswith("It freezes the marks of 2 targets in 5 places and processes, as of ")
    assert read.read_back[2].endswith(f"bytes have the digest {draft.digest}.")
    assert read.read_back[3:] == ["It closes the round “Review Forum 2026”."]
    edition = Edition.objects.get()
    assert (answer.url, edition.digest) == ("/editions/imrf-2026/", draft.digest)
    assert recorded("edition.frozen") == [("edition.frozen", "imrf-2026", cast.administrator)]


def test_second_edition_of_a_round_says_what_it_replaces(cast, desk, round_):
    frozen(round_, as_of=last_day_over(timezone.now()), by=cast.administrator)

    refused = Page(desk.send(FREEZE, round=round_.pk))
    read = Page(desk.send(FREEZE, round=round_.pk, note="A name was wrong."))
    desk.confirm(FREEZE, round=round_.pk, note="A name was wrong.")

    assert refused.problems == {
        "note": ["This round has an edition already. Say why another one takes its place."]
    }
    assert read.read_back[-1] == "It takes the place of the round’s earlier edition, which stays readable."
    assert list(Edition.objects.order_by("number").values_list("slug", "note")) == [
        ("imrf-2026", ""),
        ("imrf-2026-2", "A name was wrong."),
    ]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"as_of": "yesterday"}, "as_of"),
        ({"as_of": "2018-12-09"}, "as_of"),
        ({"as_of": ""}, "as_of"),
        ({"round": ""}, "round"),
        ({"round": "999"}, "round"),
        ({"note": "a\0b"}, "note"),
    ],
)
def test_bad_input_is_refused_beside_its_field(desk, round_, typed, field):
    answer = desk.send(FREEZE, **{"round": round_.pk, **typed})

    page = Page(answer)
    assert answer.status_code == 422
    assert list(page.problems) == [field]
    assert (len(page.summary), Edition.objects.count()) == (1, 0)


def test_day_that_is_not_over_is_refused_with_the_last_that_is(desk, round_):
    answer = desk.send(FREEZE, round=round_.pk, as_of=timezone.localdate().isoformat())

    ((said,),) = Page(answer).problems.values()
    assert answer.status_code == 422
    assert said.startswith("Choose ")
    assert said.endswith(" or an earlier day: what is not over can still change.")


def test_what_changed_since_it_was_read_is_read_again(desk, round_, cast):
    read = Page(desk.send(FREEZE, round=round_.pk))
    Place.objects.filter(pk=cast.arcadia.pk).update(names={"en": "Another name"})

    answer = desk.client.post(FREEZE, {**read.typed, "confirmed": read.buttons["confirmed"]})

    assert Edition.objects.count() == 0
    assert "It is not what you read before" in answer.content.decode()
    assert Page(answer).buttons["confirmed"] != read.buttons["confirmed"]


def test_edition_frozen_by_somebody_else_meanwhile_is_not_doubled(desk, round_, cast):
    read = Page(desk.send(FREEZE, round=round_.pk))
    frozen(round_, as_of=last_day_over(timezone.now()), by=cast.administrator)

    answer = desk.client.post(FREEZE, {**read.typed, "confirmed": read.buttons["confirmed"]})

    assert (answer.status_code, Edition.objects.count()) == (422, 1)


def test_facts_that_cannot_be_scored_are_named_and_nothing_is_frozen(desk, round_):
    TargetVersion.objects.update(steps=[{"on": "nonsense"}])

    answer = desk.send(FREEZE, round=round_.pk)

    assert answer.status_code == 422
    assert "The facts cannot be scored as they are: places/arcadia: ValueError" in Page(answer).summary[0]


def test_nothing_is_edited_afterwards(cast, desk, round_):
    edition = frozen(round_, as_of=last_day_over(timezone.now()), by=cast.administrator)

    answers = [
        desk.client.post(reverse(f"admin:tracker_{name}_{page}", args=[pk]), {"name": "x", "title": "x"})
        for name, pk in (("edition", edition.pk), ("round", round_.pk))
        for page in ("change", "delete")
    ]

    assert [answer.status_code for answer in answers] == [403] * 4
    assert (Edition.objects.get().title, Round.objects.get().name) == ("Review Forum 2026",) * 2


def test_open_round_is_changed_but_for_its_address(desk, round_):
    url = reverse("admin:tracker_round_change", args=[round_.pk])

    desk.send(url, name="Another name", closes_on=str(round_.closes_on + timedelta(days=1)), slug="other")

    found = Round.objects.get()
    assert (found.name, found.slug) == ("Another name", "imrf-2026")


def test_desk_without_that_permission_freezes_nothing(cast, signed_in, round_):
    cast.stranger.is_staff = True
    cast.stranger.save(update_fields=["is_staff"])
    cast.stranger.user_permissions.add(Permission.objects.get(codename="view_edition"))
    client = signed_in(cast.stranger)

    answers = [client.get(FREEZE), client.post(FREEZE, {"round": round_.pk, "as_of": "2026-01-01"})]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert Edition.objects.count() == 0


def test_member_finds_no_desk_there(cast, signed_in, round_):
    assert signed_in(cast.coordinator).get(FREEZE).status_code == 404
