"""How a committee is shown on one report: never by more than it asks for, and out of step with who was at work."""

import random
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.cast import figure, published, submitted
from tests.clock import Clock
from tests.label_reports import decided, released
from tests.practices import handed_in
from tests.protected import protect
from tests.recorded import acts_since
from tracker.actions import practices, reports
from tracker.actions.protection import LENGTH, LETTERS
from tracker.actions.releases import release_due
from tracker.actions.sweep import sweep
from tracker.actions.unnaming import take_name_away
from tracker.enums import Credit, ReportState
from tracker.models import ProgressReport, Publication
from tracker.permissions import Refused
from tracker.selectors.known import others_about, others_in, with_others

NAMED, LABEL, REGION = Credit


@pytest.fixture
def clock(cast, monkeypatch):
    return Clock(monkeypatch, timezone.localdate())


def version():
    return Publication.objects.values_list("version", flat=True).first()


@pytest.mark.parametrize(
    ("of_the_committee", "asked", "at_least", "credit"),
    [
        (NAMED, None, NAMED, NAMED),
        (NAMED, NAMED, NAMED, NAMED),
        (NAMED, LABEL, NAMED, LABEL),
        (NAMED, REGION, NAMED, REGION),
        (NAMED, NAMED, REGION, REGION),
        (NAMED, REGION, LABEL, REGION),
        (LABEL, None, NAMED, LABEL),
        (LABEL, NAMED, NAMED, LABEL),
        (LABEL, REGION, NAMED, REGION),
        (LABEL, LABEL, REGION, REGION),
        (REGION, NAMED, NAMED, REGION),
        (REGION, LABEL, LABEL, REGION),
    ],
)
def test_the_safest_of_committee_author_and_reviewer_counts(
    cast, clock, of_the_committee, asked, at_least, credit
):
    if of_the_committee != NAMED:
        protect(cast, of_the_committee)

    report = reports.publish(
        submitted(cast, figure(7_000, credit=asked)), by=cast.reviewer, at_least=at_least
    )

    at_once = credit == NAMED
    assert report.credit == credit
    assert report.state == (ReportState.PUBLISHED if at_once else ReportState.DECIDED)
    assert bool(report.label) == (credit == LABEL and of_the_committee == NAMED)


@pytest.mark.parametrize("credit", [LABEL, REGION])
def test_a_report_of_an_open_committee_waits_for_a_batch_like_a_protected_ones(cast, clock, credit):
    report, before = submitted(cast, figure(7_000, credit=credit)), version()

    with acts_since() as acts:
        reports.publish(report, by=cast.reviewer)
    quiet = version() == before
    report.refresh_from_db()
    clock.now = report.release_at
    with acts_since() as later:
        sweep()

    assert quiet
    assert acts == [("report.decided", str(report.uuid), cast.reviewer)]
    assert later == [("report.published", str(report.uuid), None)]


def test_label_and_region_go_out_at_instants_of_their_own_and_a_practice_with_its_like(
    cast, clock, monkeypatch
):
    chances = iter([3_600, 7_200, 40_000])
    monkeypatch.setattr("tracker.actions.release_times.secrets.randbelow", lambda _below: next(chances))
    by_label, by_region = decided(cast, LABEL, year=2020), decided(cast, REGION, year=2021)
    again = decided(cast, LABEL, year=2022)
    protect(cast, REGION)
    practice = practices.publish(handed_in(cast), by=cast.reviewer)

    assert again.release_at == by_label.release_at
    assert by_region.release_at - by_label.release_at == timedelta(hours=1)
    assert practice.release_at == by_region.release_at


def test_a_report_joins_the_batch_that_a_practice_began(cast, clock):
    protect(cast, LABEL)
    practice = practices.publish(handed_in(cast), by=cast.reviewer)

    assert decided(cast, LABEL).release_at == practice.release_at


def test_a_label_is_made_by_chance_once_and_belongs_to_one_committee(cast, clock):
    first, second = decided(cast, LABEL, year=2020), decided(cast, LABEL, year=2021)
    own = protect(cast, LABEL).label

    cast.committee.refresh_from_db()
    assert first.label == second.label == cast.committee.open_label != own
    assert len(first.label) == LENGTH
    assert set(first.label) <= set(LETTERS)
    assert cast.other_committee.open_label is None


def test_what_is_sent_back_has_neither_label_nor_level_and_asks_anew(cast, clock):
    report = decided(cast, LABEL)

    reports.send_back(report, by=cast.coordinator, reason="Name the page.")

    report.refresh_from_db()
    assert (report.credit, report.label, report.release_at, report.credit_asked) == (
        "",
        "",
        None,
        "pseudonym",
    )


def test_the_digest_of_an_entry_that_was_never_asked_stays(cast):
    assert figure(7_000, credit=None).digest == figure(7_000).digest != figure(7_000, credit=REGION).digest


@pytest.mark.parametrize("who", ["reporter", "reviewer", "coordinator"])
def test_whoever_has_a_vote_takes_the_name_away_once(cast, who):
    report = published(cast)

    with acts_since() as acts:
        take_name_away(report, by=getattr(cast, who))
        take_name_away(report, by=getattr(cast, who))

    report.refresh_from_db()
    assert (report.state, report.credit, report.label) == (ReportState.PUBLISHED, "region", "")
    assert acts == [("report.unnamed", str(report.uuid), getattr(cast, who))]


@pytest.mark.parametrize("who", ["observer", "stranger", "administrator"])
def test_nobody_else_takes_the_name_away(cast, who):
    report = published(cast)

    with pytest.raises(Refused):
        take_name_away(report, by=getattr(cast, who))

    report.refresh_from_db()
    assert report.credit == "named"


def test_what_is_not_out_has_no_name_to_take(cast):
    with pytest.raises(Refused):
        take_name_away(submitted(cast), by=cast.reporter)


def test_what_waits_for_its_hour_can_be_made_safer_and_goes_out_so(cast, clock):
    report = decided(cast, LABEL)
    take_name_away(report, by=cast.reporter)
    clock.now = report.release_at

    release_due()

    report.refresh_from_db()
    assert (report.state, report.credit, report.label) == (ReportState.PUBLISHED, "region", "")


def test_the_others_about_a_date_are_found_in_either_way(cast, clock):
    published(cast, figure(8_000, 2022))
    decided(cast, REGION, 7_000, 2022)
    published(cast, figure(8_000, 2021))
    asked = submitted(cast, figure(6_000, 2022))

    loaded = with_others(ProgressReport.objects.filter(pk=asked.pk)).get()

    expected = [{"credit": "named", "label": ""}, {"credit": "region", "label": ""}]
    alone = [{name: one[name] for name in ("credit", "label")} for one in others_about(asked)]
    assert sorted(alone, key=str) == sorted(others_in(loaded), key=str) == expected


@pytest.mark.parametrize("seed", range(6))
def test_no_two_that_correct_each_other_ever_say_different_things(cast, clock, seed):
    """Whatever is asked in whatever order: of one date, what is out says one thing."""
    chance = random.Random(seed)
    said = []
    for number in range(6):
        credit = chance.choice(list(Credit))
        report = decided(cast, credit, 9_000 - number, chance.choice([2021, 2022]))
        if report.release_at:
            clock.now = max(clock.now, report.release_at)
            release_due()
        if chance.random() < 0.2:
            take_name_away(report, by=cast.reporter)
        out = ProgressReport.objects.once_public().values_list("reference_on", "credit", "label")
        said.append(len({one[0] for one in out}) == len(set(out)))

    assert said == [True] * 6


def test_a_released_report_keeps_its_committees_standing(cast, clock):
    report = released(cast, clock, REGION)

    assert (report.state, report.led, report.release_at) == (ReportState.PUBLISHED, True, None)


@pytest.mark.parametrize(
    "wrong",
    [{"label": "k2k2k2k2"}, {"label": "k2k2k2k2", "credit": "region"}, {"credit": "named", "label": "x"}],
)
def test_the_database_refuses_a_label_beside_another_level(cast, wrong):
    report = published(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressReport.objects.filter(pk=report.pk).update(**wrong)

    sound = {"credit": "pseudonym", "label": "k2k2k2k2"}
    assert ProgressReport.objects.filter(pk=report.pk).update(**sound) == 1
