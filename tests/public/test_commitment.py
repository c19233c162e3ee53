import re
from datetime import date

from tests.cast import (
    ADOPTED_ON,
    LEVEL,
    make_commitment,
    make_objective,
    make_place,
    make_places,
    make_target,
    published,
)
from tests.public.world import make_crowd, make_examples, words_of
from tracker.actions import commitments as acts
from tracker.actions.commitments import saying_of
from tracker.actions.targets import Wording
from tracker.enums import CommitmentStatus, Origin
from tracker.models import Commitment, Framework, Indicator
from tracker.scoring import Mark
from tracker.selectors.commitments import commitment_page
from tracker.selectors.histories import ChangeRow, latest_first


def page_of(client, code):
    return client.get(f"/commitments/{code}/").content.decode()


def test_target_says_where_it_comes_from_when_it_is_due_and_how_the_world_stands(client, db):
    make_examples()

    words = words_of(page_of(client, "GCM10-1"))

    assert (
        "1 target with a date 2023 60 % fewer people trafficked across borders than in 2018 "
        "The starting document of 2017 · due 31 December 2023 · version 1, in force from 10 December 2018 "
        "Not met Missed · −94 % of the way Why this mark? 2023"
    ) in words


def test_proposed_target_is_called_a_proposal_and_its_roll_up_has_coverage_and_bounds(cast, client):
    published(cast)

    words = words_of(page_of(client, "GCM10-9"))

    assert "At most 4 000 by 2023 A proposal, for a committee to change · due 31 December 2023" in words
    assert (
        "No evidence 1 of 2 targets have evidence. Coverage by weight: 50 %, so the score lies between 25 and 75. "
        "Lowest grade of evidence: B."
    ) in words


def test_states_stand_by_region_and_each_mark_leads_to_its_explanation(cast, client):
    published(cast)

    html = page_of(client, "GCM10-9")
    rows = [words_of(row) for row in re.findall(r'<tr><th scope="row">.*?</tr>', html)]

    assert rows == ["Arcadia Met in part", "Borduria No evidence"]
    assert '<a class="mark m-in_part" href="/places/arcadia/GCM10-9/5/">' in html
    assert '<a class="mark m-no_evidence" href="/places/borduria/GCM10-9/5/">' in html
    assert '<h3><a href="/places/m49-901/">M49-901</a></h3>' in html
    assert "<caption>M49-902</caption>" in html
    assert "2023 No evidence 1 of 2 known, 25–75" in words_of(html)


def test_fictional_states_stand_apart_and_are_called_invented(cast, client):
    make_place("aldora", fictional=True)

    page = commitment_page("GCM10-9")
    words = words_of(page_of(client, "GCM10-9"))

    assert [(region.name, region.fictional) for region in page.regions] == [("M49-901", False), ("", True)]
    assert (
        "Fictional places They show how the scorecard works. "
        "Every mark here is invented, and nothing above counts it."
    ) in words
    assert page.regions[1].subregions[0].states[0].by_horizon == (None,)


def test_states_are_sorted_by_name_within_their_sub_region(cast):
    make_place("zeta", parent=cast.subregion)
    make_place("alpha", parent=cast.subregion)

    found = commitment_page("GCM10-9").regions[0].subregions[0].states

    assert [(state.name, *(one and one.mark for one in state.by_horizon)) for state in found] == [
        ("Alpha", None),
        ("Arcadia", Mark.NO_EVIDENCE),
        ("Borduria", Mark.NO_EVIDENCE),
        ("Zeta", None),
    ]


def test_commitment_of_the_world_lists_no_states(client, db):
    make_examples()

    assert commitment_page("GCM10-1").regions == ()
    assert "State by State" not in page_of(client, "GCM10-1")


def test_indicator_stands_with_its_caveat_and_says_that_it_is_not_checked(client, db):
    make_examples()

    words = words_of(page_of(client, "GCM10-1"))

    assert (
        "Indicator TIP not checked yet Unit: persons. It stands in for what cannot be counted. "
        "Read with care: The number also rises when more victims are found."
    ) in words


def test_checked_indicator_carries_no_warning(client, db):
    make_examples()
    Indicator.objects.update(verified=True)

    assert "Indicator TIP Unit: persons." in words_of(page_of(client, "GCM10-1"))


def test_frameworks_and_benchmarks_are_named_each_with_its_warning(client, db):
    make_crowd(1)
    Framework.objects.update(verified=True)

    words = words_of(page_of(client, "GCM01-1"))

    assert "Held against Framework 0 Framework 0, FW-0.1: Item 0 not checked yet" in words


def test_every_version_is_told_with_its_reason_the_latest_first(cast, client):
    saying = saying_of(cast.commitment)
    acts.revise(
        cast.commitment,
        acts.Saying(**{**vars(saying), "title": "A new title"}),
        by=cast.administrator,
        reason="The committee said it better.",
    )

    found = commitment_page("GCM10-9")
    words = words_of(page_of(client, "GCM10-9"))

    assert [(row.years, row.number, row.title, row.reason) for row in found.changes] == [
        (None, 2, "A new title", "The committee said it better."),
        (None, 1, "Commitment GCM10-9", "First wording."),
        (5, 1, "At most 4 000 by 2023", "First wording."),
    ]
    assert "Commitment, version 2: A new title The committee said it better. Recorded" in words
    assert "5-year target, version 1: At most 4 000 by 2023 First wording. Recorded" in words


def test_changes_of_one_day_begin_with_the_commitment():
    def change(years, number, day):
        return ChangeRow(
            years=years,
            number=number,
            title="",
            in_force_from=date(2020, 1, day),
            recorded_on=date(2020, 1, day),
            reason="",
        )

    rows = [change(2, 1, 1), change(12, 2, 5), change(None, 1, 1), change(2, 2, 5)]

    assert [(row.years, row.number) for row in latest_first(rows)] == [(2, 2), (12, 2), (None, 1), (2, 1)]


def test_retired_and_unverifiable_commitments_say_so(cast, client):
    Commitment.objects.update(
        status=CommitmentStatus.RETIRED, verifiable=False, why_not_verifiable="Nobody may look."
    )

    words = words_of(page_of(client, "GCM10-9"))

    assert "This commitment is retired: it is no longer scored, and stands here for its history." in words
    assert "Cannot be verified: Nobody may look." in words


def test_fact_from_elsewhere_that_is_not_checked_says_so_a_proposal_has_nothing_to_check(client, db):
    make_examples()
    Commitment.objects.filter(code="GCM02-1").update(origin=Origin.PROPOSED)

    given, own = (words_of(page_of(client, code)) for code in ("GCM10-1", "GCM02-1"))

    assert "First set by The starting document of 2017 not checked yet" in given
    assert "First set by A proposal, for a committee to change State of the commitment" in own


def test_commitment_without_scores_or_versions_still_has_its_page(client, db):
    make_places()
    commitment = make_commitment("GCM01-1", objective=make_objective(1))
    make_target(commitment, 5, Wording(**LEVEL))
    commitment.versions.all().delete()

    words = words_of(page_of(client, "GCM01-1"))

    assert "This commitment has not been scored yet." in words
    assert "At most 4 000 by 2023" in words
    assert [row.in_force_from for row in commitment_page("GCM01-1").changes] == [ADOPTED_ON]
