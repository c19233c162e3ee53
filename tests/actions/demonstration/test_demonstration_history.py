"""The invented past: written with the instants of its own days, by the rules of those days."""

from datetime import date

import pytest

from tests.cast import figure
from tracker.actions.demonstration.history import Past, publish_then
from tracker.actions.entries import BadEntry
from tracker.enums import ReportState
from tracker.models import (
    AuditEvent,
    Committee,
    Evidence,
    PlaceTarget,
    ProgressReport,
    User,
)
from tracker.permissions import Refused

pytestmark = [pytest.mark.usefixtures("demonstration"), pytest.mark.django_db]


def stored():
    kept = (ProgressReport, Evidence, AuditEvent)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in kept}


def past(**changes):
    """The reporter and the reviewer of Examplia, in 2024."""
    people = {name: User.objects.get(email=f"{name}@demo.example") for name in ("reporter", "reviewer")}
    days = {"written_on": date(2024, 3, 1), "decided_on": date(2024, 3, 8)}
    return Past(**{"author": people["reporter"], "decider": people["reviewer"], **days, **changes})


def in_examplia():
    targets = PlaceTarget.objects.select_related("place", "target__horizon")
    return targets.get(place__code="xex", target__commitment__code="GCM01-1", target__horizon__years=12)


def tried(past, entry=None, *, place_target=None, slug="examplia"):
    committee = Committee.objects.get(slug=slug)
    return publish_then(place_target or in_examplia(), committee, entry or figure(67, 2021), past)


def test_past_is_written_as_the_acts_of_that_day_would_have_done():
    report = tried(past())

    report.refresh_from_db()
    assert (report.state, report.version, report.led) == (ReportState.PUBLISHED, 3, True)
    assert (report.written_at.date(), report.published_at.date()) == (date(2024, 3, 1), date(2024, 3, 8))


def test_real_place_has_no_invented_past():
    real = PlaceTarget.objects.get(
        place__code="bel", target__commitment__code="GCM01-1", target__horizon__years=12
    )

    with pytest.raises(Refused, match="Only a fictional place"):
        tried(past(), place_target=real)


@pytest.mark.parametrize(
    "changes",
    [
        {"decider": "reporter"},  # the author never decides
        {"author": "reviewer", "decider": "coordinator"},  # a reviewer does not report
        {"author": "observer"},
        {"written_on": date(2019, 1, 14)},  # the day before the seats began
    ],
)
def test_past_keeps_the_rules_of_its_day(changes):
    people = {
        name: User.objects.get(email=f"{value}@demo.example")
        for name, value in changes.items()
        if isinstance(value, str)
    }
    before = stored()

    with pytest.raises((Refused, BadEntry)):
        tried(past(**{**changes, **people}))

    assert stored() == before


def test_past_of_a_year_that_was_not_over_is_refused():
    with pytest.raises(BadEntry):
        tried(past(), figure(67, 2024))


def test_committee_published_while_it_was_constituted_and_not_since():
    place_target = PlaceTarget.objects.select_related("place", "target__horizon").get(
        place__code="xfi", target__commitment__code="GCM01-1", target__horizon__years=12
    )
    employer = User.objects.get(email="employer@demo.example")
    late = past(written_on=date(2025, 6, 30), decided_on=date(2025, 7, 1))

    assert tried(past(decider=employer), place_target=place_target, slug="fictiva").decided_by == employer
    with pytest.raises(Refused, match="not fully constituted"):
        tried(late, figure(60, 2022), place_target=place_target, slug="fictiva")
