"""How much is kept, and which version is believed for how long."""

import threading
from datetime import date

import pytest
from django.db import OperationalError
from django.http import HttpResponse

from scorecard.kept_pages import AROUND, Shelf, Sight, Watch, kept_page

DAY = date(2026, 11, 24)
FIRST, SECOND = (1, DAY), (2, DAY)


class Clock:
    """A clock that stands still until it is told otherwise."""

    def __init__(self):
        self.now = 1_000.0

    def __call__(self):
        return self.now


class Database:
    """Says which version holds, or fails; counts how often it was asked."""

    def __init__(self):
        self.version, self.asked = FIRST, 0

    def __call__(self):
        self.asked += 1
        if self.version is None:
            raise OperationalError("gone")
        return self.version


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def database():
    return Database()


@pytest.fixture
def watch(clock, database):
    return Watch(database, longest=600, clock=clock)


def page(text="page", version=FIRST):
    return kept_page(HttpResponse(text), version=version)


def test_version_is_asked_for_once_a_second(watch, clock, database):
    seen = [watch.version()]
    database.version = SECOND
    for passed in (0.5, 0.49, 0.01):
        clock.now += passed
        seen.append(watch.version())

    assert [one.version for one in seen] == [FIRST, FIRST, FIRST, SECOND]
    assert database.asked == 2


def test_version_known_before_holds_while_the_database_is_away(watch, clock, database, caplog):
    watch.version()
    database.version = None
    clock.now += 599

    held, again = watch.version(), watch.version()

    assert held == again == Sight(FIRST, 599)
    assert database.asked == 2
    assert "gone" in caplog.text


def test_version_seen_too_long_ago_is_not_believed(watch, clock, database):
    watch.version()
    database.version = None
    clock.now += 601

    assert watch.version() is None

    database.version, clock.now = SECOND, clock.now + 1
    assert watch.version() == Sight(SECOND, 0)


def test_no_version_is_known_before_the_database_answered(watch, database):
    database.version = None

    assert watch.version() is None


def test_frozen_database_holds_up_one_reader_and_the_others_a_moment(clock):
    frozen, thawed = threading.Event(), threading.Event()
    answers = iter([FIRST, SECOND])

    def look():
        version = next(answers)
        if version == SECOND:
            frozen.set()
            thawed.wait(timeout=10)
        return version

    watch = Watch(look, longest=600, clock=clock)
    watch.version()
    clock.now += 2
    held_up = threading.Thread(target=watch.version)
    held_up.start()
    frozen.wait(timeout=10)

    seen = [watch.version() for _ in range(3)]
    thawed.set()
    held_up.join(timeout=10)

    assert seen == [Sight(FIRST, 2)] * 3
    assert watch.version() == Sight(SECOND, 0)


def test_shelf_lets_go_what_was_not_asked_for_the_longest():
    weight = len(page().zipped) + AROUND
    shelf = Shelf(most=2 * weight)
    shelf.put(("a",), page())
    shelf.put(("b",), page())
    shelf.get(("a",))

    shelf.put(("c",), page())

    assert [shelf.get((key,)) is not None for key in "abc"] == [True, False, True]


def test_page_of_another_version_takes_the_place_of_the_one_before():
    weight = len(page().zipped) + AROUND
    shelf = Shelf(most=2 * weight)
    for version in range(9):
        shelf.put(("a",), page(version=(version, DAY)))
    shelf.put(("b",), page())

    assert (shelf.get(("a",)).version, shelf.get(("b",)).version) == ((8, DAY), FIRST)


def test_page_that_is_too_large_is_not_kept():
    shelf = Shelf(most=AROUND)

    shelf.put(("a",), page())

    assert shelf.get(("a",)) is None


def test_shelf_never_holds_more_than_it_may():
    shelf = Shelf(most=50_000)
    for number in range(200):
        shelf.put((str(number % 70),), page("".join(map(str, range(number * 10)))))

    kept = [shelf.get((str(number),)) for number in range(70)]

    assert 0 < sum(len(one.zipped) + AROUND for one in kept if one) <= 50_000


def test_tag_is_of_the_text_and_not_of_the_version():
    same, other = page(version=SECOND), page("another")

    assert page().etag == same.etag
    assert page().etag != other.etag


def test_age_is_said_only_when_the_version_is_not_confirmed(rf):
    answers = [page().answer(rf.get("/"), age=age) for age in (0.9, 65.5)]

    assert [answer.headers.get("Age") for answer in answers] == [None, "65"]
