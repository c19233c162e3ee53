"""Pages with a title of their own open with a sentence made from their numbers all the same."""

from datetime import date

from tests.cast import figure, make_commitment, make_source, published
from tests.editions import frozen, make_round
from tests.pages import main_of
from tests.practices import made_public, proposal
from tracker.actions.drain import recompute
from tracker.models import Process, Score, Seat
from tracker.scoring import METHOD_VERSION

SILENT = "It has 2 targets by a date. None is met. On 2 nothing was ever reported."
TOLD = "It has 2 targets by a date. 1 is met. On 1 nothing was ever reported."


def test_objective_and_commitment_count_their_targets(client, cast):
    pages = ("/objectives/10/", "/commitments/GCM10-9/")
    before = [SILENT in main_of(client.get(page)) for page in pages]
    published(cast, figure(4_000, 2023))

    after = [TOLD in main_of(client.get(page)) for page in pages]
    then = [SILENT in main_of(client.get(f"{page}?as_of=2024-01-01")) for page in pages]

    assert (before, after, then) == ([True, True], [True, True], [True, True])


def test_nothing_is_counted_where_the_mark_cannot_be_shown(client, cast):
    Score.objects.filter(place=cast.world, key="objective-10").update(method_version=METHOD_VERSION + 1)

    assert "targets by a date" not in main_of(client.get("/objectives/10/"))


def test_lists_of_places_and_processes_say_of_how_many_something_is_known(client, cast):
    Process.objects.create(code="talks", name="Talks", region="Here").members.add(cast.arcadia)
    recompute()
    silent = [main_of(client.get(page)) for page in ("/places/", "/processes/")]
    published(cast, figure(4_000, 2023))

    told = [main_of(client.get(page)) for page in ("/places/", "/processes/")]

    assert "Of 0 of 2 States something is known." in silent[0]
    assert "Of 0 of 1 process enough is known to give a mark." in silent[1]
    assert "Of 1 of 2 States something is known." in told[0]
    assert "Of 1 of 1 process enough is known to give a mark." in told[1]


def test_good_practices_are_counted_with_their_places_and_commitments(client, cast):
    none = main_of(client.get("/practices/"))
    make_commitment("GCM11-1", objective=cast.objective)
    practice = made_public(cast)
    made_public(cast, proposal(title="A hotline", commitments=("GCM11-1",)))

    some, one = main_of(client.get("/practices/")), main_of(client.get(f"/practices/{practice.uuid}/"))

    assert "No good practice has been published here yet." in none
    assert "2 good practices were published. From 1 place, for 2 commitments." in some
    assert "From Arcadia, for 1 commitment: 1 piece of evidence shows it." in one


def test_committees_and_sources_are_counted(client, cast):
    Seat.objects.filter(committee=cast.other_committee).delete()
    make_source("read", opened=True)
    make_source("other")

    assert "1 of 2 committees may publish." in main_of(client.get("/committees/"))
    assert "Of 2 sources we read 1 ourselves." in main_of(client.get("/sources/"))


def test_edition_says_how_far_the_world_was(client, cast):
    frozen(make_round(), as_of=date(2026, 5, 31), by=cast.administrator)

    assert "0 of 2 targets were met by then." in main_of(client.get("/editions/imrf-2026/"))
