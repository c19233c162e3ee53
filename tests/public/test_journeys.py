"""What a journalist asks: each question is answered at most three clicks from the first page, in so many words."""

import pytest
from django.db import transaction
from django.test import override_settings

from tests.demonstration import QUICK
from tests.pages import words
from tests.public.journeys import JOURNEYS, MOST_CLICKS, Click, Reader, make_world
from tracker.actions.drain import drain
from tracker.actions.search import refresh

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The world of the journeys, for all tests of the module."""
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(PASSWORD_HASHERS=QUICK):
        make_world()
        drain()
        refresh()
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("journey", JOURNEYS, ids=str)
def test_question_is_answered_at_most_three_clicks_from_the_first_page(world, db, client, journey):
    reader = Reader(client)

    for step in journey.way:
        reader.take(step)

    told = words(reader.html).replace("\u202f", " ")
    assert reader.clicks <= MOST_CLICKS
    assert [said for said in journey.answer if said not in told] == [], told


def test_reader_sees_what_is_not_there(world, db, client):
    reader = Reader(client)

    with pytest.raises(AssertionError, match="Nowhere"):
        reader.take(Click("Nowhere"))
