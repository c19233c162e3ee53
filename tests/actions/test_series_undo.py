"""An import of figures is undone: the marks are what they were, and nobody's later word is lost."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.cast import figure, published
from tests.editions import frozen, make_round
from tests.recorded import recorded
from tests.series import RELEASED, brought_in, marks, series_readings
from tracker.actions import disputes
from tracker.actions.drain import drain
from tracker.actions.series_imports import BadSeries
from tracker.actions.series_undo import PublishedSince, UndoneFigures, undo_figures
from tracker.enums import DisputeGround, Outcome
from tracker.models import ProgressReport
from tracker.selectors.edition_checks import verify_edition

pytestmark = pytest.mark.django_db


def undone(cast, kept, reason="The wrong column was read."):
    done = undo_figures(kept.made, name=kept.name, by=cast.administrator, reason=reason)
    drain()
    return done


def said_on(cast, day):
    """The figures of Arcadia's target that a page of that day rests on."""
    found = ProgressReport.objects.public_on(day).filter(place_target=cast.place_target)
    return [one.value for one in found.order_by("reference_on")]


def moved_back(cast, days):
    """The imports of so many days ago, as time does it."""
    for one in ProgressReport.objects.filter(origin="series"):
        one.written_at -= timedelta(days=days)
        one.save(update_fields=["written_at"])


def test_new_reading_is_withdrawn_with_the_public_reason(cast):
    before = marks()
    kept = brought_in(cast, (cast.arcadia, 2021, "6500"))
    drain()
    assert marks() != before

    done = undone(cast, kept)

    made = ProgressReport.objects.get()
    assert done == UndoneFigures(withdrawn=1, restored=0)
    assert (made.state, made.withdrawal_reason) == ("withdrawn", "The wrong column was read.")
    assert marks() == before
    assert recorded() == [
        ("series.imported", kept.name, cast.administrator),
        ("series.undone", kept.name, cast.administrator),
    ]


def test_withdrawn_reading_stays_readable_with_the_reason(cast, client):
    kept = brought_in(cast, (cast.arcadia, 2021, "6500"))
    undone(cast, kept)

    page = client.get(f"/reports/{ProgressReport.objects.get().uuid}/")

    assert page.status_code == 200
    assert "The wrong column was read." in page.text


def test_revised_reading_gives_way_to_what_stood_before(cast):
    brought_in(cast, (cast.arcadia, 2021, "6500"), (cast.arcadia, 2022, "6000"))
    drain()
    before = marks()
    kept = brought_in(cast, (cast.arcadia, 2021, "1"), (cast.arcadia, 2022, "0"), (cast.borduria, 2022, "7"))

    done = undone(cast, kept)

    assert done == UndoneFigures(withdrawn=1, restored=2)
    assert series_readings(state="published") == [
        ("arcadia", 2021, "figure", Decimal(6_500), "published"),
        ("arcadia", 2022, "figure", Decimal(6_000), "published"),
    ]
    assert ProgressReport.objects.count() == 7
    assert marks() == before


def test_import_after_an_undo_is_an_import_like_the_first(cast):
    kept = brought_in(cast, (cast.arcadia, 2021, "6500"))
    drain()
    after = marks()
    undone(cast, kept)

    again = brought_in(cast, (cast.arcadia, 2021, "6500"))
    drain()

    assert (again.new, again.changed) == (1, 0)
    assert marks() == after


def test_days_before_the_import_say_what_they_said_then(cast):
    kept = brought_in(cast, (cast.arcadia, 2021, "6500"))
    moved_back(cast, 3)
    today = timezone.localdate()
    assert said_on(cast, RELEASED) == [Decimal(6_500)]

    undone(cast, kept)

    assert said_on(cast, RELEASED) == []
    assert said_on(cast, today - timedelta(days=2)) == [Decimal(6_500)]
    assert said_on(cast, today) == []


def test_an_edition_that_was_frozen_since_can_still_be_computed(cast):
    kept = brought_in(cast, (cast.arcadia, 2021, "6500"))
    drain()
    as_of = timezone.localdate() - timedelta(days=1)
    of = make_round(closes_on=date(2099, 1, 1))
    edition = frozen(of, as_of=as_of, by=cast.administrator)
    before = verify_edition(edition).differences

    undone(cast, kept)

    assert verify_edition(edition).differences == before == ()
    assert said_on(cast, as_of) == [Decimal(6_500)]
    assert said_on(cast, timezone.localdate()) == []


def test_undo_needs_a_reason(cast):
    kept = brought_in(cast, (cast.arcadia, 2021, "6500"))

    with pytest.raises(BadSeries):
        undone(cast, kept, reason=" ")

    assert series_readings() == [("arcadia", 2021, "figure", Decimal(6_500), "published")]


def refused(cast, kept):
    before = list(ProgressReport.objects.order_by("pk").values())
    with pytest.raises(PublishedSince) as told:
        undone(cast, kept)
    assert list(ProgressReport.objects.order_by("pk").values()) == before
    return list(told.value.names)


def test_what_a_later_import_replaced_is_not_undone_before_it(cast):
    first = brought_in(cast, (cast.arcadia, 2021, "6500"), (cast.borduria, 2021, "5"))
    later = brought_in(cast, (cast.arcadia, 2021, "6400"))

    named = refused(cast, first)
    undone(cast, later)
    done = undone(cast, first)

    assert named == ["Arcadia, GCM10-9, 2023, 31 December 2021: replaced or withdrawn since"]
    assert done == UndoneFigures(withdrawn=2, restored=0)
    assert series_readings(state="published") == []


def test_undone_once_is_not_undone_twice(cast):
    kept = brought_in(cast, (cast.arcadia, 2021, "6500"))
    undone(cast, kept)

    assert len(refused(cast, kept)) == 1


def test_what_a_committee_reported_on_since_is_not_undone(cast):
    published(cast, figure(7_000, 2022))
    kept = brought_in(cast, (cast.arcadia, 2021, "6500"), (cast.arcadia, 2022, "6000"))
    published(cast, figure(7_000, 2021))

    named = refused(cast, kept)

    assert named == ["Arcadia, GCM10-9, 2023, 31 December 2021: a committee has reported on it since"]


def test_a_dispute_about_what_was_undone_can_be_decided(cast):
    kept = brought_in(cast, (cast.arcadia, 2021, "6500"))
    report = ProgressReport.objects.get()
    objection = disputes.Objection(ground=next(iter(DisputeGround)), text="It is the wrong column.")
    raised = disputes.raise_dispute(report, objection, token=uuid4())

    undone(cast, kept)

    raised.refresh_from_db()
    decided = disputes.decide(
        raised, Outcome.WITHDRAWN, by=cast.administrator, reasons="It was.", version=raised.version
    )
    assert decided.outcome == "withdrawn"


@hypothesis_settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_marks_after_the_undo_are_those_before_the_import(cast, data):
    cells = st.tuples(st.sampled_from(["arcadia", "borduria"]), st.integers(2019, 2024))
    figures = st.dictionaries(cells, st.integers(0, 12_000), min_size=1, max_size=8)
    with transaction.atomic():
        for one in data.draw(st.lists(figures, max_size=1)):
            _bring(cast, one)
        drain()
        before, stood = marks(), _public()

        kept = _bring(cast, data.draw(figures))
        drain()
        if kept.made:
            undone(cast, kept)

        assert marks() == before
        assert _public() == stood
        transaction.set_rollback(True)


def _bring(cast, figures):
    return brought_in(
        cast, *((getattr(cast, place), year, str(value)) for (place, year), value in figures.items())
    )


def _public():
    found = ProgressReport.objects.published().order_by("place_target", "reference_on")
    return list(found.values_list("place_target", "reference_on", "answer", "value", "series", "vintage"))
