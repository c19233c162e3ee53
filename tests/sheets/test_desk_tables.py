"""Tables of places, organisations and committees: the rules of their screens, stored and undone together."""

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings
from django.utils import timezone

from tests.cast import apply_target, make_committee, make_place
from tests.recorded import recorded
from tracker.actions.table_kinds import ChangedSince, TableRow
from tracker.actions.versions import Overtaken
from tracker.enums import RowState
from tracker.models import Committee, Organisation, Place, Seat
from tracker.sheets.committees import Committees
from tracker.sheets.organisations import Organisations
from tracker.sheets.places import Places
from tracker.transfer.cells import in_table

pytestmark = pytest.mark.django_db


def read(kind, *rows):
    table = kind()
    return table, [table.read(TableRow(number, cells)) for number, cells in enumerate(rows, start=2)]


def stored(cast, kind, *rows):
    table, found = read(kind, *rows)
    assert [fault for row in found for fault in row.faults] == []
    assert not table.foretell(from_on=timezone.localdate()).faults
    table.together = "import-1"
    return table.store(by=cast.administrator, reason="-", from_on=timezone.localdate())


def undone(cast, kind, made):
    table = kind()
    table.together = "import-1"
    table.undo(made, by=cast.administrator, reason="It was a mistake.")


def refused_undo(cast, kind, made):
    with pytest.raises(ChangedSince) as late:
        undone(cast, kind, made)
    return list(late.value.names)


def faults(found):
    return [[(fault.column, fault.value) for fault in row.faults] for row in found]


def everything(model):
    return list(model.objects.order_by("pk").values())


PLACE = {"code": "newland", "place_kind": "country", "parent": "m49-902", "iso3": "NEW", "name_en": "Newland"}
TOWN = {
    "code": "newtown",
    "place_kind": "local",
    "parent": "newland",
    "name_en": "Newtown",
    "name_fr": "Neuville",
}


class TestPlaces:
    def test_new_ones_are_part_of_those_in_rows_before(self, cast):
        before = everything(Place)

        made = stored(cast, Places, PLACE, TOWN)

        land, town = Place.objects.filter(code__startswith="new").order_by("level")
        assert (town.parent, land.parent) == (land, cast.subregion)
        assert (land.iso3, land.iso2, town.iso3) == ("NEW", None, None)
        assert town.names == {"en": "Newtown", "fr": "Neuville"}
        assert recorded() == [("desk.imported", "import-1", cast.administrator)]
        undone(cast, Places, made)
        assert everything(Place) == before
        assert recorded()[1:] == [("desk.import_undone", "import-1", cast.administrator)]

    def test_names_change_and_change_back(self, cast):
        before = everything(Place)

        made = stored(cast, Places, {"code": "arcadia", "name_en": "Arkady", "un_status": "member"})

        cast.arcadia.refresh_from_db()
        assert (cast.arcadia.names, cast.arcadia.un_status) == ({"en": "Arkady"}, "member")
        undone(cast, Places, made)
        assert everything(Place) == before

    @pytest.mark.parametrize(
        ("more", "column"),
        [
            ({"parent": "newtown"}, "parent"),
            ({"parent": "borduria"}, "parent"),
            ({"iso3": "new"}, "iso3"),
            ({"iso2": "N"}, "iso2"),
            ({"m49": "12a"}, "m49"),
            ({"place_kind": "town"}, "place_kind"),
            ({"name_en": ""}, "name_en"),
            ({"iso3": "ARC"}, "iso3"),
        ],
    )
    def test_rules_of_the_screen_hold(self, cast, more, column):
        Place.objects.filter(code="arcadia").update(iso3="ARC")
        row = {**PLACE, **more}

        _table, found = read(Places, row)

        assert faults(found) == [[(column, row[column])]]

    def test_the_world_is_part_of_nothing(self, cast):
        _table, found = read(Places, {**PLACE, "place_kind": "world"})

        assert "The world is part of nothing." in [fault.words for fault in found[0].faults]

    def test_codes_of_others_are_given_once(self, cast):
        _table, found = read(Places, PLACE, {**PLACE, "code": "otherland"})

        assert [row.state for row in found] == [RowState.NEW, RowState.WRONG]

    @pytest.mark.parametrize("more", [{"place_kind": "local"}, {"parent": "m49-901"}, {"iso2": "AR"}])
    def test_what_is_settled_stays(self, cast, more):
        ((name, value),) = more.items()

        _table, found = read(Places, {"code": "arcadia", **more})

        assert faults(found) == [[(name, value)]]

    def test_a_place_that_something_refers_to_is_not_deleted(self, cast):
        made = stored(cast, Places, PLACE, TOWN)
        apply_target(cast.place_target.target, Place.objects.get(code="newland"))
        before = everything(Place)

        assert refused_undo(cast, Places, made) == ["Newland (Targets of places refer to it)"]
        assert everything(Place) == before

    def test_what_was_changed_since_is_not_undone(self, cast):
        made = stored(cast, Places, {"code": "arcadia", "name_en": "Arkady"})
        Place.objects.filter(code="arcadia").update(names={"en": "Arcady"})

        assert refused_undo(cast, Places, made) == ["Arcady (changed since)"]

    def test_what_was_changed_between_checking_and_storing_is_overtaken(self, cast):
        table, _found = read(Places, {"code": "arcadia", "name_en": "Arkady"})
        Place.objects.filter(code="arcadia").update(names={"en": "Arcady"})

        with pytest.raises(Overtaken):
            table.store(by=cast.administrator, reason="-", from_on=timezone.localdate())

    def test_a_code_that_was_taken_meanwhile_is_overtaken(self, cast):
        table, _found = read(Places, PLACE)
        make_place("newland")

        with pytest.raises(Overtaken):
            table.store(by=cast.administrator, reason="-", from_on=timezone.localdate())
        assert recorded() == []


class TestOrganisations:
    def test_stored_and_undone(self, cast):
        name = Organisation.objects.first().name
        before = everything(Organisation)
        rows = [
            {"name": name, "website": "https://union.example.org/"},
            {"name": "The Office", "website": ""},
        ]

        made = stored(cast, Organisations, *rows)

        assert Organisation.objects.get(name=name).website == "https://union.example.org/"
        _table, again = read(Organisations, *rows)
        assert [row.state for row in again] == [RowState.SAME, RowState.SAME]
        undone(cast, Organisations, made)
        assert everything(Organisation) == before

    def test_one_that_holds_a_seat_is_not_deleted(self, cast):
        made = stored(cast, Organisations, {"name": "The Office"})
        Seat.objects.filter(user=cast.reporter).update(
            organisation=Organisation.objects.get(name="The Office")
        )

        assert refused_undo(cast, Organisations, made) == ["The Office (Seats refer to it)"]

    def test_wrong_link_is_named(self, cast):
        _table, found = read(Organisations, {"name": "The Office", "website": "office"})

        assert faults(found) == [[("website", "office")]]


COMMITTEE = {"slug": "second", "name": "Second", "place": "arcadia", "leads": "no"}


class TestCommittees:
    def test_stored_and_undone(self, cast):
        before = everything(Committee)

        made = stored(cast, Committees, COMMITTEE, {"slug": "borduria", "name": "Bordurians"})

        assert Committee.objects.get(slug="second").place == cast.arcadia
        assert Committee.objects.get(slug="borduria").name == "Bordurians"
        undone(cast, Committees, made)
        assert everything(Committee) == before

    def test_one_committee_leads_a_place(self, cast):
        table, found = read(Committees, {**COMMITTEE, "leads": "yes"})

        told = table.foretell(from_on=timezone.localdate())
        assert [row.state for row in found] == [RowState.NEW]
        ((number, (fault,)),) = told.faults.items()
        assert (number, fault.column, fault.value) == (2, "leads", "yes")
        assert "Committee of Arcadia leads this place already" in fault.words

    def test_the_lead_passes_from_one_to_the_other_in_one_table(self, cast):
        before = everything(Committee)
        rows = [{**COMMITTEE, "leads": "yes"}, {"slug": "arcadia", "leads": "no"}]

        made = stored(cast, Committees, *rows)

        assert [one.slug for one in Committee.objects.filter(place=cast.arcadia, leads=True)] == ["second"]
        undone(cast, Committees, made)
        assert everything(Committee) == before

    def test_originals_are_kept_only_sealed(self, cast):
        _table, found = read(Committees, {**COMMITTEE, "keeps_originals": "yes"})

        assert faults(found) == [[("keeps_originals", "yes")]]

    @override_settings(EVIDENCE_PUBLIC_KEY="a key")
    def test_originals_are_kept_where_there_is_a_key(self, cast):
        _table, found = read(Committees, {**COMMITTEE, "keeps_originals": "yes"})

        assert faults(found) == [[]]

    def test_its_place_is_settled(self, cast):
        _table, found = read(Committees, {"slug": "arcadia", "place": "borduria"})

        assert faults(found) == [[("place", "borduria")]]

    def test_one_with_seats_is_not_deleted(self, cast):
        made = stored(cast, Committees, COMMITTEE)
        Seat.objects.filter(user=cast.observer).update(committee=Committee.objects.get(slug="second"))

        assert refused_undo(cast, Committees, made) == ["Second (Seats refer to it)"]


def test_control_the_database_would_refuse_two_that_lead(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_committee("third", cast.arcadia)


@pytest.mark.parametrize("kind", [Places, Organisations, Committees])
def test_what_is_taken_out_comes_in_as_the_same(cast, kind):
    names = list(kind().columns)
    taken = [dict(zip(names, map(in_table, cells), strict=True)) for cells in kind().rows()]

    _table, found = read(kind, *taken)

    assert len(found) == kind.model.objects.count() > 0
    assert {one.state for one in found} == {RowState.SAME}
