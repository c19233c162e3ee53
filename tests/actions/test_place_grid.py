"""A target changed in many places at once: what is foreseen is what happens."""

from decimal import Decimal

from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import BASELINE_ON, make_place, published
from tracker.actions.drain import drain
from tracker.actions.place_grid import PlaceChange, foreseen, revise_places
from tracker.actions.targets import Local
from tracker.models import PlaceTargetVersion, Score

REASON = "The office revised the series."

CELLS = st.tuples(
    st.sampled_from(["arcadia", "borduria", "syldavia"]),
    st.sampled_from([None, 5_000, 8_000, 10_000, 25_000]),
    st.booleans(),
)


@given(rows=st.lists(CELLS, min_size=1, max_size=3, unique_by=lambda row: row[0]))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_preview_equals_what_happens(cast, rows):
    target = cast.place_target.target
    published_once(cast)
    places = {one.code: one for one in _places(cast)}
    latest = {
        code: PlaceTargetVersion.objects.filter(
            place_target__target=target, place_target__place=place
        ).count()
        for code, place in places.items()
    }
    changes = [
        PlaceChange(
            place=places[code],
            local=Local(
                baseline=None if figure is None else Decimal(figure),
                baseline_on=None if figure is None else BASELINE_ON,
                applies=applies,
                why_not="" if applies else "No border.",
            ),
            after=latest[code],
        )
        for code, figure, applies in rows
    ]
    before = _scores(target)

    told = foreseen(target, changes, from_on=timezone.localdate())
    revise_places(target, changes, by=cast.administrator, reason=REASON, from_on=timezone.localdate())
    drain()

    after = _scores(target)
    happened = {code for code in after if before.get(code) != after[code]}
    assert told.faults == ()
    assert {one.place.code: one.after for one in told.marks} == {code: after[code] for code in happened}


def published_once(cast):
    if not cast.place_target.reports.exists():
        published(cast)


def _places(cast):
    yield from (cast.arcadia, cast.borduria)
    yield type(cast.arcadia).objects.filter(code="syldavia").first() or make_place(
        "syldavia", parent=cast.subregion
    )


def _scores(target):
    """The status and the score, cut off, of the target in each place."""
    rows = Score.objects.filter(place_target__target=target).select_related("place")
    return {one.place.code: (one.status, None if one.score is None else int(one.score)) for one in rows}
