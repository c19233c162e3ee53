"""Places: the names a reader sees, and the way up that has no circle."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from tests.cast import make_place
from tracker.enums import PlaceKind
from tracker.models import Place


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "Syldavia"), ("fr", "La Syldavie"), ("fr-ca", "La Syldavie"), ("ar", "Syldavia")],
)
def test_place_is_named_in_the_readers_language_or_in_english(language, name):
    place = Place(kind=PlaceKind.COUNTRY, names={"en": "Syldavia", "fr": "La Syldavie"})

    with translation.override(language):
        assert place.name == name


def test_place_stands_at_the_level_of_its_kind():
    assert {kind: Place(kind=kind).level for kind in PlaceKind} == {
        PlaceKind.WORLD: 0,
        PlaceKind.REGION: 1,
        PlaceKind.SUBREGION: 2,
        PlaceKind.COUNTRY: 3,
        PlaceKind.LOCAL: 4,
    }


@pytest.mark.parametrize("parent", ["borduria", "arcadia"])
def test_place_under_one_that_stands_no_higher_is_refused_in_the_database(cast, parent):
    place = Place.objects.get(code="arcadia")
    place.parent = Place.objects.get(code=parent)

    with pytest.raises(IntegrityError), transaction.atomic():
        place.save(update_fields=["parent"])
    with pytest.raises(IntegrityError), transaction.atomic():
        make_place("syldavia", parent=place.parent)


def test_place_sinking_below_its_children_is_refused_in_the_database(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.filter(pk=cast.subregion.pk).update(kind=PlaceKind.COUNTRY, level=3)


def test_place_moves_to_any_that_stands_higher(cast):
    other = make_place("m49-903", PlaceKind.REGION, parent=cast.world)

    Place.objects.filter(pk=cast.arcadia.pk).update(parent=other)

    assert Place.objects.get(pk=cast.arcadia.pk).parent == other
