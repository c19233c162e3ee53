"""What a target means in one place: its baseline, a stricter goal, or that it does not apply."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.admin.pages import Page
from tests.cast import DUE, apply_target, make_source, make_target, published
from tracker.actions.wordings import Wording
from tracker.models import Score
from tracker.scoring import Better, Kind

REASON = "The office revised the series."


@pytest.fixture
def url(cast):
    return reverse("admin:tracker_placetarget_change", args=[cast.place_target.pk])


def test_baseline_is_revised_with_its_source(cast, desk, url):
    source = make_source("census")
    published(cast)

    read = Page(desk.send(url, baseline="12000", source=str(source.pk), vintage="2020", reason=REASON))
    desk.client.post(url, {**read.typed, "confirmed": read.buttons["confirmed"]})

    assert read.read_back == [
        "In Arcadia: from 12 000 persons in 2018 to at most 4 000 persons in 2023.",
        "2 marks change in 1 place, and whatever gathers them.",
        "6 more change by less than a point, or in a score that is not published.",
    ]
    assert read.differences() == [
        ("Baseline", "10 000", "12 000"),
        ("Source", "–", "Source census"),
        ("Vintage of the figure", "–", "2020"),
    ]
    first, second = cast.place_target.versions.order_by("number")
    assert (first.baseline, second.baseline, second.source) == (10_000, 12_000, source)
    assert (second.author, second.reason) == (cast.administrator, REASON)
    assert Score.objects.get(place_target=cast.place_target).place_version == second


def test_target_that_does_not_apply_says_why_and_leaves_the_counts(cast, desk, url):
    typed = desk.open(url).typed
    del typed["applies"]

    asked = Page(desk.client.post(url, {**typed, "reason": REASON}))
    read = Page(desk.client.post(url, {**typed, "why_not": "It has no border.", "reason": REASON}))
    desk.client.post(url, {**read.typed, "confirmed": read.buttons["confirmed"]})

    assert asked.problems == {"why_not": ["Say why the target does not apply here."]}
    assert read.read_back == [
        "The target is left out of every count in Arcadia.",
        "2 marks change in 1 place, and whatever gathers them.",
    ]
    assert Score.objects.get(place_target=cast.place_target).status == "not_applicable"


REFUSED = [
    ({"baseline": "10000", "baseline_on": ""}, "baseline_on", "Enter the date that the baseline is about."),
    ({"baseline": ""}, "baseline", "Enter the baseline itself, or take its date out."),
    ({"why_not": "Because."}, "why_not", "Leave this empty: the target applies here."),
    ({"baseline": "4000"}, "baseline", "The goal is the baseline: choose “stay no worse than the baseline”."),
    ({"baseline": "3000"}, "baseline", "The goal lies on the wrong side of the baseline for what is better."),
    ({"baseline_on": "2024-12-31"}, "baseline_on", "The due date must lie after the baseline date."),
    (
        {"goal": "5000"},
        "goal",
        "A place may set itself a stricter goal than all the others, never an easier one.",
    ),
    ({"goal": "12000"}, "goal", "The goal lies on the wrong side of the baseline for what is better."),
    ({"reason": ""}, "reason", "Write something here."),
    ({"baseline": "1e4"}, "baseline", "Write one plain number in digits, for example 1234.5."),
    ({"source": "999"}, "source", "Select a valid choice. That choice is not one of the available choices."),
]


@pytest.mark.parametrize(("changes", "field", "words"), REFUSED)
def test_refusal_is_said_at_its_field_and_nothing_is_stored(cast, desk, url, changes, field, words):
    answer = desk.send(url, **{"reason": REASON, **changes})

    assert answer.status_code == 422
    assert Page(answer).problems == {field: [words]}
    assert cast.place_target.versions.count() == 1


def test_stricter_goal_of_a_place_is_stored(cast, desk, url):
    desk.confirm(url, goal="3000", reason=REASON)

    assert cast.place_target.versions.get(number=2).goal == 3000


def test_baseline_is_never_backdated(cast, desk, url):
    yesterday = timezone.localdate() - timedelta(days=1)

    answer = desk.send(url, baseline="12000", reason=REASON, in_force_from=yesterday.isoformat())

    assert list(Page(answer).problems) == ["in_force_from"]
    assert cast.place_target.versions.count() == 1


def test_place_that_has_no_version_yet_gets_its_first(cast, desk):
    wording = Wording(
        title="At most 40 %",
        kind=Kind.RELATIVE_CHANGE,
        better=Better.LOWER,
        change=Decimal(-60),
        unit="% of births",
        due_on=DUE[2],
    )
    target = make_target(cast.commitment, 2, wording)
    place_target = apply_target(target, cast.arcadia)
    url = reverse("admin:tracker_placetarget_change", args=[place_target.pk])

    desk.confirm(url, baseline="70", baseline_on="2015-12-31", reason=REASON)

    version = place_target.versions.get(number=2)
    assert (version.baseline, version.baseline_on) == (70, date(2015, 12, 31))


def test_target_of_a_place_is_not_added_by_hand(desk):
    answer = desk.client.get(reverse("admin:tracker_placetarget_add"))

    assert answer.status_code == 403
