"""Several targets changed in one table: side by side on their commitment, or chosen in the list."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.actions.change_acts import edit
from tests.admin.pages import Page
from tests.cast import DUE, LEVEL, make_commitment, make_target, published
from tracker.actions.changes import keep
from tracker.actions.wordings import Wording
from tracker.models import Target, TargetVersion
from tracker.scoring import Better, Kind

REASON = "The States agreed on it in Quito."
TOGETHER = reverse("admin:tracker_target_together")


@pytest.fixture
def five(cast):
    return cast.place_target.target


@pytest.fixture
def twelve(cast):
    """A second target of the commitment, as a change from the baseline."""
    wording = Wording(
        **{**LEVEL, "kind": Kind.RELATIVE_CHANGE, "goal": None, "change": Decimal(-70), "due_on": DUE[12]}
    )
    return make_target(cast.commitment, 12, wording)


@pytest.fixture
def url(five, twelve):
    return f"{TOGETHER}?commitment=GCM10-9"


def versions():
    return TargetVersion.objects.count()


def test_targets_of_a_commitment_are_changed_side_by_side(cast, desk, five, twelve, url):
    published(cast)
    changes = {f"{five.pk}-goal": "3000", f"{twelve.pk}-change": "-80", f"{twelve.pk}-weight": "2"}

    page = desk.open(url)
    read = Page(desk.send(url, **changes, reason=REASON))
    before = versions()
    answer = desk.client.post(url, {**read.typed, "confirmed": read.buttons["confirmed"]})

    assert f"{five.pk}-change" not in page.typed
    assert f"{twelve.pk}-goal" not in page.typed
    today = timezone.localdate()
    assert read.read_back == [
        "2 targets get a new version.",
        f"It holds from {today.day} {today:%B %Y}.",
        "GCM10-9, 2023, in Arcadia: from 10 000 persons in 2018 to at most 3 000 persons in 2023.",
        "2 marks change in 1 place, and whatever gathers them.",
        "6 more change by less than a point, or in a score that is not published.",
    ]
    assert (before, versions(), answer.url) == (2, 4, url)
    new = {one.target_id: one for one in TargetVersion.objects.filter(number=2)}
    assert (new[five.pk].goal, new[five.pk].reason) == (3_000, REASON)
    assert (new[twelve.pk].change, new[twelve.pk].weight, new[twelve.pk].goal) == (-80, 2, None)
    assert {one.author for one in new.values()} == {cast.administrator}


def test_one_value_is_set_in_every_row(desk, five, twelve, url):
    read = Page(desk.send(url, **{"all-grace_months": "24"}, reason=REASON))
    desk.client.post(url, {**read.typed, "confirmed": read.buttons["confirmed"]})

    assert {one.versions.latest("number").grace_months for one in Target.objects.all()} == {24}


def test_chosen_targets_are_changed_together(cast, desk, five):
    other = make_target(make_commitment("GCM10-8", objective=cast.objective), 5, Wording(**LEVEL))
    chosen = {"action": "change_together", "_selected_action": [five.pk, other.pk]}

    answer = desk.client.post(reverse("admin:tracker_target_changelist"), chosen)
    page = desk.open(answer.url)

    assert answer.url == f"{TOGETHER}?ids={five.pk}.{other.pk}"
    assert {f"{one.pk}-title" for one in (five, other)} <= page.typed.keys()


def test_wrong_cells_are_named_and_nothing_is_stored(desk, five, twelve, url):
    changes = {f"{five.pk}-goal": "20000", f"{twelve.pk}-due_on": "soon", f"{twelve.pk}-weight": "0"}

    typed = Page(desk.send(url, **changes, reason=""))
    together = Page(desk.send(url, **{f"{five.pk}-goal": "20000"}, reason=REASON))

    assert typed.problems.keys() == {f"{twelve.pk}-due_on", f"{twelve.pk}-weight", "reason"}
    assert typed.typed[f"{five.pk}-goal"] == "20000"
    assert together.problems == {
        f"{five.pk}-goal": [
            "Arcadia: The goal lies on the wrong side of the baseline for what is better.",
            "Borduria: The goal lies on the wrong side of the baseline for what is better.",
        ]
    }
    assert versions() == 2


def test_nothing_changed_is_said(desk, url):
    assert Page(desk.send(url, reason=REASON)).summary == [
        "Nothing is changed: this is what the latest versions say."
    ]


def test_row_that_somebody_changed_meanwhile_is_not_overwritten(cast, desk, five, url):
    stale = desk.open(url).typed
    keep([edit(cast, weight=9)], by=cast.administrator, reason=REASON, from_on=timezone.localdate())

    answer = desk.client.post(url, {**stale, f"{five.pk}-goal": "3000", "reason": REASON})

    assert answer.status_code == 422
    assert Page(answer).summary[0].startswith("Somebody has changed this since")
    assert five.versions.latest("number").weight == 9


@pytest.mark.parametrize("query", ["", "ids=", "ids=x", "ids=1.", "commitment=GCM99-9", "ids=" + "9" * 15])
def test_address_that_names_no_target_is_a_plain_404(desk, five, query):
    assert desk.client.get(f"{TOGETHER}?{query}").status_code == 404


def test_too_many_at_once_are_refused_in_words(desk, five, monkeypatch):
    monkeypatch.setattr("tracker.admin.target_table.MOST_TARGETS", 0)
    chosen = {"action": "change_together", "_selected_action": [five.pk]}

    answer = desk.client.post(reverse("admin:tracker_target_changelist"), chosen, follow=True)

    assert "At most 0 are changed at once" in answer.content.decode()


def test_kind_without_figures_has_no_inputs_for_them(cast, desk, five):
    wording = Wording(title="It is law", kind=Kind.YES_NO, due_on=DUE[2])
    law = make_target(cast.commitment, 2, wording)
    improve = Wording(title="Fewer", kind=Kind.IMPROVE, better=Better.LOWER, due_on=DUE[12], unit="persons")
    make_target(cast.commitment, 12, improve)

    page = desk.open(f"{TOGETHER}?commitment=GCM10-9")

    assert {name for name in page.typed if name.endswith(("-goal", "-change"))} == {f"{five.pk}-goal"}
    assert f"{law.pk}-weight" in page.typed
