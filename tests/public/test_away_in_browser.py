"""A form that meets a database which is away, in a browser: nothing typed is lost, and one more press sends it."""

import pytest
from django.db import connection

from tests.away import database_away
from tests.browser import click, opened, overflow, sideways, sign_in, violations
from tests.cast import make_cast
from tests.workspace.typed import form_address
from tracker.models import ProgressReport

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID = (
    "Fewer than the year before, and the year before that was one of the fewest there were.\n\nSo they say."
)


def faults(page):
    return violations(page), sideways(page), overflow(page)


def fill_in(page):
    page.get_by_label("A figure").check()
    page.get_by_label("Figure", exact=True).fill("7000")
    page.get_by_label("Which year or date").fill("2021")
    page.get_by_label("What happened?").fill(SAID)
    page.get_by_label("B: official self-report").check()
    page.get_by_label("Page that shows it").fill("https://stats.example.org/yearbook")
    page.get_by_label("Title of that page").fill("Yearbook")
    page.get_by_label("No", exact=True).check()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_form_is_sent_again_once_the_database_is_back(chromium, live_server, width, scheme):
    cast = make_cast()
    connection.close()
    with opened(chromium, width=width, color_scheme=scheme) as page:
        sign_in(page, live_server.url, cast.reporter)
        page.goto(live_server.url + form_address(cast))
        fill_in(page)
        with database_away(beside_a_browser=True):
            click(page.get_by_role("button", name="Continue and check"))
            page.get_by_role("button", name="Send it again").wait_for()
            seen = {"form": faults(page)}
            kept = page.get_by_label("Text 1").input_value()
            other = page.context.new_page()
            other.goto(f"{live_server.url}/places/")
            seen["page"] = faults(other)
        click(page.get_by_role("button", name="Send it again"))
        page.wait_for_url("**/check/")

    assert seen == {"form": ([], [], 0), "page": ([], [], 0)}
    assert kept == SAID
    assert ProgressReport.objects.get().narrative == SAID
