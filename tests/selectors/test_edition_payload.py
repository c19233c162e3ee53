"""The bytes of an edition: the same as every holder computed by itself, in one form, on both databases."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.actions.worlds import World
from tests.cast import figure, published
from tests.clock import Clock
from tests.editions import frozen, make_round
from tracker.chain import canonical
from tracker.models import Membership, Place, Process, Round, Score, TargetVersion
from tracker.models.editions import unpacked
from tracker.selectors.computed import computed_rows
from tracker.selectors.edition_drafts import draft_edition
from tracker.selectors.edition_payload import rows_by_holder, said
from tracker.selectors.edition_said import standings_in, texts_of
from tracker.selectors.holders import all_holders
from tracker.selectors.standings import standing

A_DAY = date(2024, 12, 31)
# Of the world of the test below, at its own time. Another digest means that editions frozen before would not verify.
RECORDED = "0483834494b0a8adf326fc518301fa062998af79d3632bd8b1c3a70491c71f81"


def text_of(draft):
    return b"".join(unpacked(piece.packed) for piece in draft.pieces)


def drafted(**more):
    return draft_edition(make_round(), as_of=A_DAY, **more)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_each_holder_computed_once_is_each_computed_by_itself(seed):
    world = World(seed)
    process = Process.objects.create(code="proc", name="Process", region="Here")
    for state in world.states[1:]:
        Membership.objects.create(process=process, place=state)
    for _ in range(10):
        world.step()
    as_of = date(2026, 1, 1)

    together = {
        holder.code: {row.key: said(row) for row in rows} for holder, rows in rows_by_holder(as_of=as_of)
    }

    assert together == {
        holder.code: {row.key: said(row) for row in computed_rows(holder, as_of=as_of)}
        for holder in all_holders()
    }
    assert together["world"] != {}
    assert together["proc"] != {}


def test_payload_is_canonical_json_and_names_no_number_of_a_database(cast):
    published(cast)

    text = text_of(drafted(note='A “note”, with a quote" and a {brace}.'))

    found = json.loads(text)
    assert canonical(found).encode() == text
    assert found.keys() == {"about", "scorecard"}
    assert found["scorecard"].keys() == {"as_of", "commitments", "method", "places", "processes"}
    assert found["scorecard"]["places"].keys() == {"arcadia", "borduria", "m49-901", "m49-902", "world"}
    assert found["about"]["note"] == 'A “note”, with a quote" and a {brace}.'


def test_row_says_what_the_score_says(cast):
    published(cast, figure(7_000, 2021))
    row = Score.objects.select_related("target_version", "place_version").get(
        place=cast.arcadia, key="GCM10-9:5"
    )

    found = said(row)

    assert found == {
        "coverage": "1",
        "digest": row.digest,
        "grade": "B",
        "lower": "50",
        "mark": "in_part",
        "place_version": 1,
        "published": True,
        "score": "50",
        "share": "1/2",
        "status": "overdue",
        "upper": "50",
        "version": 1,
        "weight": 1,
    }


def test_same_facts_give_the_same_bytes_on_every_database(cast, monkeypatch):
    clock = Clock(monkeypatch, date(2022, 3, 1))
    published(cast, figure(7_000, 2021))
    clock.set(date(2024, 3, 1))
    published(cast, figure(5_200, 2023))
    clock.set(date(2025, 1, 15))
    Place.objects.filter(pk=cast.arcadia.pk).update(names={"en": "Arcadia", "ar": "أركاديا"})
    TargetVersion.objects.update(goal=Decimal("3999.50"))

    assert drafted().digest == RECORDED


def test_order_in_which_rows_were_stored_does_not_matter(cast):
    published(cast)
    before = text_of(drafted())
    Score.objects.all().delete()

    again = text_of(draft_edition(Round.objects.get(), as_of=A_DAY))

    assert again == before


def test_row_read_back_is_the_standing_it_was(cast):
    published(cast)
    edition = frozen(make_round(), as_of=A_DAY, by=cast.administrator)

    for place in (cast.arcadia, cast.world):
        name = f"places/{place.code}"
        found = standings_in(edition, texts_of(edition, name)[name])
        rows = computed_rows(place, as_of=A_DAY)

        # Whose it is, its part of the edition says; a mark there leads nowhere.
        assert found == {row.key: replace(standing(row), place="") for row in rows}
