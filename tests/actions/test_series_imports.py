"""Figures of an official series become readings without an author: all of an import, or none of it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import LEVEL, apply_target, make_commitment, make_place, make_target
from tests.recorded import recorded
from tests.series import brought_in, marks, measured, series_readings
from tracker.actions import marking
from tracker.actions.drain import drain
from tracker.actions.series_imports import BadSeries, keep_figures
from tracker.actions.series_plans import Outcome, plan_of
from tracker.actions.targets import Wording
from tracker.chain import digest_of
from tracker.models import AuditEvent, DirtyScore, Evidence, ObjectSalt, ProgressReport
from tracker.scoring import Kind

pytestmark = pytest.mark.django_db


def faults_of(refused):
    return [(fault.field, str(fault.message)) for fault in refused.value.faults]


def level(**more):
    return Wording(**{**LEVEL, **more})


def outcomes(cast, *figures, **more):
    (judged,) = plan_of([measured(cast, figures, **more)]).judged
    return [(one.outcome, one.before) for one in judged]


def test_figure_becomes_a_published_reading_without_an_author(cast):
    kept = brought_in(cast, (cast.arcadia, 2021, "6500"), (cast.borduria, 2021, "0"))

    assert (kept.new, kept.changed, kept.same, kept.left_out) == (2, 0, 0, 0)
    assert series_readings() == [
        ("arcadia", 2021, "figure", Decimal(6_500), "published"),
        ("borduria", 2021, "figure", Decimal(0), "published"),
    ]
    made = ProgressReport.objects.get(place_target=cast.place_target)
    assert (made.author, made.committee, made.decided_by, made.yearly) == (None, None, None, True)
    assert (made.series, made.source.code, made.vintage, made.grade) == (
        "agency-refugees",
        "agency",
        "2025",
        "A",
    )
    assert made.published_at == datetime(2025, 6, 13, tzinfo=UTC)
    assert [(one.kind, one.title, one.url) for one in Evidence.objects.filter(report=made)] == [
        ("link", "Source agency", "https://agency.example")
    ]


def test_marks_rest_on_the_figures_and_a_zero_is_a_figure(cast):
    before = marks()

    brought_in(cast, (cast.arcadia, 2023, "9000"), (cast.borduria, 2023, "0"))
    drain()

    after = marks()
    of = {place: after[place, None, "GCM10-9:5"] for place in ("arcadia", "borduria")}
    assert before["arcadia", None, "GCM10-9:5"][0] == "no_evidence"
    assert of["arcadia"][0] != of["borduria"][0]
    assert of["borduria"][0] == "met"
    assert not DirtyScore.objects.exists()


def test_every_target_of_the_commitment_in_the_place_gets_the_figure(cast):
    later = make_target(
        cast.commitment,
        12,
        level(due_on=date(2030, 12, 31)),
    )
    apply_target(later, cast.arcadia, baseline=Decimal(10_000))

    kept = brought_in(cast, (cast.arcadia, 2021, "6500"))

    assert kept.new == 2
    assert len(series_readings()) == 2


def test_the_same_figures_again_change_nothing(cast):
    brought_in(cast, (cast.arcadia, 2021, "6500"), (cast.arcadia, 2022, "6000"))
    before = list(ProgressReport.objects.order_by("pk").values())
    events = AuditEvent.objects.count()

    kept = brought_in(cast, (cast.arcadia, 2021, "6500.0"), (cast.arcadia, 2022, "6000"))

    assert (kept.made, kept.same) == ((), 2)
    assert list(ProgressReport.objects.order_by("pk").values()) == before
    assert AuditEvent.objects.count() == events


def test_a_revised_figure_counts_from_today_and_the_old_one_stays_readable(cast):
    brought_in(cast, (cast.arcadia, 2021, "6500"))

    kept = brought_in(cast, (cast.arcadia, 2021, "6400"))

    old, new = ProgressReport.objects.order_by("pk")
    assert (kept.new, kept.changed) == (0, 1)
    assert (old.state, old.superseded_by, old.superseded_at) == ("superseded", new, new.published_at)
    assert (new.state, new.value) == ("published", Decimal(6_400))
    assert timezone.now() - new.published_at < timedelta(minutes=1)
    assert Evidence.objects.filter(report=new).count() == 1


def test_plan_tells_what_each_figure_comes_to(cast, django_assert_num_queries):
    brought_in(cast, (cast.arcadia, 2021, "6500"), (cast.arcadia, 2022, "6000"))
    known = measured(
        cast,
        [
            (cast.arcadia, 2021, "6500"),
            (cast.arcadia, 2022, "5900"),
            (cast.borduria, 2021, "0"),
            (cast.world, 2021, "1"),
            (cast.arcadia, 2025, "1"),
            (cast.borduria, 2021, "2"),
        ],
    )

    with django_assert_num_queries(3):
        plan = plan_of([known])

    assert [(one.outcome, one.before) for one in plan.judged[0]] == [
        (Outcome.SAME, Decimal(6_500)),
        (Outcome.CHANGED, Decimal(6_000)),
        (Outcome.NEW, None),
        (Outcome.NO_TARGET, None),
        (Outcome.WRONG, None),
        (Outcome.WRONG, None),
    ]
    assert [str(one.words) for one in plan.judged[0][3:]] == [
        "GCM10-9 has no target in this place.",
        "The release of 13 June 2025 came out before this year ended.",
        "This place and year stand in the table twice.",
    ]


def test_place_without_a_target_is_wrong_or_left_out_where_that_is_asked(cast):
    figures = [(cast.arcadia, 2021, "6500"), (cast.world, 2021, "5")]

    with pytest.raises(BadSeries) as refused:
        brought_in(cast, *figures)
    assert faults_of(refused) == [("world, 2021", "GCM10-9 has no target in this place.")]
    assert not ProgressReport.objects.exists()

    kept = brought_in(cast, *figures, leave_out=True)
    assert (kept.new, kept.left_out) == (1, 1)


def test_one_wrong_figure_and_nothing_is_stored(cast):
    figures = [(cast.arcadia, 2021, "6500"), (cast.borduria, 2026, "5")]

    with pytest.raises(BadSeries) as refused:
        brought_in(cast, *figures, leave_out=True)

    assert faults_of(refused) == [
        ("borduria, 2026", "The release of 13 June 2025 came out before this year ended.")
    ]
    assert (ProgressReport.objects.count(), DirtyScore.objects.count(), recorded()) == (0, 0, [])


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"released_on": date(2999, 1, 1)}, "released_on"),
        ({"proxy": True}, "caveat"),
        ({"series": "UNHCR-FD-REF"}, "series"),
    ],
)
def test_release_that_breaks_a_rule_is_refused(cast, more, field):
    with pytest.raises(BadSeries) as refused:
        brought_in(cast, (cast.arcadia, 2021, "6500"), **more)

    assert [found for found, _words in faults_of(refused)] == [field]
    assert not ProgressReport.objects.exists()


def test_commitment_that_no_figure_answers_is_refused(cast):
    yes_no = level(kind=Kind.YES_NO, better=None, goal=None)
    commitment = make_commitment("GCM10-8", objective=cast.objective)
    apply_target(make_target(commitment, 5, yes_no), cast.arcadia)

    with pytest.raises(BadSeries) as refused:
        brought_in(cast, (cast.arcadia, 2021, "1"), commitment=commitment)

    assert faults_of(refused) == [("commitment", "GCM10-8 has a target that no figure answers.")]


def test_share_lies_between_0_and_100(cast):
    commitment = make_commitment("GCM10-8", objective=cast.objective)
    target = make_target(commitment, 5, level(kind=Kind.SHARE, goal=Decimal(50)))
    apply_target(target, cast.arcadia, baseline=Decimal(80))

    found = outcomes(cast, (cast.arcadia, 2020, "100"), (cast.arcadia, 2021, "100.1"), commitment=commitment)

    assert [outcome for outcome, _before in found] == [Outcome.NEW, Outcome.WRONG]


def test_another_series_does_not_speak_of_the_same(cast):
    brought_in(cast, (cast.arcadia, 2021, "6500"))

    with pytest.raises(BadSeries) as refused:
        brought_in(cast, (cast.arcadia, 2021, "6400"), series="others")

    ((where, words),) = faults_of(refused)
    assert (where, "agency-refugees" in words) == ("arcadia, 2021", True)


def test_two_releases_do_not_speak_of_the_same(cast):
    figures = [(cast.arcadia, 2021, "1")]

    with pytest.raises(BadSeries) as refused:
        keep_figures(
            [measured(cast, figures), measured(cast, figures, vintage="2024")], by=cast.administrator
        )

    assert faults_of(refused) == [("arcadia, 2021", "This place and year stand in the table twice.")]


def test_two_commitments_at_once_are_one_act_with_a_digest_of_what_was_kept(cast):
    other = make_commitment("GCM10-8", objective=cast.objective)
    apply_target(make_target(other, 5, level()), cast.borduria, baseline=Decimal(5))

    kept = keep_figures(
        [
            measured(cast, [(cast.arcadia, 2021, "1")]),
            measured(cast, [(cast.borduria, 2021, "2")], commitment=other, series="agency-more"),
        ],
        by=cast.administrator,
    )

    event = AuditEvent.objects.get()
    said = [
        [one.place_target_id, one.reference_on, "figure", one.value, one.series, "2025"]
        for one in ProgressReport.objects.order_by("pk")
    ]
    assert recorded() == [("series.imported", kept.name, cast.administrator)]
    assert event.digest == digest_of(
        {"readings": said}, salt=ObjectSalt.objects.get(object_ref=kept.name).salt
    )


def test_many_figures_take_a_fixed_number_of_queries(cast, django_assert_max_num_queries):
    places = [make_place(f"s-{number}", parent=cast.subregion) for number in range(40)]
    for place in places:
        apply_target(cast.place_target.target, place, baseline=Decimal(10))
    figures = [(place, year, str(year)) for place in places for year in range(2015, 2025)]
    more = [(place, year, value + "1") for place, year, value in figures]
    DirtyScore.objects.all().delete()

    with django_assert_max_num_queries(30) as seen:
        keep = [measured(cast, figures)]
        plan_of(keep)
    assert len(seen) <= 6

    assert _queries(lambda: brought_in(cast, *figures)) < 60
    assert _queries(lambda: brought_in(cast, *more)) < 60


def test_so_many_that_the_database_has_to_look_anew(cast):
    places = [make_place(f"s-{number}", parent=cast.subregion) for number in range(100)]
    for place in places:
        apply_target(cast.place_target.target, place, baseline=Decimal(10))
    figures = [(place, year, "1") for place in places for year in range(2015, 2025)]

    with pytest.MonkeyPatch.context() as patched, CaptureQueriesContext(connection) as seen:
        patched.setattr(marking.transaction, "on_commit", lambda act: None)
        brought_in(cast, *figures)

    # Links are looked at on commit, planned for as many rows as the database believes there are.
    looked = [query["sql"] for query in seen.captured_queries if query["sql"].startswith("ANALYZE")]
    assert looked == ['ANALYZE "tracker_progressreport"', 'ANALYZE "tracker_evidence"']


def _queries(act):
    """How many queries an act takes, without the computing of scores after it."""
    with pytest.MonkeyPatch.context() as patched, CaptureQueriesContext(connection) as seen:
        patched.setattr(marking.transaction, "on_commit", lambda act: None)
        act()
    return len(seen)
