"""Words to think about, good practices and endorsements as people meet them: small, large, without a script."""

import pytest

from tests.browser import NO_FAULTS, click, faults, opened, overflow, sign_in, violations
from tests.cast import drafted, figure, make_cast
from tests.endorsements import last_token, make_organisation
from tests.practices import made_public, proposed
from tests.workspace.typed import address, form_address
from tracker.models import Endorsement, GoodPractice, Term, TermOverride

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
WIDTHS = [(320, "light"), (1280, "dark")]
TEXT = "The bill is about bogus claimants, and the report says so."


@pytest.fixture
def world(transactional_db):
    """The cast, and one term, for a server that runs beside the test."""
    Term.objects.create(
        code="EN-BOGUS",
        language="en",
        avoid=["bogus claimant"],
        prefer=["person whose claim was refused"],
        why="A claim can fail; a person does not.",
        severity="error",
        pattern="bogus claimant(s)",
    )
    return make_cast()


@pytest.mark.parametrize(("width", "scheme"), WIDTHS)
def test_a_hint_appears_while_one_types_and_is_overruled(chromium, live_server, world, width, scheme):
    seen, path = {}, form_address(world)
    with opened(chromium, width=width, color_scheme=scheme) as page:
        sign_in(page, live_server.url, world.reporter)
        page.goto(f"{live_server.url}{path}")
        page.get_by_label("What happened?").fill(TEXT)
        shown = page.locator("#div_id_narrative .hints")
        shown.get_by_text("A claim can fail; a person does not.").wait_for()
        marked = shown.locator("mark").inner_text()
        seen["hint"] = faults(page)
        with page.expect_response("**/work/hints/keep/") as pressed:
            click(shown.get_by_role("button", name="Keep my word"))
        status = pressed.value.status
        shown.get_by_text("You keep this word.").wait_for()
        seen["kept"] = faults(page)
        text = page.get_by_label("What happened?").input_value()
        page.get_by_label("What happened?").fill("Nothing of the kind.")
        shown.get_by_text("You keep this word.").wait_for(state="detached")
        empty = shown.inner_text()
        token = page.locator('input[name="token"]').input_value()

    kept = TermOverride.objects.get()
    assert (marked, text, empty, status) == ("bogus claimants", TEXT, "", 204)
    assert (kept.term, kept.field, str(kept.form), kept.user) == (
        "EN-BOGUS",
        "narrative",
        token,
        world.reporter,
    )
    assert seen == dict.fromkeys(seen, NO_FAULTS)


@pytest.mark.parametrize(("width", "scheme"), WIDTHS)
def test_the_desk_points_out_words_as_well(chromium, live_server, world, width, scheme):
    with opened(chromium, width=width, color_scheme=scheme) as page:
        sign_in(page, live_server.url, world.administrator)
        page.goto(f"{live_server.url}/desk/tracker/commitment/{world.commitment.pk}/change/")
        page.get_by_label("Text", exact=True).fill(TEXT)
        page.locator(".hints").get_by_text("A claim can fail; a person does not.").wait_for()
        ours = [one for one, html in violations(page) if "hint" in str(html)]
        wide = overflow(page)
        click(page.locator(".hints").get_by_role("button", name="Keep my word"))
        page.locator(".hints").get_by_text("You keep this word.").wait_for()

    kept = TermOverride.objects.get()
    assert (ours, wide) == ([], 0)
    assert (kept.field, kept.report, kept.user) == ("text", None, world.administrator)


@pytest.mark.parametrize("width", [320, 1280])
def test_without_a_script_the_check_page_says_the_same(chromium, live_server, world, width):
    report = drafted(world, figure(7_000, narrative=TEXT))
    with opened(chromium, width=width, java_script_enabled=False) as page:
        sign_in(page, live_server.url, world.reporter)
        page.goto(f"{live_server.url}{address('edit_whole', report)}")
        on_the_form = page.locator(".hints").count()
        page.goto(f"{live_server.url}{address('check', report)}")
        before = page.locator("#hints").inner_text()
        wide = overflow(page)
        click(page.locator("#hints").get_by_role("button", name="Keep my word"))
        after, there = page.locator("#hints").inner_text(), page.url

    assert (on_the_form, wide) == (0, 0)
    assert "A claim can fail; a person does not." in before
    assert "You keep this word." in after
    assert there.endswith(address("check", report))
    assert TermOverride.objects.get().report == report


@pytest.mark.parametrize(("width", "scheme"), WIDTHS)
def test_a_practice_is_proposed_sent_back_and_published(chromium, live_server, world, width, scheme):
    seen = {}
    with opened(chromium, width=width, color_scheme=scheme) as page:
        sign_in(page, live_server.url, world.reporter)
        click(page.get_by_role("link", name="Good practices").first)
        seen["empty list"] = faults(page)
        click(page.get_by_role("link", name="A good practice for Committee of Arcadia"))
        seen["form"] = faults(page)
        click(page.get_by_role("button", name="Continue and check"))
        seen["refused"] = faults(page)
        page.get_by_label("Title", exact=True).fill("A desk in nine languages")
        page.get_by_label("What was done?").fill("The town opened a desk.")
        page.get_by_label("What came of it?").fill("It is too early to say.")
        page.get_by_label("Page that shows it").fill("https://stats.example.org/yearbook")
        page.get_by_label("Title of that page").fill("Yearbook")
        page.get_by_label("GCM10-9").check()
        click(page.get_by_role("button", name="Continue and check"))
        seen["check"] = faults(page)
        click(page.get_by_role("button", name="Send to the committee"))
        seen["handed in"] = faults(page)
        click(page.get_by_role("button", name="Sign out"))

        sign_in(page, live_server.url, world.reviewer)
        page.goto(f"{live_server.url}/work/practices/")
        click(page.get_by_role("link", name="A desk in nine languages"))
        seen["review"] = faults(page)
        page.get_by_label("What should change?").fill("Name the year.")
        click(page.get_by_role("button", name="Send back"))
        seen["list with a message"] = faults(page)
        click(page.get_by_role("button", name="Sign out"))

        sign_in(page, live_server.url, world.reporter)
        page.goto(f"{live_server.url}/work/practices/")
        click(page.get_by_role("link", name="A desk in nine languages"))
        seen["sent back"] = faults(page)
        page.get_by_label("What was done?").fill("In 2024 the town opened a desk.")
        click(page.get_by_role("button", name="Continue and check"))
        click(page.get_by_role("button", name="Send to the committee"))
        click(page.get_by_role("button", name="Sign out"))

        sign_in(page, live_server.url, world.reviewer)
        page.goto(f"{live_server.url}/work/practices/")
        click(page.get_by_role("link", name="A desk in nine languages"))
        click(page.get_by_role("button", name="Publish"))
        click(page.get_by_role("link", name="A desk in nine languages"))
        seen["public page"] = faults(page)
        read = page.locator("main").inner_text()
        page.goto(f"{live_server.url}/practices/?commitment=GCM10-9")
        seen["public list"] = faults(page)

    practice = GoodPractice.objects.get()
    assert (practice.state, practice.decided_by) == ("published", world.reviewer)
    assert "In 2024 the town opened a desk." in read
    assert seen == dict.fromkeys(seen, NO_FAULTS)


@pytest.mark.parametrize(("width", "scheme"), WIDTHS)
def test_an_endorsement_is_confirmed_by_mail(chromium, live_server, world, width, scheme, mailoutbox):
    make_organisation()
    seen, ask = {}, f"{live_server.url}/commitments/GCM10-9/"
    with opened(chromium, width=width, color_scheme=scheme) as page:
        page.goto(ask)
        click(page.get_by_role("link", name="Sign on as an organisation, or withdraw"))
        seen["form"] = faults(page)
        click(page.get_by_role("button", name="Send the letter"))
        seen["refused"] = faults(page)
        page.get_by_label("Name of the organisation").fill("Rights Network")
        page.get_by_label("Sign on").check()
        click(page.get_by_role("button", name="Send the letter"))
        seen["asked"] = faults(page)
        path = f"/endorsements/{link_in(mailoutbox)}/"
        page.goto(f"{live_server.url}{path}")
        seen["letter"] = faults(page)
        click(page.get_by_role("button", name="Yes, we sign on"))
        seen["done"] = faults(page)
        page.goto(f"{live_server.url}{path}")
        seen["over"] = faults(page)
        page.goto(ask)
        seen["commitment"] = faults(page)
        read, cookies = page.locator("#endorsers").inner_text(), page.context.cookies()

    assert Endorsement.objects.standing().count() == 1
    assert last_token() in path
    assert ("1 organisation has signed on to it:" in read, "Rights Network" in read) == (True, True)
    assert cookies == []
    assert seen == dict.fromkeys(seen, NO_FAULTS)


def link_in(mails):
    """The token in the link of the one mail that was sent."""
    (mail,) = mails
    return mail.body.split("/endorsements/")[1].split("/")[0]


@pytest.mark.parametrize(("width", "scheme"), WIDTHS)
def test_other_pages_are_fit_for_everyone(chromium, live_server, world, width, scheme):
    practice = proposed(world)
    made_public(world)
    make_organisation(user=world.reporter)
    seen = {}
    with opened(chromium, width=width, color_scheme=scheme) as page:
        for path in ("/terms/", "/practices/"):
            page.goto(f"{live_server.url}{path}")
            seen[path] = faults(page)
        sign_in(page, live_server.url, world.reporter)
        for path in ("/work/endorsements/", f"/work/practices/{practice.uuid}/", "/work/practices/"):
            page.goto(f"{live_server.url}{path}")
            seen[path] = faults(page)

    assert seen == dict.fromkeys(seen, NO_FAULTS)
