from tests.cast import make_committee, make_place, published
from tracker.enums import PlaceKind
from tracker.scoring import Status
from tracker.selectors.all_places import places_page
from tracker.selectors.credits import CommitteeRef
from tracker.selectors.objectives import HorizonHead
from tracker.selectors.places import place_page


def test_place_knows_what_stands_above_and_below_it(cast):
    make_place("town", PlaceKind.LOCAL, parent=cast.arcadia)

    arcadia, subregion = place_page("arcadia"), place_page("m49-902")

    assert [one.code for one in arcadia.above] == ["world", "m49-901", "m49-902"]
    assert [one.place.code for one in arcadia.below] == ["town"]
    assert [(one.place.code, one.kind, one.standing.applicable) for one in subregion.below] == [
        ("arcadia", PlaceKind.COUNTRY, 1),
        ("borduria", PlaceKind.COUNTRY, 1),
    ]


def cells(page):
    return [one for block in page.objectives for cell in block.commitments for one in cell.by_horizon]


def test_place_has_the_columns_of_its_own_targets_and_says_which_are_its_own(cast):
    own, gathered = place_page("arcadia"), place_page("world")

    assert own.horizons == gathered.horizons == (HorizonHead(years=5, due_year=2023),)
    assert [one.status for one in cells(own)] == [Status.NO_DATA]
    assert [one.status for one in cells(gathered)] == [None]


def test_place_lists_its_committees_and_what_was_published_last(cast):
    make_committee("beside", cast.arcadia, leads=False)
    report = published(cast)

    page = place_page("arcadia")

    assert page.committees == (
        CommitteeRef(slug="arcadia", name="Committee of Arcadia"),
        CommitteeRef(slug="beside", name="Committee of Arcadia"),
    )
    assert [(one.uuid, one.commitment_code) for one in page.recent] == [(str(report.uuid), "GCM10-9")]
    assert place_page("borduria").recent == ()


def test_there_is_no_page_of_no_place(cast):
    assert place_page("nowhere") is None


def test_all_places_stand_in_their_regions_or_among_those_found(cast):
    make_place("unreal", fictional=True)

    everywhere, found = places_page(), places_page(named="ARC")

    assert [
        (region.place.code, subregion.place.code, [row.place.code for row in subregion.states])
        for region in everywhere.regions
        for subregion in region.subregions
    ] == [("m49-901", "m49-902", ["arcadia", "borduria"])]
    assert ([row.place.code for row in everywhere.fictional], everywhere.found) == (["unreal"], ())
    assert (found.regions, found.fictional, [row.place.code for row in found.found]) == ((), (), ["arcadia"])
