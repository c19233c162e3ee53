"""Somebody pastes a row of baselines, reads which mark changes, stores it, and the mark is what was read."""

from decimal import Decimal

import pytest

from tests.browser import click, desk_faults, opened, press, type_in
from tests.cast import DUE, LEVEL, make_cast, make_target, published
from tracker.actions.drain import drain
from tracker.actions.wordings import Wording

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


def test_row_is_filled_in_by_paste_and_the_mark_changes(chromium, live_server):
    cast = make_cast()
    published(cast)
    target = f"{live_server.url}/desk/tracker/target/{cast.place_target.target_id}/change/"
    looked_at = []
    with opened(chromium, width=320) as page:
        page.goto(target)
        type_in(page, "administrator@example.org")
        click(page.get_by_role("link", name="Baselines of all places"))
        page.get_by_label("Arcadia, Baseline", exact=True).focus()
        page.keyboard.press("Tab")
        next_cell = page.evaluate("document.activeElement.getAttribute('aria-label')")
        looked_at.append(desk_faults(page))
        click(page.get_by_role("link", name="Paste from a spreadsheet"))
        page.get_by_label("Rows from a spreadsheet").fill("Place\tBaseline\tDate\nARCADIA\tn/a\t2018-12-31")
        page.get_by_label("Why is this changed?").fill("The office revised the series.")
        press(page, "Show what this changes")
        wrong = page.locator("#error-summary li").nth(1).inner_text()
        page.get_by_label("Rows from a spreadsheet").fill("Place\tBaseline\tDate\nARCADIA\t20000\t2018-12-31")
        press(page, "Show what this changes")
        looked_at.append(desk_faults(page))
        *_place, before, after = page.locator(".desk-marks tbody tr").last.locator("> *").all_inner_texts()
        press(page, "Yes, store all of these versions")
        stored = page.locator(".messagelist").inner_text()
    drain()

    score = int(cast.place_target.scores.get().score)
    assert next_cell == "Arcadia, Date of the baseline"
    assert wrong == "Row 2, Baseline, “n/a”: Leave this empty where nobody knows the figure."
    assert looked_at == [([], 0)] * 2
    assert before != after
    assert f"(score {score} of 100)" in after
    assert stored == "Stored as a new version in 1 place. The marks it touches are computed anew."


@pytest.mark.parametrize("width", [320, 1280])
def test_baselines_of_two_targets_are_filled_in_by_keyboard(chromium, live_server, width):
    cast = make_cast()
    published(cast)
    make_target(cast.commitment, 12, Wording(**{**LEVEL, "goal": Decimal(2_000), "due_on": DUE[12]}))
    commitment = f"{live_server.url}/desk/tracker/commitment/{cast.commitment.pk}/change/"
    looked_at = []
    with opened(chromium, width=width) as page:
        page.goto(commitment)
        type_in(page, "administrator@example.org")
        click(page.get_by_role("link", name="Their baselines, place by place"))
        heads = page.locator(".desk-grid thead th").all_inner_texts()
        looked_at.append(desk_faults(page))
        page.get_by_label("Arcadia, 2023", exact=True).fill("20000")
        page.keyboard.press("Tab")
        page.keyboard.type("20000")
        page.get_by_label("Date of the figures that you change").fill("2018-12-31")
        page.get_by_label("Why is this changed?").fill("The office revised the series.")
        press(page, "Show what this changes")
        looked_at.append(desk_faults(page))
        told = page.locator("#read-back > ul li").all_inner_texts()
        marks = page.locator(".desk-marks").inner_text()
        press(page, "Yes, store all of these versions")
        stored = page.locator(".messagelist").inner_text()
    drain()

    assert [" ".join(one.split()).casefold() for one in heads] == [
        "place",
        "5 years, 2023 persons",
        "12 years, 2030 persons",
    ]
    assert looked_at == [([], 0)] * 2
    assert told[0] == "2 baselines get new versions."
    assert f"(score {int(cast.place_target.scores.get().score)} of 100)" in marks
    assert stored == "2 baselines have new versions. The marks they touch are computed anew."
