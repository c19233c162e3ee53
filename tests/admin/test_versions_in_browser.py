"""A five-year target is edited and restored by two people: its mark changes and the edition stands."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from tests.browser import click, desk_faults, opened, press, type_in
from tests.cast import make_administrator, make_cast, published
from tests.editions import frozen, make_round
from tracker.actions.drain import drain
from tracker.models import Round, TargetVersion

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(live_server):
    """A mark that stands in a frozen edition, and two administrators."""
    cast = make_cast()
    published(cast)
    make_administrator("second")
    closing = make_round(opens_on=date(2020, 1, 1), closes_on=timezone.localdate() - timedelta(days=2))
    edition = frozen(closing, as_of=timezone.localdate() - timedelta(days=1), by=cast.administrator)
    assert Round.objects.get().closed_at
    site = live_server.url
    return SimpleNamespace(
        target=f"{site}/desk/tracker/target/{cast.place_target.target_id}/change/",
        waiting=f"{site}/desk/tracker/changerequest/",
        together=f"{site}/desk/tracker/target/together/?commitment=GCM10-9",
        mark=f"{site}/places/arcadia/GCM10-9/5/",
        edition=f"{site}/editions/{edition.slug}/places/arcadia/",
    )


def confirm(chromium, world):
    """The second administrator opens what waits, reads it, and confirms."""
    with opened(chromium, width=320) as page:
        page.goto(world.waiting)
        type_in(page, "second@example.org")
        click(page.locator("#result_list tbody a").first)
        seen = desk_faults(page)
        read = page.locator(".desk-read-back").inner_text()
        press(page, "Confirm, and store it")
        done = page.locator(".messagelist").inner_text()
    drain()
    return read, done, seen


def texts(chromium, world):
    """What the mark's page and the edition's page say."""
    with opened(chromium) as page:
        page.goto(world.mark)
        mark = page.get_by_role("main").inner_text().replace("\xa0", " ")
        page.goto(world.edition)
        return mark, page.get_by_role("main").inner_text()


def ask_for_an_edit(chromium, world):
    """The first administrator asks for another goal: what was read, and what was said then."""
    with opened(chromium) as page:
        page.goto(world.target)
        type_in(page, "administrator@example.org")
        page.get_by_label("The figure to reach").fill("2000")
        page.get_by_label("Why is this changed?").fill("Agreed by the review forum.")
        press(page, "Show what this changes")
        seen = desk_faults(page)
        read = page.locator("#read-back").inner_text()
        press(page, "Yes, ask a second administrator")
        return read, page.locator(".messagelist").inner_text(), seen


def look_at_the_table(chromium, world):
    """The targets of the commitment side by side, on a phone."""
    with opened(chromium, width=320) as page:
        page.goto(world.together)
        type_in(page, "administrator@example.org")
        return desk_faults(page)


def ask_to_restore(chromium, world):
    """The first administrator compares the versions and asks for the first one again: the comparison."""
    with opened(chromium) as page:
        page.goto(world.target)
        type_in(page, "administrator@example.org")
        page.get_by_label("Compare version").select_option("1")
        page.get_by_label("with version").select_option("2")
        press(page, "Compare")
        compared = page.locator("#compared").inner_text()
        seen = desk_faults(page)
        click(page.get_by_role("link", name="Restore version 1"))
        page.get_by_label("Why is this changed?").fill("The forum took it back.")
        press(page, "Show what this changes")
        press(page, "Yes, ask a second administrator")
        return compared.replace("\u202f", " "), seen


def test_target_is_edited_and_restored_and_the_edition_stands(chromium, world):
    first_mark, first_edition = texts(chromium, world)
    read, asked, seen_asking = ask_for_an_edit(chromium, world)
    told, done, seen_confirming = confirm(chromium, world)
    edited_mark, edited_edition = texts(chromium, world)
    compared, seen_restoring = ask_to_restore(chromium, world)
    confirm(chromium, world)
    last_mark, last_edition = texts(chromium, world)

    assert "2 marks change in 1 place, and whatever gathers them." in read
    assert "It changes a mark that rests on a closed round" in read
    assert asked.startswith("Kept, and asked for.")
    assert "GCM10-9, 2023" in told
    assert done.startswith("Confirmed and stored.")
    assert "2 000" in compared
    assert ["50 %" in first_mark, "37 %" in edited_mark, "50 %" in last_mark] == [True, True, True]
    assert first_edition == edited_edition == last_edition
    goals = TargetVersion.objects.order_by("number").values_list("number", "goal")
    assert list(goals) == [(1, 4_000), (2, 2_000), (3, 4_000)]
    assert [seen_asking, seen_confirming, seen_restoring] == [([], 0)] * 3


def test_table_of_targets_fits_a_phone(chromium, world):
    assert look_at_the_table(chromium, world) == ([], 0)
