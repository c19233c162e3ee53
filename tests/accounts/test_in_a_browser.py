"""From the mail to the desk with a mistake at each form, and back after a forgotten password; small and large."""

import pytest
from django.core import mail
from django.db import connection

from tests.actions.test_invitations import ADDRESS, invited
from tests.browser import NO_FAULTS, click, faults, opened, press, type_in
from tests.cast import code, make_cast
from tests.workspace.way_to_the_desk import path_in
from tracker.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [(320, "light"), (1280, "dark")]
CHOSEN, NEW = "three words apart", "four words that differ"


def begin(page, link, seen):
    """From the link to the desk, with a mistake at each form."""
    page.goto(link)
    seen["invitation"] = faults(page)
    press(page, "Begin")
    seen["nothing chosen"] = faults(page)
    page.get_by_label("Your name").fill("Invited Person")
    page.get_by_label("Password").fill(CHOSEN)
    press(page, "Begin")
    seen["set up"] = faults(page)
    secret = page.locator("code.secret").inner_text().replace(" ", "")
    page.get_by_label("Code").fill("000000")
    press(page, "Continue")
    seen["wrong code"] = faults(page)
    page.get_by_label("Code").fill(code(secret=secret))
    press(page, "Continue")
    seen["recovery codes"] = faults(page)
    codes = page.locator(".codes code").all_inner_texts()
    press(page, "I have kept them", role="link")
    seen["desk"] = faults(page)
    return codes


def reset(page, site, seen):
    """From the page to sign in to the mail."""
    page.goto(f"{site}/accounts/sign-in/")
    seen["sign in"] = faults(page)
    click(page.get_by_role("link", name="I do not know my password"))
    seen["ask"] = faults(page)
    page.get_by_label("E-mail address").fill(ADDRESS)
    press(page, "Send the link")
    seen["asked"] = faults(page)
    page.goto(site + path_in(mail.outbox[-1:], "/accounts/password/reset/"))
    page.get_by_label("New password").fill("short")
    press(page, "Change the password")
    seen["short"] = faults(page)
    page.get_by_label("New password").fill(NEW)
    press(page, "Change the password")
    seen["changed"] = faults(page)


def go_on(page, site, recovery, seen):
    """In again with the new password and a recovery code, to the account and out everywhere."""
    press(page, "Sign in", role="link")
    type_in(page, ADDRESS, NEW)
    seen["wrong code at the door"] = faults(page)
    page.get_by_label("Code").fill(recovery)
    press(page, "Sign in")
    page.goto(f"{site}/accounts/")
    seen["account"] = faults(page)
    click(page.get_by_role("link", name="Change your password"))
    seen["change"] = faults(page)
    page.goto(f"{site}/accounts/second-factor/remove/")
    seen["confirm"] = faults(page)
    page.goto(f"{site}/accounts/")
    press(page, "Sign out everywhere")


@pytest.mark.parametrize(("width", "scheme"), WIDTHS)
def test_invited_person_comes_to_the_desk_and_back_after_a_reset(chromium, live_server, width, scheme):
    cast = make_cast()
    invited(cast)
    link = live_server.url + path_in(mail.outbox, "/accounts/invitation/")
    connection.close()
    seen = {}
    with opened(chromium, width=width, color_scheme=scheme) as page:
        codes = begin(page, link, seen)
        landed = page.url
        page.goto(link)
        seen["used link"] = faults(page)
        page.context.clear_cookies()
        reset(page, live_server.url, seen)
        go_on(page, live_server.url, codes[0], seen)
        page.goto(f"{live_server.url}/work/")
        outside = page.url

    user = User.objects.get(email=ADDRESS)
    assert seen == dict.fromkeys(seen, NO_FAULTS)
    assert len(seen) == 16
    assert (landed, len(codes)) == (f"{live_server.url}/work/", 10)
    assert outside.endswith("/accounts/sign-in/?next=/work/")
    assert (user.name, user.seats.get().committee, user.check_password(NEW)) == (
        "Invited Person",
        cast.committee,
        True,
    )
