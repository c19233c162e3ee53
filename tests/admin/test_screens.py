"""What every screen of the desk offers: a search that says what it looks in, and what saving comes to."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import make_committee, make_constituency, make_user, published, seat, submitted
from tests.pages import words
from tests.practices import handed_in, made_public
from tracker.admin import desk as site
from tracker.admin.site import GROUPS
from tracker.admin.versioned import VersionedAdmin
from tracker.enums import Credit, Protection, SeatRole
from tracker.models import Assignment, Committee, Constituency, Horizon, Round, Seat

TODAY = timezone.localdate()
SCREENS = list(site._registry.items())
NAMES = [model.__name__ for model, _screen in SCREENS]
# Nouns of which there is little to tell apart.
WITHOUT_FILTER = {"Horizon", "Organisation", "Spokesperson"}


def day(days):
    return TODAY + timedelta(days=days)


def address(model, page, *args):
    return reverse(f"admin:tracker_{model._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize(("model", "screen"), SCREENS, ids=NAMES)
def test_list_is_searched_and_says_in_what(cast, desk, model, screen):
    page = desk.client.get(address(model, "changelist")).content.decode()

    assert screen.search_fields
    assert str(screen.search_help_text) in words(page)
    assert bool(screen.list_filter) is (model.__name__ not in WITHOUT_FILTER)


@pytest.mark.parametrize(("model", "screen"), SCREENS, ids=NAMES)
def test_form_says_what_saving_comes_to(cast, desk, model, screen):
    published(cast)
    row = screen.get_queryset(desk.client.get("/desk/").wsgi_request).first()
    pages = [address(model, "add"), *([address(model, "change", row.pk)] if row else [])]

    for url in pages:
        answer = desk.client.get(url)
        if answer.status_code != 200:
            continue
        html = answer.content.decode()
        if isinstance(screen, VersionedAdmin) or "freeze" in html:
            assert "before anything is stored" in html or "Saving shows first" in html or "next page" in html
        else:
            said = html.split('class="desk-happens">')[1].split("</p>")[0]
            assert len(said) > 30, url


def test_every_noun_stands_on_the_front_page(cast, desk):
    page = desk.client.get("/desk/").content.decode()

    assert {name for _group, names in GROUPS for name in names} == set(NAMES)
    assert [name for name in NAMES if f"/desk/tracker/{name.lower()}/" not in page] == []


@pytest.fixture
def rounds(cast):
    made = {
        "later": Round.objects.create(slug="later", name="Later", opens_on=day(5), closes_on=day(50)),
        "open": Round.objects.create(slug="open", name="Open", opens_on=day(-5), closes_on=day(5)),
        "overdue": Round.objects.create(slug="over", name="Over", opens_on=day(-50), closes_on=day(-5)),
        "closed": Round.objects.create(slug="done", name="Done", opens_on=day(-90), closes_on=day(-60)),
    }
    Round.objects.filter(slug="done").update(closed_at=timezone.now())
    return made


@pytest.mark.parametrize(
    ("asked", "said"),
    [("later", "To come"), ("open", "Open"), ("overdue", "Overdue: to be closed"), ("closed", "Closed")],
)
def test_rounds_are_told_apart_by_where_they_stand(desk, rounds, asked, said):
    found = desk.client.get("/desk/tracker/round/", {"state": asked}).context["cl"]

    assert list(found.result_list) == [rounds[asked]]
    assert found.model_admin.state(found.result_list[0]) == said


def test_round_says_how_much_was_assigned_and_reported(cast, desk, rounds):
    other = cast.place_target.target.place_targets.get(place=cast.borduria)
    Round.objects.exclude(slug="open").delete()
    for target in (cast.place_target, other):
        Assignment.objects.create(
            round=rounds["open"],
            committee=cast.committee,
            place_target=target,
            user=cast.reporter,
            due_on=day(3),
            at=timezone.now(),
        )
    published(cast)
    Round.objects.create(slug="empty", name="Empty", opens_on=day(5), closes_on=day(50))

    listed = desk.client.get("/desk/tracker/round/").context["cl"]

    told = {
        row.slug: (listed.model_admin.assigned(row), listed.model_admin.reported(row))
        for row in listed.result_list
    }
    assert told == {"open": (2, 1), "empty": (0, 0)}


def row_of(desk, committee, **asked):
    """What the list says of the committee: seats, whether it may publish, and the next thing."""
    listed = desk.client.get("/desk/tracker/committee/", asked).context["cl"]
    row = next(one for one in listed.result_list if one.pk == committee.pk)
    screen = listed.model_admin
    return screen.seats(row), screen.constituted(row), screen.next_thing(row)


def test_committee_that_may_publish_says_so_and_what_waits(cast, desk):
    submitted(cast)

    seats, may, following = row_of(desk, cast.committee, constituted="yes")

    assert (seats, may) == (4, "Yes")
    assert "1 report waits for its decision" in following
    assert f"committee__id__exact={cast.committee.pk}" in following


def test_committee_that_lacks_somebody_says_whom_and_leads_to_inviting(cast, desk):
    Constituency.objects.filter(code="migrants").update(required=True)
    bare = make_committee("bare", cast.arcadia, leads=False)

    seats, may, following = row_of(desk, bare, constituted="no")

    assert seats == 0
    assert "Civil society, the private sector and migrants must each hold a seat." in may
    assert "Invite somebody for:" in following
    assert f"/desk/tracker/invitation/add/?committee={bare.pk}" in following
    assert desk.open(f"/desk/tracker/invitation/add/?committee={bare.pk}").typed["committee"] == str(bare.pk)


def test_committee_out_of_balance_leads_to_its_seats(cast, desk):
    committee = make_committee("many", cast.borduria, leads=False)
    make_constituency("migrants")
    for number in range(5):
        seat(committee, make_user(f"same{number}"), "migrants", SeatRole.COORDINATOR)
    Constituency.objects.update(required=False)

    _seats, may, following = row_of(desk, committee)

    assert "No constituency may hold a majority of the voting seats." in may
    assert f"/desk/tracker/seat/?committee__id__exact={committee.pk}" in following


@pytest.mark.parametrize(("asked", "number"), [("held", 5), ("over", 1), ("later", 0)])
def test_seats_are_told_apart_by_whether_they_run_today(cast, desk, asked, number):
    Seat.objects.create(
        committee=cast.committee,
        user=cast.stranger,
        constituency=make_constituency("migrants"),
        role=SeatRole.REPORTER,
        starts_on="2018-01-01",
        ends_on="2018-12-31",
    )

    assert desk.client.get("/desk/tracker/seat/", {"today": asked}).context["cl"].result_count == number


def on_site(desk, row):
    """Where the screen of a row leads on the site, if anywhere."""
    html = desk.client.get(address(type(row), "change", row.pk)).content.decode()
    found = html.split('class="viewsitelink">')
    return found[0].rsplit('href="', 1)[1].split('"')[0] if len(found) > 1 else None


def test_screens_lead_to_the_public_page(cast, desk, client):
    report, practice = published(cast), made_public(cast)
    rows = {
        cast.objective: "/objectives/10/",
        cast.arcadia: "/places/arcadia/",
        cast.committee: "/committees/arcadia/",
        report: f"/reports/{report.uuid}/",
        practice: f"/practices/{practice.uuid}/",
        Horizon.objects.get(years=5): "/horizons/5/",
    }

    assert {row: on_site(desk, row) for row in rows} == rows
    assert {path: client.get(path).status_code for path in rows.values()} == dict.fromkeys(rows.values(), 200)


def test_what_has_no_public_page_leads_nowhere(cast, desk):
    practice = handed_in(cast)
    hidden = {"protection": Protection.PROTECTED, "credit": Credit.REGION, "label": "R-1"}
    Committee.objects.filter(pk=cast.other_committee.pk).update(**hidden)

    assert [on_site(desk, row) for row in (practice, cast.other_committee, submitted(cast))] == [None] * 3
