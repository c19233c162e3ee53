"""One horizon: what was due, what came of it, what is overdue, and who could report what is missing."""

import re

from tests.cast import LEVEL, apply_target, figure, make_commitment, make_objective, make_target, published
from tests.pages import lines_of, main_of
from tests.protected import protect
from tests.public.world import make_examples
from tracker.actions.drain import recompute
from tracker.actions.targets import Wording
from tracker.models import Score, Seat
from tracker.scoring import METHOD_VERSION


def rows(client, address, heading):
    """The lines of the table under a heading, in words."""
    html = client.get(address).content.decode()
    table = re.search(rf'aria-labelledby="{heading}">(.*?)</table>', html, re.DOTALL)[1]
    response = type("Part", (), {"content": table.encode()})
    return lines_of(response, "tr")[1:]


def test_head_counts_the_targets_of_everybody_and_says_what_became_of_them(client, cast):
    silent = main_of(client.get("/horizons/5/"))
    published(cast, figure(4_000, 2023))

    told = main_of(client.get("/horizons/5/"))

    assert "2 targets were due by 31 December 2023. None is met." in silent
    assert "On 2 nothing was ever reported. No report is not a no." in silent
    assert "2 targets were due by 31 December 2023. 1 is met." in told
    assert "On 1 nothing was ever reported." in told


def test_horizon_to_come_is_told_as_one(client, db):
    make_examples()

    text = main_of(client.get("/horizons/12/"))

    assert "1 target is due by 31 December 2030. None is met." in text
    assert "What is not reported yet" in text
    assert "What is overdue" not in text


def test_horizon_without_targets_and_one_that_is_not_there(client, cast):
    assert "No target is due by 31 December 2020." in main_of(client.get("/horizons/2/"))
    assert client.get("/horizons/7/").status_code == 404


def test_bars_of_all_objectives_go_from_none_to_all_of_their_targets(client, cast):
    other = make_commitment("GCM23-1", objective=make_objective(23))
    apply_target(make_target(other, 5, Wording(**LEVEL)), cast.arcadia, baseline=10_000)
    recompute()
    published(cast, figure(4_000, 2023))

    html = client.get("/horizons/5/").content.decode()

    assert rows(client, "/horizons/5/", "objectives") == [
        "10 Label 10 1 1 2 No evidence",
        "23 Label 23 0 0 1 No evidence",
    ]
    bars = re.findall(r'<td class="picture">(.*?)</td>', html, re.DOTALL)
    assert [re.findall(r'class="part m-(\w+)" x="([\d.]+)%" width="([\d.]+)%"', bar) for bar in bars] == [
        [("met", "0.000", "50.000"), ("no_evidence", "50.000", "50.000")],
        [("no_evidence", "0.000", "100.000")],
    ]


def test_what_is_overdue_is_told_commitment_by_commitment(client, cast):
    published(cast, figure(7_000, 2021))  # too old to say how it ended

    assert rows(client, "/horizons/5/", "overdue") == ["GCM10-9 Commitment GCM10-9 2 1 1 0 0"]
    published(cast, figure(7_000, 2023))
    assert rows(client, "/horizons/5/", "overdue") == ["GCM10-9 Commitment GCM10-9 2 1 0 0 1"]


def test_committees_that_could_report_are_named_and_the_others_counted(client, cast):
    Seat.objects.filter(committee=cast.other_committee).delete()
    cast.other_committee.delete()
    both = main_of(client.get("/horizons/5/"))
    published(cast, figure(4_000, 2023))

    reported = main_of(client.get("/horizons/5/"))

    assert "Arcadia nothing on 1 of 1 target Committee of Arcadia" in both
    assert "States without a committee M49-902 1" in both
    assert "No committee follows a State on which something is missing." in reported
    assert "Committee of Arcadia" not in reported
    then = main_of(client.get("/horizons/5/?as_of=2024-01-01"))
    assert "Committee of Arcadia" not in then
    assert "States with something missing M49-902 2" in then


def test_protected_committee_is_not_named(client, cast):
    protect(cast)

    text = main_of(client.get("/horizons/5/"))

    assert "A committee in M49-902" in text
    assert "Committee of Arcadia" not in text


def test_mark_that_cannot_be_shown_stops_no_other(client, cast):
    Score.objects.filter(place=cast.world, key="GCM10-9:5").update(method_version=METHOD_VERSION + 1)

    text = main_of(client.get("/horizons/5/"))

    assert "2 targets were due by 31 December 2023." in text
    assert text.count("Cannot be shown: another version of the method made it.") == 1
    Score.objects.filter(place=cast.world, key="all:5").update(method_version=METHOD_VERSION + 1)
    assert "Its marks as a whole cannot be shown" in main_of(client.get("/horizons/5/"))
