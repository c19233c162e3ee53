"""The law of kept pages, for what comes from files."""

import pytest
from django.test import Client

from tests.cast import PASSWORD
from tests.scorecard.keeping import keeping_client, looks_each_time, seen
from tracker.actions.demonstration import load_demonstration
from tracker.actions.loading import load_reference
from tracker.models import Place, Score, Source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]
PATHS = ["/", "/objectives/", "/places/", "/places/bel/", "/sources/", "/committees/", "/places/xex/"]


@pytest.fixture(autouse=True)
def _looks(monkeypatch):
    looks_each_time(monkeypatch)


@pytest.fixture(autouse=True)
def _nothing_waits(db):
    """Scoring takes most of the time of a loading, and these pages are about other things."""
    Score.objects.exclude(place=Place.objects.get(code="world")).delete()


def test_kept_page_is_what_a_new_one_would_be_after_files_changed(files):
    reader = keeping_client()
    before = seen(reader, PATHS)
    files.change("places.csv", "name_en", "The Kingdom of Belgium", code="bel")
    files.change("sources.csv", "title", "Another title", code=Source.objects.first().code)

    load_reference(files.folder)

    kept, fresh = seen(reader, PATHS), seen(Client(), PATHS)
    assert kept == fresh
    assert {path for path in PATHS if before[path] != fresh[path]} >= {
        "/places/",
        "/places/bel/",
        "/sources/",
    }


def test_kept_page_is_what_a_new_one_would_be_after_the_demonstration_came():
    reader = keeping_client()
    before = seen(reader, PATHS)

    load_demonstration(passphrase=PASSWORD)

    kept, fresh = seen(reader, PATHS), seen(Client(), PATHS)
    assert kept == fresh
    assert {path for path in PATHS if before[path] != fresh[path]} >= {"/places/", "/committees/"}
