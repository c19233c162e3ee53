"""A small world for the public pages: the three examples, and as many of everything as asked."""

import gzip
import re
from datetime import UTC, date, datetime
from decimal import Decimal

from django.utils import timezone

from tests.cast import (
    DUE,
    LEVEL,
    apply_target,
    make_commitment,
    make_horizon,
    make_indicator,
    make_objective,
    make_place,
    make_places,
    make_source,
    make_target,
    rescore,
)
from tracker.actions.targets import Wording
from tracker.enums import Origin, PlaceKind, ReportOrigin, ReportState, Scope
from tracker.models import (
    Benchmark,
    Commitment,
    CommitmentVersion,
    Framework,
    Horizon,
    Place,
    ProgressReport,
    TargetVersion,
)
from tracker.scoring import Answer, Better, Kind

AS_OF = date(2026, 11, 25)
STEPS = [{"code": "adopted", "title": "It is adopted", "weight": 1}]
TRAFFICKING = {
    "title": "60 % fewer people trafficked across borders than in 2018",
    "kind": Kind.RELATIVE_CHANGE,
    "better": Better.LOWER,
    "change": Decimal(-60),
    "unit": "persons",
    "due_on": DUE[5],
    "origin": Origin.STARTING_DOCUMENT,
}
DISPLACED = {
    "title": "Fewer forced migrants than in 2018",
    "kind": Kind.IMPROVE,
    "better": Better.LOWER,
    "unit": "persons",
    "due_on": DUE[12],
    "origin": Origin.STARTING_DOCUMENT,
}
PROCEDURE = {
    "title": "A procedure for the best interests of the child is in place",
    "kind": Kind.MILESTONES,
    "milestones": STEPS,
    "due_on": DUE[2],
    "origin": Origin.STARTING_DOCUMENT,
}


def make_examples():
    """The three examples with their figures of 2023 and 2025; no State has reported."""
    places = make_places()
    for years in DUE:
        make_horizon(years)
    proxy = make_indicator("TIP", proxy=True, caveat="The number also rises when more victims are found.")
    world_example("GCM10-1", 10, 5, TRAFFICKING, baseline=85_613, figure=133_943, year=2023, indicator=proxy)
    world_example("GCM02-1", 2, 12, DISPLACED, baseline=72_556_807, figure=119_254_738, year=2025)
    procedure = make_commitment("GCM07-1", objective=make_objective(7))
    by_starting_document(procedure)
    target = make_target(procedure, 2, Wording(**PROCEDURE))
    for state in (places.arcadia, places.borduria):
        apply_target(target, state)
    rescore(list(Place.objects.all()), as_of=AS_OF)
    return places


def world_example(code, objective, years, wording, *, baseline, figure, year, indicator=None):
    """A commitment of the world by one horizon, with one figure of a published series."""
    world = Place.objects.get(kind=PlaceKind.WORLD)
    commitment = make_commitment(
        code, objective=make_objective(objective), scope=Scope.WORLD, indicator=indicator
    )
    by_starting_document(commitment)
    place_target = apply_target(
        make_target(commitment, years, Wording(**wording)), world, baseline=Decimal(baseline)
    )
    series_figure(place_target, figure, year=year)


def by_starting_document(commitment):
    Commitment.objects.filter(pk=commitment.pk).update(origin=Origin.STARTING_DOCUMENT)


def series_figure(place_target, value, *, year, **more):
    """A figure of a published series."""
    known = {"source": make_source(f"series-{place_target.pk}"), "vintage": str(year + 1), "grade": "B"}
    return ProgressReport.objects.create(
        place_target=place_target,
        origin=ReportOrigin.SERIES,
        series="SERIES",
        answer=Answer.FIGURE,
        value=Decimal(value),
        reference_on=date(year, 12, 31),
        yearly=True,
        proxy=True,
        state=ReportState.PUBLISHED,
        written_at=timezone.now(),
        published_at=datetime(year + 1, 1, 15, tzinfo=UTC),
        **{**known, **more},
    )


def make_crowd(number):
    """So many objectives, commitments under the first of them, States, versions, benchmarks and sources; scored."""
    world = make_place("world", PlaceKind.WORLD)
    states = [state for one in range(number) for state in [_state_of_its_own_region(world, one)]]
    objectives = [make_objective(one + 1) for one in range(number)]
    commitments = [
        make_commitment(f"GCM01-{one + 1}", objective=objectives[0], indicator=make_indicator(f"IND-{one}"))
        for one in range(number)
    ]
    for years in DUE:
        target = make_target(commitments[0], years, Wording(**{**LEVEL, "due_on": DUE[years]}))
        for state in states:
            apply_target(target, state, baseline=Decimal(10_000))
    Commitment.objects.update(populations=["women"])
    for commitment in commitments[1:]:
        apply_target(make_target(commitment, 5, Wording(**LEVEL)), states[0], baseline=Decimal(10_000))
    _decorate(commitments[0], number)
    for one in range(number):
        make_source(f"read-{one}", opened=True)
        make_source(f"unread-{one}")
    rescore(list(Place.objects.all()), as_of=AS_OF)


def _state_of_its_own_region(world, one):
    region = make_place(f"region-{one}", PlaceKind.REGION, parent=world)
    subregion = make_place(f"subregion-{one}", PlaceKind.SUBREGION, parent=region)
    return make_place(f"state-{one}", parent=subregion)


def _decorate(commitment, number):
    """Frameworks, benchmarks and further versions of the commitment and of its first target."""
    target = commitment.targets.get(horizon=Horizon.objects.get(years=2))
    first, said = target.versions.get(), commitment.versions.get()
    for one in range(number):
        framework = Framework.objects.create(code=f"FW-{one}", name=f"Framework {one}")
        item = Benchmark.objects.create(code=f"FW-{one}.1", framework=framework, title=f"Item {one}")
        commitment.frameworks.add(framework)
        commitment.benchmarks.add(item)
        _again(TargetVersion, first, number=one + 2)
        _again(CommitmentVersion, said, number=one + 2)


def _again(model, version, *, number):
    """A further version that says the same."""
    values = {
        field.name: getattr(version, field.name)
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name != "recorded_at"
    }
    model.objects.create(**{**values, "number": number, "reason": f"Reason {number}."})


def words_of(html):
    """The text of a page as a reader without styles meets it."""
    body = re.sub(r"<(svg|head)\b.*?</\1>", " ", html, flags=re.DOTALL)
    text = " ".join(re.sub(r"<[^>]+>", " ", body).split())
    return re.sub(r" ([.,;:])", r"\1", text.replace("\u202f", " ").replace("\u00a0", " "))


def zipped(response):
    """How many bytes the page weighs on its way."""
    return len(gzip.compress(response.content, 6))
