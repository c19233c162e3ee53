"""Baselines of all targets of a commitment, place by place, typed into one table."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.admin.pages import Page
from tests.cast import BASELINE_ON, DUE, LEVEL, make_place, make_source, make_target, published
from tracker.actions.changes import PlaceChange, keep
from tracker.actions.drain import drain
from tracker.actions.targets import Local
from tracker.actions.wordings import Wording
from tracker.models import PlaceTarget, PlaceTargetVersion, Score
from tracker.scoring import Kind

REASON = "The office revised the series."


@pytest.fixture
def five(cast):
    return cast.place_target.target


@pytest.fixture
def twelve(cast):
    return make_target(cast.commitment, 12, Wording(**{**LEVEL, "goal": Decimal(2_000), "due_on": DUE[12]}))


@pytest.fixture
def url(cast, five, twelve):
    return reverse("admin:tracker_commitment_baselines", args=[cast.commitment.pk])


def versions():
    return PlaceTargetVersion.objects.count()


def test_cells_of_two_targets_are_filled_in_and_the_marks_change(cast, desk, five, twelve, url):
    published(cast)
    source = make_source("census")
    cells = {f"{cast.arcadia.pk}-{five.pk}": "20000", f"{cast.arcadia.pk}-{twelve.pk}": "20000"}
    more = {"figures_on": "2018-12-31", "source": str(source.pk), "vintage": "2020"}

    page = desk.open(url)
    read = Page(desk.send(url, **cells, **more, reason=REASON))
    before = versions()
    answer = desk.client.post(url, {**read.typed, "confirmed": read.buttons["confirmed"]})
    drain()

    assert page.typed[f"{cast.arcadia.pk}-{five.pk}"] == "10000"
    assert page.typed[f"{cast.borduria.pk}-{twelve.pk}"] == ""
    today = timezone.localdate()
    assert read.read_back[:2] == [
        "2 baselines get new versions.",
        f"It holds from {today.day} {today:%B %Y}.",
    ]
    assert (before, versions(), answer.url) == (2, 4, url)
    new = PlaceTarget.objects.get(target=twelve, place=cast.arcadia).versions.get()
    assert (new.baseline, new.baseline_on, new.source, new.vintage) == (20_000, BASELINE_ON, source, "2020")
    assert (new.author, new.reason) == (cast.administrator, REASON)
    assert int(Score.objects.get(place=cast.arcadia, key="GCM10-9:5").score) == 81
    assert not PlaceTarget.objects.filter(target=twelve, place=cast.borduria).exists()


def test_emptied_cell_takes_the_baseline_out(cast, desk, five, url):
    read = Page(desk.send(url, **{f"{cast.arcadia.pk}-{five.pk}": ""}, reason=REASON))
    desk.client.post(url, {**read.typed, "confirmed": read.buttons["confirmed"]})

    version = cast.place_target.versions.latest("number")
    assert (version.number, version.baseline, version.baseline_on) == (2, None, None)


def test_what_is_wrong_is_said_at_its_cell_and_nothing_is_stored(cast, desk, five, twelve, url):
    five_here, twelve_here = f"{cast.arcadia.pk}-{five.pk}", f"{cast.arcadia.pk}-{twelve.pk}"

    typed = Page(desk.send(url, **{five_here: "=1+1", twelve_here: "n/a"}, reason=REASON))
    undated = Page(desk.send(url, **{twelve_here: "20000"}, reason=REASON))
    wrong_side = Page(desk.send(url, **{five_here: "3000"}, reason=REASON))
    nothing = Page(desk.send(url, reason=REASON))

    assert typed.problems.keys() == {five_here, twelve_here}
    assert typed.typed[five_here] == "=1+1"
    assert undated.problems == {"figures_on": ["Say what date the figures that you change are about."]}
    assert wrong_side.problems[five_here] == [
        "The goal lies on the wrong side of the baseline for what is better."
    ]
    assert nothing.summary == ["Nothing is changed: this is what the latest versions say."]
    assert versions() == 2


def test_table_that_somebody_changed_meanwhile_is_not_overwritten(cast, desk, five, url):
    stale = desk.open(url).typed
    local = Local(baseline=Decimal(12_000), baseline_on=BASELINE_ON)
    change = PlaceChange(target=five, place=cast.arcadia, local=local, after=1)
    keep([change], by=cast.administrator, reason=REASON, from_on=timezone.localdate())

    answer = desk.client.post(url, {**stale, f"{cast.arcadia.pk}-{five.pk}": "20000", "reason": REASON})

    assert answer.status_code == 422
    assert Page(answer).summary[0].startswith("Somebody has changed this since")
    assert cast.place_target.versions.latest("number").baseline == 12_000


def test_page_asks_as_many_questions_for_many_places(cast, desk, url, django_assert_max_num_queries):
    for number in range(20):
        make_place(f"state-{number:02}", parent=cast.subregion)

    with django_assert_max_num_queries(22):
        desk.open(url)


def test_commitment_without_figures_says_so(cast, desk):
    five = cast.place_target.target
    wording = Wording(title="It is law", kind=Kind.YES_NO, due_on=DUE[5])
    five.versions.update(kind=wording.kind, goal=None, better="")

    page = desk.client.get(reverse("admin:tracker_commitment_baselines", args=[cast.commitment.pk]))

    assert "No target of this commitment is counted from a baseline." in page.content.decode()


@pytest.mark.parametrize("query", ["part=nowhere", "part=%2e%2e"])
def test_part_that_is_none_is_a_plain_404(desk, url, query):
    assert desk.client.get(f"{url}?{query}").status_code == 404
