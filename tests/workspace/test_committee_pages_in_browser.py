"""The pages of a committee and its rounds as people meet them: in a browser, on a phone and on a desk."""

import pytest

from tests.browser import NO_FAULTS, click, faults, focused, opened, sign_in
from tests.cast import drafted, make_cast, make_user, published, seat, submitted
from tests.editions import reopened
from tests.protected import protect
from tests.rounds import assigned, closed_round, open_round
from tests.workspace.typed import address, another_target
from tracker.actions import reports, unlocks
from tracker.enums import Credit, SeatRole
from tracker.models import Committee

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
WIDTHS = [(320, "light"), (768, "light"), (1280, "dark")]
LONG = "Wolfeschlegelsteinhausenbergerdorff Association of Irregularly Employed Harvesters"


@pytest.fixture
def world(transactional_db):
    """The cast with a round at work, a request, and members with long names."""
    cast = make_cast()
    published(cast)
    of = open_round()
    assigned(cast, of, late=3)
    assigned(cast, of, another_target(cast, "GCM10-20"), due=30)
    submitted(cast, place_target=another_target(cast, "GCM10-21"))
    member = make_user("long")
    type(member).objects.filter(pk=member.pk).update(name=LONG)
    seat(cast.committee, member, "migrants", SeatRole.COORDINATOR)
    cast.committee.seats.filter(user=cast.reviewer).update(role="observer")
    closed_round()
    draft = drafted(cast, place_target=another_target(cast, "GCM10-22"))
    request = unlocks.ask(draft, reason="The yearbook came late.", by=cast.reporter)
    return cast, draft, request


def pages(cast, draft, request):
    """Who opens what."""
    there = "/work/committees/arcadia/"
    own = cast.committee.seats.get(user=cast.reporter).pk
    return [
        (cast.reporter, "/work/"),
        (cast.reporter, f"{there}rounds/forum/"),
        (cast.reporter, address("ask_unlock", draft)),
        (cast.coordinator, "/work/"),
        (cast.coordinator, f"{there}members/"),
        (cast.coordinator, f"{there}members/add/"),
        (cast.coordinator, f"{there}seats/{own}/role/"),
        (cast.coordinator, f"{there}seats/{own}/end/"),
        (cast.coordinator, f"{there}protection/"),
        (cast.coordinator, f"{there}rounds/forum/"),
        (cast.coordinator, f"{there}rounds/forum/assign/"),
        (cast.coordinator, f"/work/unlocks/{request.uuid}/"),
    ]


@pytest.mark.parametrize(("width", "scheme"), WIDTHS)
def test_every_page_is_accessible_and_fits_the_window(chromium, live_server, world, width, scheme):
    cast, draft, request = world
    wanted, seen, signed = pages(cast, draft, request), {}, None

    with opened(chromium, width=width, color_scheme=scheme) as page:
        for user, path in wanted:
            if user != signed:
                page.context.clear_cookies()
                sign_in(page, live_server.url, user)
                signed = user
            page.goto(live_server.url + path)
            seen[user.name, path] = faults(page)

    assert seen == dict.fromkeys(seen, NO_FAULTS)
    assert len(seen) == len(wanted)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_coordinator_invites_assigns_and_protects(chromium, live_server, world, javascript):
    cast, _draft, _request = world
    seen = {}
    with opened(chromium, width=320, java_script_enabled=javascript) as page:
        sign_in(page, live_server.url, cast.coordinator)
        click(page.get_by_role("link", name="Committee of Arcadia", exact=True))
        click(page.get_by_role("link", name="Members and seats"))
        missing = page.locator("#constitution").inner_text()
        click(page.get_by_role("link", name="Invite a member"))
        click(page.get_by_role("button", name="Send the invitation"))
        seen["refused"] = focused(page)
        page.get_by_label("E-mail address").fill("new@example.org")
        page.get_by_label("Seat for").select_option("migrants")
        page.get_by_label("Reviewer", exact=True).check()
        click(page.get_by_role("button", name="Send the invitation"))
        seen["invited"] = page.get_by_role("status").inner_text()

        page.goto(f"{live_server.url}/work/committees/arcadia/rounds/forum/assign/")
        page.get_by_label("Who reports?").select_option(label="Reporter Person")
        page.get_by_label("GCM10-22").check()
        click(page.get_by_role("button", name="Assign"))
        seen["assigned"] = page.get_by_role("status").inner_text()

        page.goto(f"{live_server.url}/work/committees/arcadia/protection/")
        page.get_by_label("Protected: by a label").check()
        click(page.get_by_role("button", name="Save"))
        known = page.locator(".lede").inner_text()

    label = Committee.objects.get(slug="arcadia").label
    assert "Nobody votes for: Civil-Society. Invite somebody for it" in missing
    assert seen == {
        "refused": "error-summary",
        "invited": "The invitation is on its way. It can be used for 72 hours.",
        "assigned": "Reporter Person has 1 target.",
    }
    assert known.startswith(f"Now: Committee {label.upper()}")


def test_what_a_protected_committee_decided_is_told_on_a_phone(chromium, live_server, world):
    cast, _draft, _request = world
    cast.committee.seats.filter(user=cast.reviewer).update(role="reviewer")
    protect(cast, Credit.PSEUDONYM)
    reopened()
    report = reports.publish(submitted(cast), by=cast.reviewer)
    label = Committee.objects.get(slug="arcadia").label

    with opened(chromium, width=320) as page:
        sign_in(page, live_server.url, cast.reviewer)
        page.goto(live_server.url + address("review", report))
        told = page.locator("#decision").inner_text()
        found = [faults(page)]
        page.goto(f"{live_server.url}/committees/{label}/")
        found.append(faults(page))

    assert "Decided: it goes out on" in told
    assert found == [NO_FAULTS] * 2
