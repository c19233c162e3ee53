"""What stands in the database after the reference data were loaded."""

import csv
from collections import Counter

import pytest

from tests.recorded import recorded
from tracker.actions.loading import FOLDER
from tracker.enums import EvidenceKind, ReportOrigin, ReportState, Scope
from tracker.models import (
    Area,
    Benchmark,
    Commitment,
    Constituency,
    Evidence,
    Framework,
    Horizon,
    Indicator,
    Objective,
    Place,
    PlaceTarget,
    PlaceTargetVersion,
    Principle,
    Process,
    ProgressReport,
    Source,
    Target,
    TargetVersion,
    Term,
)
from tracker.selectors.terms import lexicon
from tracker.terminology import hints_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

# Each with at least one verified figure; times the targets that it measures.
READINGS = {
    "IOM-MMP": 10 * 3,
    "SDG-10.c.1": 7 * 3,
    "SDG-16.9.1": 1 * 3,
    "SDG-8.8.2": 7 * 3,
    "TIP-VICTIMS": 7,
    "UNHCR-FD-COMPONENTS": 12,
}


def rows_of(file):
    with (FOLDER / file).open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def test_every_noun_is_there():
    counts = {
        model.__name__: model.objects.count()
        for model in (
            Objective,
            Principle,
            Area,
            Horizon,
            Commitment,
            Target,
            TargetVersion,
            Process,
            Constituency,
            Term,
            Framework,
            Benchmark,
            Indicator,
        )
    }

    assert counts == {
        "Objective": 23,
        "Principle": 10,
        "Area": 8,
        "Horizon": 3,
        "Commitment": 40,
        "Target": 116,
        "TargetVersion": 116,
        "Process": 20,
        "Constituency": 22,
        "Term": 46,
        "Framework": 27,
        "Benchmark": 97,
        "Indicator": 45,
    }


def test_places_are_the_world_its_areas_and_195_states():
    kinds = Counter(Place.objects.values_list("kind", "un_status"))

    assert kinds == {
        ("world", ""): 1,
        ("region", ""): 5,
        ("subregion", ""): 22,
        ("country", "member"): 193,
        ("country", "observer"): 2,
    }
    assert Place.objects.get(code="cze").name == "Czechia"
    assert Place.objects.get(code="cze").names["ar"]


def test_each_state_and_the_world_have_their_targets():
    each_state = Target.objects.filter(commitment__scope=Scope.EACH_STATE).count()

    counts = Counter(PlaceTarget.objects.values_list("place__kind", flat=True))

    assert each_state == 93
    assert counts == {"country": 195 * 93, "world": 23}


def test_three_targets_come_from_the_starting_document():
    found = TargetVersion.objects.filter(origin="starting_document").values_list(
        "target__commitment__code", "target__horizon__years", "kind"
    )

    assert sorted(found) == [
        ("GCM02-1", 12, "improve"),
        ("GCM07-1", 2, "milestones"),
        ("GCM10-1", 5, "relative_change"),
    ]


def test_series_become_published_readings_with_their_source():
    readings = ProgressReport.objects.all()

    assert dict(Counter(readings.values_list("series", flat=True))) == READINGS
    assert {(one.origin, one.state, one.yearly) for one in readings} == {
        (ReportOrigin.SERIES, ReportState.PUBLISHED, True)
    }
    assert all(one.source and one.vintage and one.grade for one in readings)
    assert {one.place_target.place.code for one in readings} == {"world"}
    assert list(Evidence.objects.values_list("report", flat=True)) == [
        one.pk for one in readings.order_by("id")
    ]
    assert set(Evidence.objects.values_list("kind", flat=True)) == {EvidenceKind.LINK}


def test_a_proxy_says_what_it_stands_in_for():
    proxies = ProgressReport.objects.filter(proxy=True)

    assert set(proxies.values_list("series", flat=True)) == {
        "SDG-16.9.1",
        "SDG-8.8.2",
        "TIP-VICTIMS",
        "UNHCR-FD-COMPONENTS",
    }
    assert not proxies.filter(caveat="").exists()


def test_no_figure_is_known_before_it_came_out():
    for reading in ProgressReport.objects.all():
        assert reading.reference_on <= reading.published_at.date()


def test_unverified_figures_are_neither_readings_nor_baselines():
    unverified = [row for row in rows_of("observations.csv") if row["verified"] == "no"]
    values = {row["value"] for row in unverified}

    assert len(unverified) == 8
    assert not ProgressReport.objects.filter(value__in=values).exists()
    assert not PlaceTargetVersion.objects.filter(baseline__in=values).exists()
    assert not PlaceTargetVersion.objects.exclude(baseline=None).filter(source=None).exists()


def test_what_is_not_verified_says_so():
    unverified = Process.objects.filter(members_verified=False)

    assert unverified.count() == 14
    assert Framework.objects.get(code="SDG").verified is False
    assert Framework.objects.get(code="SDG").source.title == "General knowledge, still to be checked"


def test_what_is_verified_names_a_source_that_was_read():
    for model in (
        Objective,
        Principle,
        Area,
        Framework,
        Benchmark,
        Indicator,
        Term,
        Commitment,
        Constituency,
    ):
        verified = model.objects.filter(verified=True)

        assert verified.exists()
        assert not verified.filter(source=None).exists()
        assert not verified.filter(source__opened=False).exists()


def test_every_source_is_used():
    named = {
        row["source"]
        for file in FOLDER.glob("*.csv")
        for row in rows_of(file.name)
        if file.name != "sources.csv" and "source" in row
    }

    # The places come from the CLDR as a whole; the rows do not repeat it.
    assert set(Source.objects.values_list("code", flat=True)) - named == {"cldr"}


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("The bill speaks of illegal immigrants.", {"EN-ILLEGAL-PERSON"}),
        ("A wave of migrants is coming.", {"EN-FLOOD"}),
        ("La ley habla de inmigrantes ilegales.", {"ES-ILEGAL-PERSONA"}),
        ("Une immigration clandestine.", {"FR-CLANDESTIN"}),
        ("Nobody may be detained without a ground.", set()),
    ],
)
def test_terms_find_what_they_are_for(sentence, found):
    hits = {hint.code for hint in hints_in(sentence, lexicon())}

    assert hits == found


def test_the_loading_is_on_record():
    assert recorded() == [("reference.loaded", "reference", None)]
