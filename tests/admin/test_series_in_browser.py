"""An official series for two commitments: brought in with an error, mended, stored, seen in the marks, and undone."""

import re
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.browser import click, desk_faults, opened, press, type_in
from tests.cast import DUE, apply_target, make_cast, make_commitment, make_source, make_target
from tests.series import marks
from tracker.actions.drain import drain, recompute
from tracker.actions.wordings import Wording
from tracker.models import Place, ProgressReport
from tracker.scoring import Better, Kind

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
SERIES = Path(__file__).parents[1] / "sheets" / "made_up_series.csv"


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    """A store of this test's own."""
    settings.EVIDENCE_DIR = tmp_path / "evidence"


@pytest.fixture
def cast(db):
    """Two States with their three letters, and a second commitment that a figure answers."""
    made = make_cast()
    Place.objects.filter(pk=made.arcadia.pk).update(iso3="ARC")
    Place.objects.filter(pk=made.borduria.pk).update(iso3="BOR")
    other = make_commitment("GCM02-9", objective=made.objective)
    wording = Wording(
        title="Fewer have to flee", kind=Kind.IMPROVE, better=Better.LOWER, due_on=DUE[5], unit="persons"
    )
    target = make_target(other, 5, wording)
    for place in (made.arcadia, made.borduria):
        apply_target(target, place, baseline=20_000)
    make_source("agency", url="https://agency.example")
    recompute()
    return made


def bring_in(page, content):
    """Say what the columns mean, as the screen asks it."""
    click(page.get_by_role("link", name="Tables in and out"))
    page.get_by_label("What is in the table?").select_option("readings")
    page.get_by_label("The file").set_input_files(
        {"name": "series.csv", "mimeType": "text/csv", "buffer": content}
    )
    part = page.locator("details", has=page.locator("#id_readings-column_1"))
    if part.get_attribute("open") is None:
        click(part.locator("summary"))
    page.get_by_label("Why is this changed?").fill("The agency published its figures.")
    for name, value in (
        ("column_1", "hosted_refugees"),
        ("column_2", "origin_refugees"),
        ("series", "agency-refugees"),
        ("vintage", "June 2025"),
        ("released_on", "2025-06-13"),
    ):
        page.locator(f"#id_readings-{name}").fill(value)
    for name, value in (("commitment_1", "GCM10-9"), ("commitment_2", "GCM02-9"), ("source", "agency")):
        page.locator(f"#id_readings-{name}").select_option(value)
    for name, value in (("grade", "A"), ("shape", "by_column")):
        page.locator(f"input[name='readings-{name}'][value='{value}']").check()
    page.locator("#id_readings-leave_out").check()
    press(page, "Check this table")


@contextmanager
def at_the_desk(chromium, live_server):
    """The administrator, signed in on the front page of the desk."""
    with opened(chromium, width=320) as page:
        page.goto(f"{live_server.url}/desk/")
        type_in(page, "administrator@example.org")
        yield page


def test_official_series_is_mended_stored_and_undone(chromium, live_server, cast):
    content = SERIES.read_bytes()
    wrong = content.replace(b"2020,ARC,120,", b"2020,ARC,12o,")
    assert wrong != content
    before, looked_at = marks(), []

    with at_the_desk(chromium, live_server) as page:
        bring_in(page, wrong)
        problem = page.locator(".desk-problems p").first.inner_text()
        can_store = page.get_by_role("button", name="Yes, store all of these rows").count()
        looked_at.append(desk_faults(page))
        bring_in(page, content)
        looked_at.append(desk_faults(page))
        said = page.get_by_role("main").inner_text()
    readings = ProgressReport.objects.count()
    with at_the_desk(chromium, live_server) as page:
        open_latest(page)
        press(page, "Yes, store all of these rows")
    drain()
    stored = ProgressReport.objects.published().count()
    with at_the_desk(chromium, live_server) as page:
        page.goto(f"{live_server.url}/places/arcadia/GCM02-9/5/")
        mark = page.get_by_role("main").inner_text()
        page.goto(f"{live_server.url}/desk/")
        click(page.get_by_role("link", name="Tables in and out"))
        open_latest(page)
        click(page.get_by_text("Undo everything that was stored of this table"))
        page.get_by_label("Why is it undone?").fill("It was the wrong column.")
        press(page, "Undo all of it")
    drain()

    assert (readings, can_store) == (0, 0)
    assert re.match("Row 5, .*12o", problem), problem
    assert "AB9" in said
    assert stored == 7
    assert "Source agency" in mark
    assert marks() == before
    assert looked_at == [([], 0)] * 2


def open_latest(page):
    """The table that was brought in last."""
    if not page.url.endswith("/tables/"):
        click(page.get_by_role("link", name="Tables in and out"))
    click(page.get_by_role("link", name=re.compile("series.csv")).first)
