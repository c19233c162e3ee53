"""A score that cannot be read, that another method made, that is held or about to change, as pages tell it."""

import pytest
from django.db import connection
from django.utils import timezone

from tests.cast import figure, published
from tests.pages import main_of
from tests.public.world import make_examples
from tracker.actions.dirty import insert_dirty
from tracker.actions.drain import drain, recompute
from tracker.enums import Cause
from tracker.models import Commitment, DirtyScore, Place, Process, Score
from tracker.scoring import METHOD_VERSION

UNREADABLE = "Cannot be shown: what is stored of it cannot be read."
FOREIGN = "Cannot be shown: another version of the method made it."
HELD = "Held: this mark could not be computed; an administrator has been told."
UPDATING = "Being updated: something was published a moment ago."
SPOILT = [
    ("coverage", "'nonsense'"),
    ("lower", "'1/0'"),
    ("upper", "'101/1'"),
    ("score", "'-3/1'"),
    ("mark", "'splendid'"),
    ("lowest_grade", "'Z'"),
    ("counts", "'[]'"),
    ("counts", "'{\"met\": -1}'"),
    ("counts", "'{\"splendid\": 1}'"),
    ("statuses", "'\"x\"'"),
]


def spoil(column, value, **which):
    """Put something into the row that no score says, behind the back of the models; `value` is SQL."""
    for pk in Score.objects.filter(**which).values_list("pk", flat=True):
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE tracker_score SET {column} = {value} WHERE id = %s", [pk])


def text(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return main_of(response)


@pytest.mark.parametrize(("column", "value"), SPOILT)
def test_spoilt_row_stops_its_own_mark_and_no_other(client, cast, column, value):
    published(cast, figure(7_000, 2023))
    spoil(column, value, place=cast.world, key="objective-10")

    objectives, objective = text(client, "/objectives/"), text(client, "/objectives/10/")

    assert objectives.count(UNREADABLE) == 1
    assert f"World {UNREADABLE} M49-901 No evidence, 50 % known" in text(client, "/")
    assert objective.startswith("Objective 10 · Label 10 Title 10 Summary 10.")
    assert objective.count(UNREADABLE) == 1
    assert "The objective as a whole · no target No evidence 50 % known: 25–75" in objective


def test_every_page_goes_on_beside_a_spoilt_row(client, db):
    make_examples()
    spoil("coverage", "'nonsense'", place__code="world", key="GCM10-1:5")

    home, commitment, place = (
        text(client, "/"),
        text(client, "/commitments/GCM10-1/"),
        text(client, "/places/world/"),
    )

    assert home.count(UNREADABLE) == 1
    assert "Fewer forced migrants than in 2018 +64 %" in home
    assert commitment.count(UNREADABLE) == 1
    assert place.count(UNREADABLE) == 1
    assert text(client, "/objectives/10/").count(UNREADABLE) == 1
    assert UNREADABLE in text(client, "/places/world/GCM10-1/5/")
    assert "133 943" in text(client, "/places/world/GCM10-1/5/").replace("\u202f", " ")
    assert UNREADABLE not in text(client, "/places/world/GCM02-1/12/")


def test_marks_that_cannot_be_shown_are_not_counted(client, db):
    make_examples()
    spoil("mark", "'splendid'", place__code="world", key="GCM10-1:5")

    found = text(client, "/")

    assert "None is met. For 1 there is too little evidence to say." in found
    assert "1 target has passed its date." in found


def test_state_that_cannot_be_shown_is_named_in_the_table_of_states(client, cast):
    spoil("counts", "'[]'", place=cast.arcadia, key="GCM10-9:5")

    found = text(client, "/commitments/GCM10-9/")

    assert f"Arcadia ! {UNREADABLE} Borduria No evidence" in found
    assert UNREADABLE in text(client, "/places/arcadia/GCM10-9/5/")
    assert UNREADABLE in text(client, "/places/arcadia/")
    assert f"{UNREADABLE} Borduria 0 of 1" not in text(client, "/places/")


def test_overall_mark_of_a_place_that_cannot_be_shown_is_said_on_every_list(client, cast):
    spoil("upper", "'1/0'", place=cast.arcadia, key="all")

    assert f"Arcadia {UNREADABLE} Borduria 0 of 1" in text(client, "/places/")
    assert f"Arcadia {UNREADABLE} Borduria 0 of 1" in text(client, "/places/m49-902/")
    own = text(client, "/places/arcadia/")
    assert "Its mark as a whole cannot be shown; what can be shown stands below." in own
    assert "GCM10-9 Commitment GCM10-9 No data" in own


def test_mark_of_another_method_is_not_shown(client, cast):
    Score.objects.filter(place=cast.world, key="GCM10-9:5").update(method_version=METHOD_VERSION + 1)

    assert text(client, "/commitments/GCM10-9/").count(FOREIGN) == 1
    assert text(client, "/objectives/10/").count(FOREIGN) == 1
    assert FOREIGN in text(client, "/places/world/why/GCM10-9-5/")
    found = client.get("/places/world/why/GCM10-9-5.json").json()
    assert (found["state"], found["message"], found["result"]) == ("cannot_be_shown", FOREIGN, None)
    assert found["method_version"] == METHOD_VERSION + 1


def test_part_that_cannot_be_read_stops_the_sum_and_not_the_mark(client, cast):
    spoil("lower", "'x'", place=cast.arcadia, key="GCM10-9:5")

    found = text(client, "/places/world/why/GCM10-9-5/")

    assert "The sum cannot be told: at least one part of it cannot be used." in found
    assert f"Arcadia What is stored of it cannot be used. {UNREADABLE}" in found
    assert found.count(UNREADABLE) == 1
    parts = client.get("/places/world/why/GCM10-9-5.json").json()["parts"]
    assert [(part["place"], part["numbers"] is None, part["left_out"]) for part in parts] == [
        ("arcadia", True, "unreadable"),
        ("borduria", False, "silent"),
    ]


WITH_SCORES = [
    "/places/arcadia/",
    "/places/arcadia/GCM10-9/5/",
    "/places/arcadia/why/all/",
    "/places/arcadia/why/objective-10-5/",
    "/commitments/GCM10-9/",
    "/places/",
    "/",
    "/heatmap/",
    "/map/",
    "/horizons/5/",
]
OF_THE_WORLD = ["/objectives/", "/objectives/10/", "/places/world/", "/places/world/why/GCM10-9-5/"]


def test_pages_say_that_their_scores_are_being_updated(client, cast):
    insert_dirty([(cast.arcadia, cast.commitment.pk)], cause=Cause.REPORT)

    assert {address: UPDATING in text(client, address) for address in WITH_SCORES} == dict.fromkeys(
        WITH_SCORES, True
    )
    assert {address: UPDATING in text(client, address) for address in OF_THE_WORLD} == dict.fromkeys(
        OF_THE_WORLD, False
    )

    insert_dirty([(cast.world, cast.commitment.pk)], cause=Cause.BELOW)

    assert {address: UPDATING in text(client, address) for address in OF_THE_WORLD} == dict.fromkeys(
        OF_THE_WORLD, True
    )
    assert client.get("/places/arcadia/why/all.json").json()["state"] == "updating"


def test_only_what_is_made_from_the_commitment_is_being_updated(client, cast):
    other = Commitment.objects.get(pk=cast.commitment.pk)
    other.pk, other.code = None, "GCM10-8"
    other.save()
    insert_dirty([(cast.arcadia, other.pk)], cause=Cause.REPORT)

    assert UPDATING not in text(client, "/places/arcadia/GCM10-9/5/")
    assert UPDATING in text(client, "/places/arcadia/why/objective-10-5/")
    assert UPDATING in text(client, "/places/arcadia/why/all-5/")


def test_scores_say_nothing_once_they_are_computed(client, cast):
    published(cast)

    assert not DirtyScore.objects.exists()
    assert [address for address in [*WITH_SCORES, *OF_THE_WORLD] if UPDATING in text(client, address)] == []


def hold(holder, commitment, **more):
    insert_dirty([(holder, commitment.pk)], cause=Cause.REPORT)
    DirtyScore.objects.update(quarantined_at=timezone.now(), attempts=5, error="ValueError: x", **more)


def test_held_mark_is_never_shown_as_if_it_were_current(client, cast):
    published(cast, figure(7_000, 2023))
    hold(cast.arcadia, cast.commitment)

    target, place = text(client, "/places/arcadia/GCM10-9/5/"), text(client, "/places/arcadia/")

    assert HELD in target
    assert "7 000" in target.replace("\u202f", " ")  # what was reported stays
    assert "Met in part" not in target + place
    assert place.count(HELD) > 3
    assert "This cannot be told while a mark here cannot be shown." in place
    assert f"! {HELD}" in text(client, "/commitments/GCM10-9/")
    assert text(client, "/").count(HELD) == 1  # its tile; the world's marks stand
    why = text(client, "/places/arcadia/why/all/")
    assert f"No mark is shown {HELD} It was last computed as of " in why
    assert "and said then: Met in part." in why
    found = client.get("/places/arcadia/why/GCM10-9-5.json").json()
    assert (found["state"], found["message"], found["result"]) == ("held", HELD, None)
    part = client.get("/places/world/why/GCM10-9-5.json").json()["parts"][0]
    assert (part["state"], part["left_out"], part["numbers"]["score"]) == ("held", "held", "50")


def test_mark_that_was_computed_after_all_is_shown_again(client, cast):
    hold(cast.arcadia, cast.commitment)
    assert HELD in text(client, "/places/arcadia/GCM10-9/5/")

    published(cast, figure(7_000, 2023))

    assert HELD not in text(client, "/places/arcadia/GCM10-9/5/")
    assert not DirtyScore.objects.exists()


def test_mark_that_came_out_the_same_after_all_is_shown_again(client, cast):
    published(cast, figure(7_000, 2023))
    hold(cast.arcadia, cast.commitment)
    assert HELD in text(client, "/places/arcadia/GCM10-9/5/")

    insert_dirty([(cast.arcadia, cast.commitment.pk)], cause=Cause.DAY)
    drain()

    assert HELD not in text(client, "/places/arcadia/GCM10-9/5/")


def test_held_scores_of_a_process_are_said_on_its_pages(client, cast):
    process = Process.objects.create(code="dialogue", name="Dialogue", region="Here")
    process.members.add(cast.arcadia)
    recompute()
    hold(process, cast.commitment)

    assert HELD in text(client, "/processes/")
    assert HELD in text(client, "/processes/dialogue/")
    assert HELD in text(client, "/processes/dialogue/why/all/")
    assert HELD not in text(client, "/places/arcadia/")


@pytest.mark.parametrize("address", [*WITH_SCORES, *OF_THE_WORLD])
def test_pages_take_as_many_queries_as_ever_whatever_is_wrong(
    client, cast, address, django_assert_max_num_queries
):
    published(cast, figure(7_000, 2023))
    for place in Place.objects.all():
        spoil("coverage", "'nonsense'", place=place, key="objective-10")
    hold(cast.borduria, cast.commitment)
    insert_dirty([(cast.world, cast.commitment.pk)], cause=Cause.BELOW)

    with django_assert_max_num_queries(6 if address == "/" else 5):
        assert client.get(address).status_code == 200
