"""From the coordinator's invitation to the desk of whoever was invited, with a target assigned to her."""

import re

from tests.browser import click, press
from tests.cast import PASSWORD, code
from tests.workspace.walker import PHONE

INVITED = "invited@example.org"


def path_in(letters, start):
    """The path that begins so, of the one letter that has it."""
    (found,) = (
        re.search(rf"https?://[^/\s]+({start}\S+/)", one.body) for one in letters if start in one.body
    )
    return found[1]


def invite(walker, coordinator):
    """The coordinator invites somebody who is to write and to decide, with a mistake first."""
    page = walker.of(coordinator)
    walker.look(page, "desk of the coordinator")
    click(page.get_by_role("link", name="Committee of Arcadia", exact=True))
    walker.look(page, "committee")
    click(page.get_by_role("link", name="Members and seats"))
    click(page.get_by_role("link", name="Invite a member"))
    press(page, "Send the invitation")
    walker.look(page, "invitation refused")
    page.get_by_label("E-mail address").fill(INVITED)
    page.get_by_label("Seat for").select_option("migrants")
    page.get_by_label("Coordinator", exact=True).check()
    press(page, "Send the invitation")
    walker.look(page, "members")


def begin(walker, link):
    """On her phone she follows the link and sets up an app; answers with the page and the recovery codes."""
    page = walker.device(PHONE)
    walker.open(page, link)
    walker.look(page, "invitation")
    page.get_by_label("Your name").fill("Invited Person")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Begin")
    walker.look(page, "app")
    secret = page.locator("code.secret").inner_text().replace(" ", "")
    page.get_by_label("Code").fill(code(secret=secret))
    press(page, "Continue")
    walker.look(page, "recovery codes")
    codes = page.locator(".codes code").all_inner_texts()
    press(page, "I have kept them", role="link")
    walker.look(page, "first desk")
    return page, codes


def assign(walker, coordinator):
    """The coordinator gives her the target."""
    page = walker.of(coordinator)
    click(page.get_by_role("link", name="Assign targets"))
    walker.look(page, "targets to assign")
    page.get_by_label("Who reports?").select_option(label="Invited Person")
    page.get_by_label("GCM10-9").check()
    press(page, "Assign")
    walker.look(page, "round")


def come_in_elsewhere(walker, recovery):
    """On another device she signs in with a recovery code: the app is on the phone."""
    page = walker.device()
    walker.open(page, "/accounts/sign-in/")
    walker.look(page, "sign in")
    page.get_by_label("E-mail address").fill(INVITED)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
    walker.look(page, "code")
    page.get_by_label("Code").fill(recovery)
    press(page, "Sign in")
    return page
