"""Horizons are data: one is added at the desk, used, and read on every public page and in every download."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.admin.pages import Page
from tests.cast import figure, published
from tests.recorded import recorded
from tests.scorecard.keeping import public_addresses
from tracker.actions.drain import recompute
from tracker.actions.search import refresh
from tracker.models import Horizon, PlaceTarget, Score, SearchState, Target
from tracker.scoring import Answer

ADD = "/desk/tracker/horizon/add/"
# Three years after the end of 2030.
FOURTH = {"years": "3", "baseline_on": "2030-12-31", "due_on": "2033-12-31"}
REASON = "Agreed by the review forum."


def change(horizon):
    return f"/desk/tracker/horizon/{horizon.pk}/change/"


@pytest.fixture
def fourth(cast, desk):
    assert desk.send(ADD, **FOURTH).status_code == 302
    return Horizon.objects.get(years=3)


def test_horizon_is_added_and_on_record(cast, fourth):
    assert (fourth.baseline_on, fourth.due_on, fourth.added_on) == (
        date(2030, 12, 31),
        date(2033, 12, 31),
        timezone.localdate(),
    )
    assert recorded() == [("horizon.added", "horizon:3", cast.administrator)]


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"due_on": "2030-12-31"}, {"due_on": ["The due date must come after the baseline date."]}),
        (
            {"due_on": "2036-12-31"},
            {"years": ["From the baseline date to the due date it is not 3 years, nor nearly so."]},
        ),
        (
            {"years": "5", "due_on": "2035-12-31"},
            {
                "years": [
                    "There is a horizon of 5 years already, and the number stands in addresses: choose another."
                ]
            },
        ),
        (
            {"baseline_on": "2020-12-31", "due_on": "2023-12-30"},
            {"due_on": ["Another horizon is due in 2023 already, and the pages call each by its year."]},
        ),
        ({"years": "0"}, {"years": ["The lowest number allowed is 1."]}),
        ({"years": "51"}, {"years": ["The highest number allowed is 50."]}),
        ({"due_on": "31.12.2033"}, {"due_on": ["Use the form YYYY-MM-DD, for example 2026-03-02."]}),
        ({"due_on": ""}, {"due_on": ["Write a date."]}),
    ],
)
def test_horizon_that_cannot_be_is_refused(cast, desk, changes, problems):
    answer = desk.send(ADD, **{**FOURTH, **changes})

    assert Page(answer).problems == problems
    assert Horizon.objects.count() == 3


def test_unused_horizon_is_changed_and_deleted(cast, desk, fourth):
    desk.send(change(fourth), due_on="2034-06-30")
    fourth.refresh_from_db()
    changed = fourth.due_on
    desk.client.post(f"/desk/tracker/horizon/{fourth.pk}/delete/", {"post": "yes"})

    assert changed == date(2034, 6, 30)
    assert not Horizon.objects.filter(years=3).exists()
    assert [one[:2] for one in recorded()][1:] == [
        ("horizon.changed", "horizon:3"),
        ("horizon.deleted", "horizon:3"),
    ]


def test_horizon_that_targets_use_is_settled(cast, desk):
    used = cast.place_target.target.horizon
    page = desk.open(change(used))

    refused = desk.client.post(change(used), {**FOURTH, "years": "7"})
    kept = desk.client.post(f"/desk/tracker/horizon/{used.pk}/delete/", {"post": "yes"})

    assert "it is settled: another date would rewrite what they were" in page.html
    assert "due_on" not in page.typed
    assert (refused.status_code, kept.status_code) == (403, 403)
    used.refresh_from_db()
    assert (used.years, used.due_on) == (5, date(2023, 12, 31))


def target_by(desk, cast, horizon):
    """A target by the horizon, set through the link of the commitment's page."""
    page = desk.open(f"/desk/tracker/commitment/{cast.commitment.pk}/change/")
    link = f"/desk/tracker/target/add/?commitment={cast.commitment.pk}&amp;horizon={horizon.pk}"
    assert f'href="{link}"' in page.html
    asked = {"title": "A procedure is in place by 2033", "kind": "yes_no", "reason": REASON}
    answer = desk.confirm(link.replace("&amp;", "&"), **asked)
    assert answer.status_code == 302
    return Target.objects.get(commitment=cast.commitment, horizon=horizon)


@pytest.fixture
def scored(desk, cast, fourth):
    """A target by the fourth horizon, which the commitment's page offers, with marks."""
    target = target_by(desk, cast, fourth)
    recompute()
    return PlaceTarget.objects.get(target=target, place=cast.arcadia)


# Every public page that shows marks by date; the others have no date on them.
WITH_THE_DATE = [
    "/",
    "/objectives/",
    "/objectives/10/",
    "/commitments/GCM10-9/",
    "/places/arcadia/",
    "/places/arcadia/GCM10-9/",
    "/places/arcadia/GCM10-9/3/",
    "/heatmap/",
    "/heatmap/?horizon=3",
    "/map/",
    "/map/?horizon=3",
    "/horizons/3/",
    "/horizons/5/",
    "/compare/?place=arcadia&place=borduria",
]


@pytest.mark.parametrize("address", WITH_THE_DATE)
def test_public_page_shows_the_fourth_horizon(client, scored, address):
    answer = client.get(address)

    assert answer.status_code == 200
    assert "2033" in answer.content.decode()


def test_no_public_page_breaks_on_it(client, scored):
    broken = {path: status for path in public_addresses() if (status := client.get(path).status_code) >= 400}

    assert broken == {}


def test_dates_stand_in_their_order(client, scored):
    page = client.get("/objectives/").content.decode()

    assert [page.index(f">{year}<") for year in (2020, 2023, 2030, 2033)] == sorted(
        page.index(f">{year}<") for year in (2020, 2023, 2030, 2033)
    )


DOWNLOADS = [
    "/objectives/data.csv",
    "/objectives/10/data.csv",
    "/commitments/GCM10-9/data.csv",
    "/places/arcadia/data.csv",
    "/places/arcadia/GCM10-9/data.csv",
    "/heatmap/data.csv?horizon=3",
    "/map/data.csv?horizon=3",
    "/horizons/3/data.csv",
]


@pytest.mark.parametrize("address", DOWNLOADS)
def test_download_has_rows_of_it(client, scored, address):
    table = client.get(address)
    data = client.get(address.replace("data.csv", "data.json"))

    assert (table.status_code, data.status_code) == (200, 200)
    rows = [row for row in csv.reader(io.StringIO(table.content.decode("utf-8-sig"))) if "2033" in row]
    assert rows
    assert all("3" in row for row in rows)
    assert '"horizon": 3' in json.dumps(json.loads(data.content))


def test_package_has_the_target(client, scored):
    with zipfile.ZipFile(io.BytesIO(b"".join(client.get("/data/package.zip")))) as found:
        rows = list(csv.DictReader(io.StringIO(found.read("targets.csv").decode("utf-8-sig"))))

    assert [(row["horizon"], row["baseline_on"], row["due_on"]) for row in rows if row["horizon"] == "3"] == [
        ("3", "2030-12-31", "2033-12-31")
    ]


def test_day_before_it_knew_nothing_of_it(client, cast, desk):
    """A page of a past day stays as it is, whatever horizon is added later."""
    past = {"as_of": (timezone.localdate() - timedelta(days=1)).isoformat()}
    published(cast, figure(7_000, 2021))
    recompute()
    paths = [path for path in WITH_THE_DATE if "3/" not in path and "=3" not in path and "?" not in path]
    before = {path: client.get(path, past).content for path in paths}

    desk.send(ADD, **FOURTH)
    target_by(desk, cast, Horizon.objects.get(years=3))
    recompute()

    assert {path: client.get(path, past).content for path in paths} == before
    assert client.get("/horizons/3/", past).status_code == 404
    assert client.get("/horizons/3/").status_code == 200


def test_report_by_an_added_horizon_is_scored_and_found(client, cast, desk):
    desk.send(ADD, years="7", baseline_on="2018-12-31", due_on="2025-12-31")
    target = target_by(desk, cast, Horizon.objects.get(years=7))
    here = PlaceTarget.objects.get(target=target, place=cast.arcadia)
    said = replace(figure(1), answer=Answer.YES, value=None, narrative="The procedure began in spring.")

    report = published(cast, said, place_target=here)
    SearchState.objects.update(version=-1)
    refresh()

    assert Score.objects.get(place_target=here).mark == "met"
    assert f"/reports/{report.uuid}/" in client.get("/search/?q=spring").content.decode()
    assert "2025" in client.get("/places/arcadia/GCM10-9/7/").content.decode()
