"""Why a mark is what it is: the sum can be made again from the JSON alone, and the page tells the same."""

import json
import re
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.actions.worlds import World
from tests.cast import (
    LEVEL,
    apply_target,
    figure,
    make_commitment,
    make_objective,
    make_place,
    make_target,
    published,
    rescore,
    unobserved,
)
from tests.pages import lines_of, main_of
from tests.public.world import AS_OF, zipped
from tracker.actions.drain import drain, recompute
from tracker.actions.targets import Wording
from tracker.enums import PlaceKind
from tracker.models import Place, Process, ProgressReport, Score
from tracker.scoring import Answer, Kind
from tracker.selectors.standings import address_of, keys_at


def why(client, place, address):
    return client.get(f"/places/{place}/why/{address}/")


def told(client, place, address):
    response = client.get(f"/places/{place}/why/{address}.json")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
    return response.json()


def address_for(score):
    kind = "process" if score.process else "place"
    holder = (score.process or score.place).code
    return reverse(f"public:{kind}_why_json", args=[holder, address_of(score.key)])


# A second, naive way from the JSON alone to the mark; it knows nothing of the product.


def kept(value):
    """The quotient itself, or where its denominator is longer than 24 digits, the nearest number of 24 decimals."""
    if value.denominator <= 10**24:
        return value
    return Fraction(round(value * 10**24), 10**24)


def summed(document):
    """Score, coverage and bounds, as docs/explain.md says."""
    parts = [part for part in document["parts"] if part["applies"]]
    weight = sum(part["weight"] for part in parts)

    def mean(name):
        return kept(
            sum(part["weight"] * Fraction(part["numbers"][name]) for part in parts) / Fraction(weight)
        )

    if not parts:
        return {"score": None, "coverage": Fraction(0), "lower": Fraction(0), "upper": Fraction(100)}
    known = [part for part in parts if part["numbers"]["score"] is not None]
    below = sum(part["weight"] * Fraction(part["numbers"]["coverage"]) for part in known)
    above = sum(
        part["weight"] * Fraction(part["numbers"]["coverage"]) * Fraction(part["numbers"]["score"])
        for part in known
    )
    score = kept(above / below) if known else None
    return {"score": score, "coverage": mean("coverage"), "lower": mean("lower"), "upper": mean("upper")}


def counted(document):
    """The targets below by mark and by status."""
    marks, statuses = Counter(), Counter()
    for part in document["parts"]:
        marks.update(part["numbers"]["counts"])
        statuses.update(part["numbers"]["statuses"])
    return dict(marks), dict(statuses)


def marked(document):
    """The mark, by the rules of docs/scoring.md."""
    parts, found = [part for part in document["parts"] if part["applies"]], summed(document)
    if len(parts) < 2:
        return parts[0]["numbers"]["mark"] if parts else "not_applicable"
    if found["score"] is None or found["coverage"] < Fraction("0.8"):
        return "no_evidence"
    seen = set(counted(document)[0]) - {"no_evidence", "not_applicable"}
    if seen == {"backwards"}:
        return "backwards"
    if seen == {"met"} and found["score"] == 100:
        return "met"
    return "in_part" if found["score"] >= 25 else "not_met"


def as_stored(score):
    return {
        "score": score.score,
        "coverage": score.coverage,
        "lower": score.lower,
        "upper": score.upper,
    }


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
def test_every_roll_up_can_be_made_again_from_its_json_alone(client, db, seed):
    with transaction.atomic():
        world = World(seed)
        process = Process.objects.create(code="dialogue", name="Dialogue", region="Here")
        process.members.add(*world.states[1:])
        for _step in range(8):
            world.step()
        recompute()
        drain()
        roll_ups = list(Score.objects.filter(place_target=None).select_related("place", "process"))

        documents = [client.get(address_for(score)).json() for score in roll_ups]

        assert len(roll_ups) > 40
        for score, document in zip(roll_ups, documents, strict=True):
            result = document["result"]
            assert (document["key"], document["digest"]) == (score.key, score.digest)
            assert summed(document) == as_stored(score), score
            assert counted(document) == (score.counts, score.statuses)
            assert marked(document) == score.mark == result["mark"]
            assert {
                name: None if result[name] is None else Fraction(result[name]) for name in as_stored(score)
            } == (as_stored(score))
            assert result["applicable_targets"] == score.applicable
            assert [(one["key"], one["place"], one["reason"]) for one in document["left_out"]] == [
                (part["key"], part["place"], part["left_out"])
                for part in document["parts"]
                if part["left_out"]
            ]
        transaction.set_rollback(True)


def test_the_second_way_would_see_a_wrong_weight(client, cast):
    published(cast, figure(7_000, 2023))
    document = told(client, "world", "GCM10-9-5")
    stored = Score.objects.get(place=cast.world, key="GCM10-9:5")
    assert summed(document) == as_stored(stored)

    document["parts"][0]["weight"] = 2

    assert summed(document) != as_stored(stored)


def test_target_can_be_checked_from_its_json_alone(client, cast):
    report = published(cast, figure(7_000, 2021))

    found = told(client, "arcadia", "GCM10-9-5")

    spec, reading = found["spec"], found["readings"][0]
    baseline, goal = Fraction(spec["baseline"]), Fraction(spec["goal"])
    assert (Fraction(reading["value"]) - baseline) / (goal - baseline) == Fraction(found["share"])
    assert Fraction(found["result"]["score"]) == 100 * Fraction(found["share"]) == 50
    assert (found["kind"], found["key"], found["state"], found["used"]) == (
        "target",
        "GCM10-9:5",
        "current",
        str(report.uuid),
    )
    assert reading["report"].endswith(f"/reports/{report.uuid}/")
    assert reading["evidence"] == [
        {"title": "Yearbook", "url": "https://stats.example.org/yearbook", "archive_url": None}
    ]
    assert found["digest"] == Score.objects.get(place=cast.arcadia, key="GCM10-9:5").digest


def test_page_of_a_target_is_the_targets_own(client, cast):
    response = why(client, "arcadia", "GCM10-9-5")

    assert (response.status_code, response.headers["Location"]) == (302, "/places/arcadia/GCM10-9/5/#why")


def test_page_tells_the_sum_with_its_numbers(client, cast):
    report = published(cast, figure(7_000, 2023))

    response = why(client, "world", "GCM10-9-5")

    text = main_of(response)
    for said in (
        "It is made from 2 parts, of which 2 apply. The States' targets, each with the same weight.",
        "Coverage: known weight ÷ weight of all that applies = 1 ÷ 2 = 50.0 %.",
        "Score over what is known: sum of weight × known × score ÷ known weight = 50 ÷ 1 = 50.",
        "If all that is missing scored 0, the whole would be 50 ÷ 2 = 25 of 100; if it scored 100, 150 ÷ 2 = 75.",
        "A number is given from 80 % coverage on, so there is none here.",
        "Too little is known for a mark: that is no evidence, not a no.",
        "Borduria Nothing was reported that can be scored. No evidence 1 0.0 % – 0–100 0 0",
        "GCM10-9, Arcadia, 2023 · Yearbook",
    ):
        assert said in text
    assert f'href="/reports/{report.uuid}/"' in response.content.decode()
    assert 'href="/places/world/why/GCM10-9-5.json"' in response.content.decode()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer.CONFIDENTIAL, "withheld"),
        (Answer.NO_DATA, "no_data"),
        (Answer.NOT_APPLICABLE, "not_applicable"),
        (None, "silent"),
    ],
)
def test_what_is_left_out_says_why(client, cast, answer, reason):
    if answer:
        published(cast, unobserved(answer))

    found = told(client, "m49-902", "GCM10-9-5")

    assert [(one["place"], one["reason"]) for one in found["left_out"]] == [
        ("arcadia", reason),
        ("borduria", "silent"),
    ]


@pytest.mark.parametrize(
    "address", ["all", "all-5", "objective-10", "objective-10-5", "GCM10-9", "GCM10-9-5"]
)
@pytest.mark.parametrize("place", ["arcadia", "m49-902", "m49-901", "world"])
def test_every_score_has_its_page_and_its_json(client, cast, place, address):
    assert client.get(f"/places/{place}/why/{address}/", follow=True).status_code == 200
    assert told(client, place, address)["key"] in keys_at(address)


@pytest.mark.parametrize("address", ["all-7", "objective-11", "GCM99-9", "objective", "5", "all-5-5"])
def test_score_that_is_not_there_is_a_plain_page(client, cast, address):
    for end in ("/", ".json"):
        response = client.get(f"/places/world/why/{address}{end}")

        assert response.status_code == 404
        assert "There is no such page" in response.content.decode()


def test_weights_are_those_of_the_day_of_the_score(client, cast):
    other = make_commitment("GCM10-8", objective=cast.objective, weight=3)
    apply_target(make_target(other, 5, Wording(title="Is so", kind=Kind.YES_NO, due_on=AS_OF)), cast.arcadia)
    rescore([cast.arcadia], as_of=AS_OF)

    found = told(client, "arcadia", "objective-10-5")

    assert [(part["key"], part["weight"]) for part in found["parts"]] == [("GCM10-8:5", 3), ("GCM10-9:5", 1)]


def make_many_states(number):
    """The world with so many States in four regions, all asked the same, and a process of a few of them."""
    world = make_place("world", PlaceKind.WORLD)
    commitment = make_commitment("GCM10-9", objective=make_objective(10))
    target = make_target(commitment, 5, Wording(**LEVEL))
    process = Process.objects.create(code="dialogue", name="Dialogue", region="Here")
    for one in range(4):
        region = make_place(f"region-{one}", PlaceKind.REGION, parent=world)
        subregion = make_place(f"subregion-{one}", PlaceKind.SUBREGION, parent=region)
        states = [make_place(f"state-{one}-{two}", parent=subregion) for two in range(number // 4)]
        for state in states:
            apply_target(target, state, baseline=10_000)
        process.members.add(states[0])
    rescore(list(Place.objects.all()), as_of=AS_OF)


def test_many_states_are_told_region_by_region_and_all_in_the_json(client, db, django_assert_max_num_queries):
    make_many_states(196)

    with django_assert_max_num_queries(5):
        response = why(client, "world", "GCM10-9-5")

    rows = [row.replace("\u202f", " ") for row in lines_of(response, "tr")]
    assert rows[1] == "Region-0 49 49 0 0 0–4 900 49: Nothing was reported that can be scored."
    assert rows[-1] == "Sum over what applies 196 196 0 0 0–19 600"
    assert zipped(response) < 20_000
    assert 'href="/places/region-3/why/GCM10-9-5/"' in response.content.decode()
    assert len(told(client, "world", "GCM10-9-5")["parts"]) == 196


@pytest.mark.parametrize("address", ["all", "objective-10", "objective-10-5", "GCM10-9", "GCM10-9-5"])
@pytest.mark.parametrize("holder", ["places/world", "places/region-0", "processes/dialogue"])
def test_page_and_json_take_at_most_five_queries(client, db, holder, address, django_assert_max_num_queries):
    make_many_states(8)
    Score.objects.update(used=None)

    for end in ("/", ".json"):
        with django_assert_max_num_queries(5):
            assert client.get(f"/{holder}/why/{address}{end}").status_code == 200


def test_page_is_light_with_many_readings_and_names_how_many_more_there_are(client, cast):
    published(cast, figure(7_000, 2023))
    report = ProgressReport.objects.get()
    for one in range(120):
        place = make_place(f"state-{one}", parent=cast.subregion)
        placed = apply_target(cast.place_target.target, place, baseline=10_000)
        ProgressReport.objects.create(
            place_target=placed,
            origin="series",
            series="SERIES",
            source=None,
            **{
                name: getattr(report, name)
                for name in (
                    "answer",
                    "value",
                    "reference_on",
                    "yearly",
                    "grade",
                    "state",
                    "published_at",
                    "written_at",
                )
            },
        )
    recompute()

    response = why(client, "world", "GCM10-9-5")

    assert zipped(response) < 20_000
    assert "And 21 more, in the JSON." in main_of(response)
    assert len(told(client, "world", "GCM10-9-5")["readings"]) == 121


def test_mark_that_is_not_what_its_parts_come_to_is_not_shown(client, cast):
    published(cast, figure(7_000, 2023))
    Score.objects.filter(place=cast.world, key="all:5").update(score=Fraction(60), upper=Fraction(80))

    response = why(client, "world", "all-5")
    found = told(client, "world", "all-5")

    assert "Cannot be shown: it is not what its parts come to." in main_of(response)
    assert "60" not in main_of(response)
    assert (found["state"], found["result"], found["steps"], found["sums"]) == (
        "cannot_be_shown",
        None,
        [],
        None,
    )


def test_json_is_for_everyone_and_read_only(client, cast):
    response = client.get("/places/world/why/all.json")

    assert response.headers["Cache-Control"] == "public, max-age=1, must-revalidate"
    assert client.cookies == {}
    assert client.post("/places/world/why/all.json").status_code == 405
    assert json.loads(response.content)["format"] == 1


def test_every_field_is_explained(client, cast):
    page = (Path(__file__).parents[2] / "docs/explain.md").read_text(encoding="utf-8")
    documents = [told(client, "world", "GCM10-9-5"), told(client, "arcadia", "GCM10-9-5")]

    named = {name for document in documents for name in (*document, *(document["result"] or ()))}
    named |= set(documents[0]["parts"][0]) | set(documents[0]["left_out"][0]) | set(documents[0]["sums"])

    assert {name for name in named if f"`{name}`" not in page} == set()


def test_no_two_marks_of_a_place_have_pages_of_one_title(client, cast):
    make_target(cast.commitment, 12, Wording(**LEVEL))
    published(cast)
    recompute()
    scores = Score.objects.filter(place=cast.arcadia, place_target=None)

    pages = [why(client, "arcadia", address_of(score.key)).content.decode() for score in scores]

    titles = Counter(re.search(r"<title>(.*) · GCM Scorecard</title>", page)[1] for page in pages)
    assert len(titles) == len(pages) > 3
