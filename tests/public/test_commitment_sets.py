"""Commitments gathered: what serves a benchmark of another framework, and what is about a group of people."""

import re
from dataclasses import replace

import pytest

from tests.cast import LEVEL, apply_target, figure, make_commitment, make_target, published
from tests.pages import main_of
from tests.protected import protect
from tracker.actions import commitments
from tracker.actions.commitments import saying_of
from tracker.actions.drain import recompute
from tracker.actions.targets import Wording
from tracker.enums import CommitmentStatus
from tracker.models import Benchmark, Commitment, Framework, Score
from tracker.scoring import METHOD_VERSION

BENCHMARK, WOMEN = "/benchmarks/SDG-10.7/", "/populations/women/"


@pytest.fixture
def served(cast):
    """Two commitments: both serve a benchmark and are about women; a third does neither."""
    sdg = Framework.objects.create(code="SDG", name="Goals for 2030", document="A/RES/70/1", year=2015)
    item = Benchmark.objects.create(code="SDG-10.7", framework=sdg, number="10.7", title="Safe migration")
    Benchmark.objects.create(code="SDG-10.c", framework=sdg, number="10.c", title="Cheap remittances")
    other = make_commitment("GCM10-8", objective=cast.objective)
    make_commitment("GCM10-7", objective=cast.objective).frameworks.add(sdg)
    apply_target(make_target(other, 12, Wording(**LEVEL)), cast.arcadia, baseline=10_000)
    item.commitments.add(cast.commitment, other)
    for one, about in ((cast.commitment, ["women", "domestic workers"]), (other, ["women"])):
        Commitment.objects.filter(pk=one.pk).update(populations=about)
    recompute()
    return cast


@pytest.mark.parametrize(
    ("address", "first"),
    [
        (BENCHMARK, "2 commitments of the Compact serve SDG 10.7."),
        (WOMEN, "2 commitments are about women."),
    ],
)
def test_page_opens_with_a_sentence_made_from_the_numbers(client, served, address, first):
    silent = main_of(client.get(address))
    published(served, figure(4_000, 2023))

    told = main_of(client.get(address))

    assert f"{first} In all there are 3 targets by a date. None is met." in silent
    assert "On 3 nothing was ever reported. No report is not a no." in silent
    assert f"{first} In all there are 3 targets by a date. 1 is met." in told
    assert "On 2 nothing was ever reported." in told


@pytest.mark.parametrize("address", [BENCHMARK, WOMEN])
def test_each_commitment_stands_with_its_stored_marks_on_one_scale(client, served, address):
    published(served, figure(4_000, 2023))

    html = client.get(address).content.decode()

    bars = re.findall(r'<td class="picture">(.*?)</td>', html, re.DOTALL)
    assert [re.findall(r'class="part m-(\w+)" x="[\d.]+%" width="([\d.]+)%"', bar) for bar in bars] == [
        [("no_evidence", "100.000")],
        [("met", "50.000"), ("no_evidence", "50.000")],
    ]
    assert 'href="/places/world/why/GCM10-9-5/"' in html
    assert 'href="/places/m49-901/why/GCM10-9/"' in html
    assert "GCM10-7" not in html


@pytest.mark.parametrize("address", [BENCHMARK, WOMEN])
def test_what_is_missing_and_who_could_report_it(client, served, address):
    text = main_of(client.get(address))

    assert "GCM10-8 Commitment GCM10-8 nothing on 1 of 1 target" in text
    assert "GCM10-9 Commitment GCM10-9 nothing on 2 of 2 targets" in text
    assert "Arcadia Committee of Arcadia" in text
    assert "Committee of" not in main_of(client.get(f"{address}?as_of=2024-01-01"))
    protect(served)
    assert "Committee of Arcadia" not in main_of(client.get(address))


@pytest.mark.parametrize("address", [BENCHMARK, WOMEN])
def test_mark_that_cannot_be_shown_stops_no_other(client, served, address):
    Score.objects.filter(place=served.world, key="GCM10-8").update(method_version=METHOD_VERSION + 1)

    text = main_of(client.get(address))

    assert "In all there are 2 targets by a date." in text
    assert "1 cannot be shown now." in text
    assert text.count("Cannot be shown: another version of the method made it.") == 1


@pytest.mark.parametrize("address", [BENCHMARK, WOMEN])
def test_past_day_is_told_as_it_was(client, served, address):
    published(served, figure(4_000, 2023))

    assert "None is met." in main_of(client.get(f"{address}?as_of=2024-01-01"))
    assert "1 is met." in main_of(client.get(address))


@pytest.mark.parametrize("address", [BENCHMARK, WOMEN])
def test_what_is_retired_is_not_counted(client, served, address):
    retired = replace(saying_of(served.commitment), status=CommitmentStatus.RETIRED)
    commitments.revise(served.commitment, retired, by=served.administrator, reason="Done.")

    text = main_of(client.get(address))

    assert ("1 commitment" in text, "GCM10-9" in text) == (True, False)


def test_benchmark_that_nothing_serves_says_so(client, served):
    text = main_of(client.get("/benchmarks/SDG-10.c/"))

    assert "No commitment of the Compact serves SDG 10.c." in text
    assert "Commitment by commitment" not in text


@pytest.mark.parametrize("bad", ["SDG-99", "SDG", "sdg-10.7", "..", "a" * 61])
def test_there_is_no_other_page(client, served, bad):
    assert client.get(f"/benchmarks/{bad}/").status_code == 404
    assert client.get(f"/populations/{bad}/").status_code == 404


def test_lists_count_and_lead_to_every_page(client, served):
    frameworks, groups = client.get("/benchmarks/"), client.get("/populations/")

    assert "Beside the Compact stands 1 other framework that was agreed." in main_of(frameworks)
    assert "Commitments serve 1 of their 2 benchmarks." in main_of(frameworks)
    assert "Held against it as a whole: GCM10-7" in main_of(frameworks)
    assert f'href="{BENCHMARK}"' in frameworks.content.decode()
    assert "2 of 3 commitments name a group of people that they are about." in main_of(groups)
    assert re.findall(r'href="(/populations/[^"]+/)"', groups.content.decode()) == [
        "/populations/domestic-workers/",
        WOMEN,
    ]


def test_group_in_letters_that_no_address_takes_has_a_page(client, served):
    Commitment.objects.filter(pk=served.commitment.pk).update(populations=["نساء"])
    (address,) = set(
        re.findall(r'href="(/populations/\w{12}/)"', client.get("/populations/").content.decode())
    )

    assert "1 commitment is about نساء." in main_of(client.get(address))


def test_pages_lead_to_it(client, served):
    commitment = client.get("/commitments/GCM10-9/").content.decode()
    home = client.get("/").content.decode()

    assert [f'href="{way}"' in commitment for way in (BENCHMARK, WOMEN)] == [True, True]
    assert [f'href="{way}"' in home for way in ("/benchmarks/", "/populations/")] == [True, True]
    assert 'href="/heatmap/?population=women"' in client.get(WOMEN).content.decode()
    past = client.get(f"{WOMEN}?as_of=2024-01-01").content.decode()
    assert 'href="/heatmap/?population=women&amp;as_of=2024-01-01"' in past


def test_retired_commitment_names_its_groups_without_a_page(client, served):
    retired = replace(saying_of(served.commitment), status=CommitmentStatus.RETIRED)
    commitments.revise(served.commitment, retired, by=served.administrator, reason="Done.")

    html = client.get("/commitments/GCM10-9/").content.decode()

    assert "women, domestic workers" in html
    assert 'href="/populations/women/"' not in html
