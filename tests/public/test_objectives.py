import re
from dataclasses import replace

import pytest

from tests.cast import make_commitment, make_source, published
from tests.public.world import make_crowd, make_examples, words_of
from tracker.enums import CommitmentStatus
from tracker.models import Objective
from tracker.public.front import objectives_headline
from tracker.scoring import Mark
from tracker.selectors.objectives import objective_page, objectives_page


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((), "No objective has been scored yet."),
        (((Mark.NOT_APPLICABLE, 2),), "No objective has been scored yet."),
        (
            ((Mark.MET, 3), (Mark.NO_EVIDENCE, 20)),
            "For 20 of 23 objectives there is too little evidence to say.",
        ),
        (((Mark.MET, 3), (Mark.NOT_MET, 1)), "3 of 4 objectives are met."),
        (((Mark.MET, 1), (Mark.NOT_APPLICABLE, 1)), "1 of 1 objective is met."),
    ],
)
def test_headline_counts_what_is_not_known_first(db, counts, said):
    assert objectives_headline(replace(objectives_page(), counts=counts)) == said


def test_objectives_stand_in_a_table_with_words_coverage_and_bounds(client, db):
    make_examples()

    html = client.get("/objectives/").content.decode()

    rows = [words_of(row) for row in re.findall(r"<tr>.*?</tr>", html, flags=re.DOTALL)]
    assert '<caption id="objectives-caption">' in html
    assert rows == [
        "Objective 2020 2023 2030 All dates",
        "2 Title 2 not checked yet · no target · no target Moving backwards 100 % known: score 0 "
        "Moving backwards 100 % known: score 0",
        "7 Title 7 not checked yet No evidence 0 % known: 0–100 · no target · no target "
        "No evidence 0 % known: 0–100",
        "10 Title 10 not checked yet · no target Not met 100 % known: score 0 · no target "
        "Not met 100 % known: score 0",
    ]
    assert len(re.findall(r'<th scope="(?:col|row)">', html)) == 8


def test_checked_titles_carry_no_warning(client, db):
    make_examples()
    Objective.objects.update(verified=True)

    assert "not checked yet" not in client.get("/objectives/").content.decode()


def test_a_number_is_shown_only_where_enough_is_known(cast, client):
    published(cast)  # one of two States: half of the weight

    row = words_of(client.get("/objectives/").content.decode())

    assert "No evidence 50 % known: 25–75" in row
    assert "score 50" not in row


def test_objective_shows_its_title_summary_source_and_commitments(client, db):
    make_examples()
    Objective.objects.update(verified=True, source=make_source("list", url="https://example.org/list"))

    html = client.get("/objectives/10/").content.decode()
    words = words_of(html)

    assert "<h1>Title 10</h1>" in html
    assert "Summary 10. The title is the official one; the summary is in our own words." in words
    assert (
        'Title taken from: <a href="https://example.org/list" rel="external noopener">Source list</a>' in html
    )
    assert "Commitment GCM10-1 GCM10-1 · The world as a whole · no target Not met · no target" in words
    assert "The objective as a whole · no target Not met 100 % known: score 0 · no target" in words


def test_mark_of_the_worlds_own_target_leads_to_its_explanation(client, db):
    make_examples()

    html = client.get("/objectives/10/").content.decode()

    assert '<a class="mark m-not_met" href="/places/world/GCM10-1/5/">' in html


def test_mark_that_gathers_states_leads_to_its_sum(client, db):
    make_examples()

    html = client.get("/objectives/7/").content.decode()

    assert '<a class="mark m-no_evidence" href="/places/world/why/GCM07-1-2/">' in html
    assert "/places/world/GCM07-1/" not in html


def test_proposed_commitment_says_so_and_a_retired_one_is_gone(client, db):
    make_crowd(1)
    make_commitment("GCM01-8", objective=Objective.objects.get(), status=CommitmentStatus.RETIRED)

    words = words_of(client.get("/objectives/1/").content.decode())

    assert "GCM01-1 · Each State · A proposal, for a committee to change" in words
    assert "GCM01-8" not in words


def test_pages_without_a_scored_world_say_so(client, db):
    assert "No objectives are loaded on this installation yet." in client.get("/objectives/").content.decode()
    assert objective_page(1) is None
