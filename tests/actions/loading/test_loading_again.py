"""Loading a second time: the same files change nothing, other files only what they say, and no person's decision."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from tests.recorded import recorded
from tracker import chain
from tracker.actions.commitments import revise, saying_of
from tracker.actions.loading import Loaded, load_reference
from tracker.enums import ReportState
from tracker.models import (
    AuditEvent,
    Commitment,
    CommitmentVersion,
    Horizon,
    Indicator,
    Loading,
    Membership,
    Objective,
    ObjectSalt,
    Place,
    PlaceTarget,
    PlaceTargetVersion,
    ProgressReport,
    Score,
    TargetVersion,
    User,
)
from tracker.scoring import Answer
from tracker.selectors.facts import facts_about

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


@pytest.fixture(autouse=True)
def only_the_world_is_scored(db):
    """Scoring takes most of the time of a loading, and these tests look at no State's score."""
    Score.objects.exclude(place=Place.objects.get(code="world")).delete()


def stored():
    """Every row that a loading may touch, as it stands."""
    models = (Loading, Objective, Place, Commitment, TargetVersion, PlaceTargetVersion, ProgressReport, Score)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def versions(model, **where):
    return list(model.objects.filter(**where).order_by("number"))


def readings(year=2023):
    return list(
        ProgressReport.objects.filter(series="TIP-VICTIMS", reference_on=date(year, 12, 31)).order_by("id")
    )


def test_the_same_files_change_nothing(django_assert_max_num_queries):
    before = stored()

    with django_assert_max_num_queries(3):
        loaded = load_reference()

    assert loaded is None
    assert stored() == before


def test_the_same_rows_in_other_bytes_change_nothing_either(files):
    before = stored()
    (files.folder / "areas.csv").write_bytes(
        (files.folder / "areas.csv").read_bytes().replace(b"\n", b"\r\n")
    )

    loaded = load_reference(files.folder)

    del before["Loading"]
    assert loaded == Loaded(added=0, changed=0)
    assert {name: rows for name, rows in stored().items() if name != "Loading"} == before


def test_a_changed_noun_is_updated_in_place(files):
    before = Objective.objects.get(number=1)
    files.change("objectives.csv", "summary", "Count well.", number=1)

    loaded = load_reference(files.folder)

    after = Objective.objects.get(number=1)
    assert loaded == Loaded(added=0, changed=1)
    assert (after.pk, after.summary, after.title) == (before.pk, "Count well.", before.title)


def test_a_loading_is_on_record_with_a_digest_of_what_it_did(files):
    files.change("objectives.csv", "summary", "Count well.", number=1)

    loaded = load_reference(files.folder)

    event = AuditEvent.objects.order_by("seq").last()
    salt = ObjectSalt.objects.get(object_ref="reference").salt
    content = {
        "digest": Loading.objects.get(name="reference").digest,
        "added": loaded.added,
        "changed": loaded.changed,
    }
    assert recorded() == [("reference.loaded", "reference", None)] * 2
    assert event.digest == chain.digest_of(content, salt=salt)
    assert event.digest != chain.digest_of({**content, "changed": 0}, salt=salt)


def test_what_administrators_decide_about_a_commitment_stays(files):
    Commitment.objects.filter(code="GCM10-1").update(status="adopted", weight=3)
    files.change("commitments.csv", "title", "Less trafficking", code="GCM10-1")

    load_reference(files.folder)

    after = Commitment.objects.get(code="GCM10-1")
    assert (after.title, after.status, after.weight) == ("Less trafficking", "adopted", 3)


def test_an_indicator_that_the_file_names_by_now_is_a_new_version(files):
    files.change("commitments.csv", "indicator", "SDG-10.7.2", code="GCM01-2")

    loaded = load_reference(files.folder)

    first, second = versions(CommitmentVersion, commitment__code="GCM01-2")
    after = Commitment.objects.get(code="GCM01-2")
    assert loaded == Loaded(added=1, changed=1)
    assert (first.indicator, second.indicator.code, after.indicator) == (None, "SDG-10.7.2", second.indicator)
    assert (second.number, second.in_force_from) == (2, timezone.now().date())
    assert second.reason == "The reference data were changed: indicator."


def test_an_indicator_is_left_to_whoever_changed_the_commitment(files):
    editor = User.objects.create_user(email="editor@example.org", password="long enough to pass")
    commitment = Commitment.objects.get(code="GCM01-2")
    named = Indicator.objects.get(code="SDG-10.7.1")
    saying = replace(saying_of(commitment), indicator=named)
    revise(commitment, saying, by=editor, reason="It can be counted.")
    files.change("commitments.csv", "indicator", "SDG-10.7.2", code="GCM01-2")

    load_reference(files.folder)

    found = [one.indicator for one in versions(CommitmentVersion, commitment=commitment)]
    commitment.refresh_from_db()
    assert (found, commitment.indicator) == ([None, named], named)


def test_horizon_that_is_stored_stays_whatever_the_file_says(files):
    Horizon.objects.create(years=3, baseline_on=date(2030, 12, 31), due_on=date(2033, 12, 31))
    before = list(Horizon.objects.values())
    files.change("horizons.csv", "due_on", "2030-11-30", years=12)
    files.change("horizons.csv", "baseline_on", "2018-11-30", years=5)

    loaded = load_reference(files.folder)

    assert list(Horizon.objects.values()) == before
    assert loaded == Loaded(added=0, changed=0)


def test_members_become_exactly_those_in_the_file(files):
    files.change("processes.csv", "members", "mex; can", code="RCM")

    load_reference(files.folder)

    memberships = (
        Membership.objects.filter(process__code="RCM").select_related("place").order_by("place__code")
    )
    held = memberships.held_on(timezone.localdate())
    assert [one.place.code for one in held] == ["can", "mex"]
    assert {one.until_on for one in memberships if one not in held} == {timezone.localdate()}


def test_a_changed_target_gets_a_new_version_from_today(files):
    files.change("targets.csv", "change", "-50", commitment="GCM10-1")

    load_reference(files.folder)

    first, second = versions(TargetVersion, target__commitment__code="GCM10-1")
    assert (first.number, first.change, first.in_force_from) == (1, -60, date(2018, 12, 10))
    assert (second.number, second.change, second.in_force_from) == (2, -50, timezone.now().date())
    assert second.reason == "The reference data were changed: change."


def test_a_changed_target_is_not_changed_twice(files):
    files.change("targets.csv", "change", "-50", commitment="GCM10-1")
    load_reference(files.folder)
    files.change("areas.csv", "summary", "Other words.", number=1)

    loaded = load_reference(files.folder)

    assert loaded == Loaded(added=0, changed=1)
    assert len(versions(TargetVersion, target__commitment__code="GCM10-1")) == 2


def test_a_version_made_by_a_person_is_left_alone(files):
    editor = User.objects.create_user(email="editor@example.org", password="long enough to pass")
    first = TargetVersion.objects.get(target__commitment__code="GCM10-1")
    first.pk, first.number, first.change, first.author = None, 2, -70, editor
    first.save()
    files.change("targets.csv", "change", "-50", commitment="GCM10-1")

    load_reference(files.folder)

    found = versions(TargetVersion, target__commitment__code="GCM10-1")
    assert [(one.number, one.change) for one in found] == [(1, -60), (2, -70)]


def test_a_changed_baseline_gets_a_new_version(files):
    files.change("baselines.csv", "value", "85614", commitment="GCM10-1")

    load_reference(files.folder)

    found = versions(PlaceTargetVersion, place_target__target__commitment__code="GCM10-1")
    assert [(one.number, one.baseline) for one in found] == [(1, 85_613), (2, 85_614)]


def test_a_baseline_that_is_not_verified_any_more_is_none(files):
    files.change("baselines.csv", "verified", "no", commitment="GCM10-1")

    load_reference(files.folder)

    latest = versions(PlaceTargetVersion, place_target__target__commitment__code="GCM10-1")[-1]
    assert (latest.number, latest.baseline, latest.baseline_on, latest.source) == (2, None, None, None)


def test_a_revised_figure_supersedes_the_old_one(files):
    (old,) = readings()
    files.change("observations.csv", "value", "134000", series="TIP-VICTIMS", year=2023)

    loaded = load_reference(files.folder)

    replaced, new = readings()
    assert loaded == Loaded(added=0, changed=1)
    assert (replaced.pk, replaced.value, replaced.state) == (old.pk, 133_943, ReportState.SUPERSEDED)
    assert (replaced.superseded_by, replaced.published_at) == (new, old.published_at)
    assert (new.value, new.state, new.published_at) == (
        134_000,
        ReportState.PUBLISHED,
        replaced.superseded_at,
    )
    assert new.evidence.count() == 1


def test_a_revised_figure_counts_in_the_kept_score(files):
    files.change("observations.csv", "value", "134000", series="TIP-VICTIMS", year=2023)

    load_reference(files.folder)

    score = Score.objects.get(place__code="world", key="GCM10-1:5")
    assert score.used.value == 134_000


def test_a_mark_of_a_past_day_does_not_change_with_a_revision(files):
    (old,) = readings()
    files.change("observations.csv", "value", "134000", series="TIP-VICTIMS", year=2023)

    load_reference(files.folder)

    facts = facts_about(old.place_target, as_of=date(2025, 1, 1))
    known = [
        one.value for one in facts.readings if one.on.year == 2023 and one.published_on <= date(2025, 1, 1)
    ]
    assert known == [133_943]


def test_a_figure_that_cannot_be_vouched_for_any_more_is_withdrawn(files):
    files.change("observations.csv", "verified", "no", series="TIP-VICTIMS", year=2023)

    load_reference(files.folder)
    files.change("areas.csv", "summary", "Other words.", number=1)
    again = load_reference(files.folder)

    replaced, new = readings()
    assert replaced.state == ReportState.SUPERSEDED
    assert (new.answer, new.value, new.state) == (Answer.NO_DATA, None, ReportState.PUBLISHED)
    assert again == Loaded(added=0, changed=1)
    assert Score.objects.get(place__code="world", key="GCM10-1:5").status == "overdue"


def test_a_further_year_is_added(files):
    files.change("series.csv", "released_on", "2026-01-31", code="TIP-VICTIMS")
    files.add(
        "observations.csv", series="TIP-VICTIMS", year=2024, value="100000", source="tip", verified="yes"
    )

    loaded = load_reference(files.folder)

    (new,) = readings(2024)
    assert loaded == Loaded(added=1, changed=0)
    assert (new.value, new.published_at.date()) == (100_000, date(2026, 1, 31))
    assert len(readings(2023)) == 1


def test_a_new_state_gets_every_target_of_each_state(files):
    cells = {f"name_{language}": "Newland" for language in ("en", "fr", "es", "ar", "ru", "zh")}
    files.add(
        "places.csv", code="xnl", kind="country", parent="m49-155", un_status="member", iso3="XNL", **cells
    )

    loaded = load_reference(files.folder)

    assert loaded == Loaded(added=1 + 93, changed=0)
    assert Place.objects.get(code="xnl").place_targets.count() == 93


@pytest.mark.postgresql
def test_database_knows_how_much_was_loaded_before_it_looks_by_itself():
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [PlaceTarget._meta.db_table])
        ((known,),) = cursor.fetchall()

    assert known > 10_000


def test_figures_that_an_administrator_brought_in_stay(files):
    ProgressReport.objects.filter(series="TIP-VICTIMS").update(series="brought-in")
    before = list(ProgressReport.objects.order_by("pk").values())
    files.change("observations.csv", "value", "1", series="TIP-VICTIMS", year=2023)

    loaded = load_reference(files.folder)

    assert loaded == Loaded(added=0, changed=0)
    assert list(ProgressReport.objects.order_by("pk").values()) == before
