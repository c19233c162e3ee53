"""The search is brought up to what is public: whatever happened, it ends as one that was made anew."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.actions.test_audit import undone
from tests.cast import drafted, figure, make_objective, make_place, published, submitted
from tests.practices import made_public
from tests.protected import protect
from tracker.actions import drain, reports, search
from tracker.actions.audit import record
from tracker.actions.search import refresh
from tracker.enums import Credit
from tracker.models import (
    Place,
    Process,
    SearchEntry,
    SearchPosting,
    SearchSpelling,
    SearchState,
    SearchWord,
)


def index():
    """All that is kept, without the ids."""
    entries = SearchEntry.objects.values_list("kind", "ref", "title", "text", "digest")
    postings = SearchPosting.objects.values_list("entry__kind", "entry__ref", "word", "rank", "weight")
    words = SearchWord.objects.values_list("word", "uses")
    spellings = SearchSpelling.objects.values_list("word__word", "spelling")
    return tuple(sorted(rows) for rows in (entries, postings, words, spellings))


def made_anew():
    """The same, from nothing."""
    for model in (SearchPosting, SearchEntry, SearchSpelling, SearchWord, SearchState):
        model.objects.all().delete()
    refresh()
    return index()


def seen_act(cast):
    """Something that the public sees happened."""
    record("committee.leading", by=cast.administrator, about=cast.committee.slug)


def rename(cast):
    Place.objects.filter(pk=cast.arcadia.pk).update(names={"en": "Ruritania", "fr": "Ruritanie"})
    seen_act(cast)


def withdraw(cast):
    reports.withdraw(cast.report, by=cast.reviewer, reason="It was another country.")


STEPS = {
    "a report": lambda cast: published(cast, figure(6_000, 2020, narrative="Wholly new words.")),
    "a correction": lambda cast: published(cast, figure(6_000, 2023, narrative="Other words.")),
    "a withdrawal": withdraw,
    "a draft": lambda cast: drafted(cast, figure(6_000, 2019, narrative="Canary draft.")),
    "one handed in": lambda cast: submitted(cast, figure(6_000, 2019, narrative="Canary submitted.")),
    "a practice": made_public,
    "a committee behind a label": lambda cast: protect(cast, Credit.PSEUDONYM),
    "a committee behind its region": protect,
    "another name of a place": rename,
    "a process": lambda cast: (
        Process.objects.create(code="talks", name="Talks", region="Here"),
        seen_act(cast),
    ),
    "an objective": lambda cast: (make_objective(11), seen_act(cast)),
    "scores computed anew": lambda cast: drain.recompute(),
}


@pytest.fixture
def found(cast):
    """A published report, and a search that knows it."""
    object.__setattr__(cast, "report", published(cast, figure(7_000, 2023, narrative="The words before.")))
    refresh()
    return cast


@pytest.mark.parametrize("step", STEPS)
def test_refreshed_search_is_what_one_made_anew_would_be(found, step):
    STEPS[step](found)

    refresh()
    kept = index()

    assert kept == made_anew()
    assert "canary" not in {word for word, _uses in kept[2]}


def test_search_that_is_not_refreshed_would_be_found_out(found):
    before = index()
    differing = set()
    for name, step in STEPS.items():
        with undone():
            step(found)
            refresh()
            if index() != before:
                differing.add(name)

    assert differing == set(STEPS) - {"a draft", "one handed in", "scores computed anew"}


def test_refreshing_again_asks_two_questions_and_writes_nothing(found, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert refresh() == 0


def test_next_day_is_looked_at_again(found, monkeypatch):
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)

    refresh()

    assert SearchState.objects.get().day == tomorrow


def test_killed_half_way_it_goes_on_where_it_was(found, monkeypatch):
    for year in range(2019, 2023):
        published(found, figure(9_000, year, narrative=f"Of {year}."))
    monkeypatch.setattr(search, "AT_ONCE", 1)
    whole, put = index(), search._put
    monkeypatch.setattr(search, "_put", lambda some: put(some) if "2021" not in str(some) else 1 / 0)
    with pytest.raises(ZeroDivisionError):
        refresh()
    half = index()
    monkeypatch.setattr(search, "_put", put)

    refresh()

    assert whole != half != index() == made_anew()


def test_nothing_volatile_keeps_its_text(found):
    made_public(found)
    refresh()

    kept = SearchEntry.objects.filter(kind__in=["committees", "practices", "reports", "places"])

    assert kept.count() >= 4
    assert set(kept.values_list("title", "text")) == {("", "")}


def test_word_that_nobody_bears_any_more_is_forgotten(found):
    assert SearchWord.objects.filter(word="before").exists()

    reports.withdraw(found.report, by=found.reviewer, reason="It was another country.")
    refresh()

    assert not SearchWord.objects.filter(word="before").exists()
    assert not SearchSpelling.objects.filter(spelling="befor").exists()


def test_local_authority_is_found_as_well(found):
    make_place("springfield", "local", parent=found.arcadia)
    seen_act(found)

    refresh()

    assert SearchEntry.objects.filter(kind="places", ref="springfield").exists()
