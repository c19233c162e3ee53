"""An administrator rewords a target: read back first, stored as a version, and nothing of the past is touched."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.admin.pages import Page
from tests.cast import (
    apply_target,
    make_place,
    make_target,
    published,
)
from tests.recorded import recorded
from tracker.actions.targets import revise
from tracker.actions.wordings import Wording, wording_of
from tracker.models import PlaceTarget, Score, Target, TargetVersion
from tracker.scoring import Better, Kind, Path

REASON = "Agreed by the review forum."


@pytest.fixture
def target(cast):
    return cast.place_target.target


@pytest.fixture
def url(target):
    return reverse("admin:tracker_target_change", args=[target.pk])


def standing(cast):
    return Score.objects.get(place_target=cast.place_target)


def test_target_is_reworded_end_to_end(cast, desk, target, url):
    published(cast)
    first = TargetVersion.objects.filter(target=target).values().get()
    assert standing(cast).status == "overdue"

    read = Page(desk.send(url, goal="8000", title="At most 8 000 by 2023", reason=REASON))
    stored = desk.client.post(url, {**read.typed, "confirmed": read.buttons["confirmed"]}, follow=True)

    assert read.read_back == [
        "It applies to 2 places, whose marks are computed anew.",
        "In Arcadia: from 10 000 persons in 2018 to at most 8 000 persons in 2023.",
        "2 marks change in 1 place, and whatever gathers them.",
        "6 more change by less than a point, or in a score that is not published.",
    ]
    assert read.differences() == [
        ("What it asks for", "At most 4 000 by 2023", "At most 8 000 by 2023"),
        ("Goal", "4 000", "8 000"),
    ]
    assert stored.redirect_chain == [(url, 302)]
    assert TargetVersion.objects.filter(target=target, number=1).values().get() == first
    second = target.versions.get(number=2)
    assert (second.goal, second.reason, second.author, second.in_force_from) == (
        Decimal(8000),
        REASON,
        cast.administrator,
        timezone.localdate(),
    )
    assert (standing(cast).status, standing(cast).target_version) == ("met", second)
    assert recorded("target.revised") == [("target.revised", "GCM10-9:5", cast.administrator)]
    page = Page(stored)
    assert page.versions == ["Version 2 · in force", "Version 1"]
    assert page.differences("desk-history")[1] == ("Goal", "4 000", "8 000")


def test_target_is_not_stored_before_it_was_read_back(desk, target, url):
    answer = desk.send(url, goal="3000", reason=REASON)

    assert answer.status_code == 200
    assert "Read this before it is stored" in answer.content.decode()
    assert target.versions.count() == 1


def test_target_changed_after_the_reading_back_is_read_back_again(desk, target, url):
    read = Page(desk.send(url, goal="3000", reason=REASON))

    answer = desk.client.post(url, {**read.typed, "goal": "2000", "confirmed": read.buttons["confirmed"]})

    assert answer.status_code == 200
    assert Page(answer).differences() == [("Goal", "4 000", "2 000")]
    assert target.versions.count() == 1


@pytest.mark.parametrize("reason", ["", "   ", "\u200b"])
def test_target_without_a_reason_is_refused(desk, target, url, reason):
    answer = desk.send(url, goal="3000", reason=reason)

    page = Page(answer)
    assert answer.status_code == 422
    assert list(page.problems) == ["reason"]
    assert page.typed["goal"] == "3000"
    assert target.versions.count() == 1


def test_target_is_never_backdated(desk, target, url):
    yesterday = timezone.localdate() - timedelta(days=1)

    answer = desk.send(url, goal="3000", reason=REASON, in_force_from=yesterday.isoformat())

    said = "A change holds from today or a later day, never from an earlier one."
    assert answer.status_code == 422
    assert Page(answer).problems == {"in_force_from": [said]}
    assert Page(answer).summary == [f"From which day does it hold? – {said}"]
    assert target.versions.count() == 1


def test_target_may_be_changed_from_a_later_day(cast, desk, target, url):
    published(cast)
    later = timezone.localdate() + timedelta(days=30)

    desk.confirm(url, goal="8000", reason=REASON, in_force_from=later.isoformat())

    page = desk.open(url)
    assert page.versions == ["Version 2 · to come", "Version 1 · in force"]
    assert page.typed["goal"] == "4000"
    assert "Version 2 comes into force on" in page.html
    assert standing(cast).status == "overdue"
    assert standing(cast).turns_on == later


def test_target_that_says_the_same_is_refused(desk, target, url):
    answer = desk.send(url, reason=REASON)

    assert answer.status_code == 422
    assert Page(answer).summary == ["Nothing is changed: this is what the latest version says."]
    assert target.versions.count() == 1


def test_target_that_somebody_else_changed_meanwhile_is_not_overwritten(cast, desk, target, url):
    opened = desk.open(url)
    wording = wording_of(target.versions.get())
    revise(
        target,
        Wording(**{**vars(wording), "goal": Decimal(5000)}),
        by=cast.administrator,
        reason="First.",
        from_on=timezone.localdate(),
    )

    answer = desk.client.post(url, {**opened.typed, "goal": "3000", "reason": REASON})

    assert answer.status_code == 422
    assert Page(answer).summary == [
        "Somebody has changed this since you opened the page. Open it again to see what it says now."
    ]
    assert [version.goal for version in target.versions.order_by("number")] == [4000, 5000]


def test_graduated_steps_are_rows(desk, target, url):
    rows = {
        "path": "steps",
        "steps-0-on": "2020-12-31",
        "steps-0-value": "8000",
        "steps-2-on": "2022-12-31",
        "steps-2-value": "6000",
    }

    desk.confirm(url, **rows, reason=REASON)

    stored = target.versions.get(number=2)
    assert (stored.path, stored.steps) == (
        Path.STEPS.value,
        [{"on": "2020-12-31", "value": "8000"}, {"on": "2022-12-31", "value": "6000"}],
    )
    typed = desk.open(url).typed
    assert [typed[f"steps-{row}-on"] for row in range(3)] == ["2020-12-31", "2022-12-31", ""]


def test_milestones_keep_their_codes_and_new_ones_get_one(cast, desk):
    target = make_target(
        cast.commitment,
        2,
        Wording(
            title="A law and an office",
            kind=Kind.MILESTONES,
            due_on=cast.place_target.target.versions.get().due_on,
            milestones=({"code": "law", "title": "A law", "weight": 1},),
        ),
    )
    url = reverse("admin:tracker_target_change", args=[target.pk])

    desk.confirm(
        url,
        **{"milestones-0-title": "A good law", "milestones-1-title": "Law", "milestones-1-weight": "2"},
        reason=REASON,
    )

    assert target.versions.get(number=2).milestones == [
        {"code": "law", "title": "A good law", "weight": 1},
        {"code": "law-2", "title": "Law", "weight": 2},
    ]


def test_relative_change_is_read_back_as_a_figure(desk, target, url):
    answer = desk.send(url, kind="relative_change", goal="", change="-60", reason=REASON)

    assert Page(answer).read_back[1] == (
        "In Arcadia: from 10 000 persons in 2018 to at most 4 000 persons in 2023."
    )


@pytest.fixture
def share(cast):
    """A target in per cent, with a baseline of 70 % in one place."""
    wording = Wording(
        title="At most 40 %",
        kind=Kind.SHARE,
        better=Better.LOWER,
        goal=Decimal(40),
        unit="% of children",
        due_on=cast.place_target.target.versions.get().due_on,
    )
    target = make_target(cast.commitment, 12, wording)
    apply_target(target, cast.arcadia, baseline=Decimal(70))
    return target


MINUS_60 = [
    (
        "per_cent",
        "from 70 % of children in 2018 to at most 28 % of children in 2023",
        ("relative_change", None, -60),
    ),
    ("points", "from 70 % of children in 2018 to at most 10 % of children in 2023", ("share", 10, None)),
]


@pytest.mark.parametrize(("change_in", "way", "stored"), MINUS_60)
@pytest.mark.parametrize(
    "typed",
    [
        {"kind": "share", "goal": "-60"},
        {"kind": "share", "goal": "", "change": "-60"},
        {"kind": "relative_change", "goal": "", "change": "-60"},
    ],
)
def test_minus_60_on_a_share_is_asked_about_and_read_back(desk, share, typed, change_in, way, stored):
    url = reverse("admin:tracker_target_change", args=[share.pk])

    asked = desk.send(url, **typed, reason=REASON)
    read = Page(desk.send(url, **typed, change_in=change_in, reason=REASON))
    desk.confirm(url, **typed, change_in=change_in, reason=REASON)

    said = "Say whether this change is in per cent of the baseline or in percentage points."
    assert asked.status_code == 422
    assert Page(asked).problems == {"change_in": [said]}
    assert read.read_back[1] == f"In Arcadia: {way}."
    version = share.versions.get(number=2)
    assert (version.kind, version.goal, version.change) == stored


def test_points_are_refused_where_baselines_differ(cast, desk, share):
    apply_target(share, cast.borduria, baseline=Decimal(80))
    url = reverse("admin:tracker_target_change", args=[share.pk])

    answer = desk.send(url, goal="-60", change_in="points", reason=REASON)

    assert list(Page(answer).problems) == ["change_in"]
    assert "since their baselines differ" in Page(answer).problems["change_in"][0]
    assert share.versions.count() == 1


def test_new_target_is_set_in_every_state(cast, desk):
    make_place("ruritania", fictional=True)
    add = reverse("admin:tracker_target_add")
    horizon = cast.place_target.target.horizon.__class__.objects.get(years=2)
    url = f"{add}?commitment={cast.commitment.pk}&horizon={horizon.pk}"
    changes = {"title": "At most 9 000 by 2020", "kind": "level", "better": "lower", "goal": "9000"}

    read = Page(desk.send(url, **changes, unit="persons", reason=REASON))
    answer = desk.client.post(url, {**read.typed, "confirmed": read.buttons["confirmed"]})

    target = Target.objects.get(horizon=horizon)
    assert read.read_back == [
        "It is set in 2 places, none with a baseline yet.",
        "5 marks change in 2 places, and whatever gathers them.",
    ]
    assert answer.url == reverse("admin:tracker_target_change", args=[target.pk])
    version = target.versions.get()
    assert (version.number, version.goal, version.due_on) == (1, 9000, horizon.due_on)
    assert (version.author, version.in_force_from) == (cast.administrator, timezone.localdate())
    codes = PlaceTarget.objects.filter(target=target).values_list("place__code", flat=True)
    assert sorted(codes) == ["arcadia", "borduria"]
    assert Score.objects.filter(place_target__target=target).count() == 2


def test_second_target_for_a_horizon_is_refused(cast, desk, target):
    url = f"{reverse('admin:tracker_target_add')}?commitment={cast.commitment.pk}&horizon={target.horizon_id}"
    changes = {"title": "Another", "kind": "yes_no", "reason": REASON}

    answer = desk.send(url, **changes)

    said = "This commitment has a target for this horizon already: change that one."
    assert answer.status_code == 422
    assert Page(answer).problems == {"horizon": [said]}
    assert Target.objects.count() == 1


def test_old_version_has_no_form(cast, desk, target):
    version = target.versions.get()
    url = reverse("admin:tracker_targetversion_change", args=[version.pk])

    page = desk.open(url)
    answer = desk.client.post(url, {"title": "Rewritten", "goal": "1"})

    assert "goal" not in page.typed
    assert answer.status_code == 403
    version.refresh_from_db()
    assert version.goal == 4000


@pytest.mark.parametrize("key", ["1000000", "x", "1_quote", "-1"])
def test_target_that_is_not_there_is_a_plain_404(desk, key):
    answer = desk.client.get(f"/desk/tracker/target/{key}/change/")

    assert answer.status_code == 404
