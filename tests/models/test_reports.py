"""Reports: the words about their state, and how scoring reads one."""

from datetime import date
from decimal import Decimal

import pytest

from tests.cast import figure, published, returned, submitted, unobserved
from tests.models import build
from tracker.models import ProgressReport
from tracker.scoring import Answer, Grade, Reading


def test_words_about_state_tell_reports_apart(cast):
    older = published(cast, figure(8_000))
    newer = published(cast, figure(7_000))
    waiting = submitted(cast, figure(6_000, 2022))
    sent_back = returned(cast, figure(5_000, 2023))
    reports = ProgressReport.objects

    assert set(reports.published()) == {newer}
    assert set(reports.once_public()) == {older, newer}
    assert set(reports.waiting()) == {waiting}
    assert set(reports.unpublished()) == {waiting, sent_back}
    assert list(reports.newest_first()) == [sent_back, waiting, newer, older]


def test_published_report_is_a_reading(cast):
    older = published(cast, figure(8_000))
    newer = published(cast)
    older.refresh_from_db()

    assert older.reading(standing=2) == Reading(
        key=str(older.pk),
        answer=Answer.FIGURE,
        on=date(2021, 12, 31),
        published_on=older.published_at.date(),
        yearly=True,
        value=Decimal(8_000),
        grade=Grade.B,
        standing=2,
        withdrawn_on=newer.published_at.date(),
    )


def test_report_on_its_way_is_a_reading_only_for_a_day_it_is_imagined_public(cast):
    report = submitted(cast, unobserved(Answer.NO_DATA))
    day = date(2026, 1, 1)

    assert report.reading(standing=0, published_on=day).published_on == day
    with pytest.raises(ValueError, match="never published"):
        report.reading(standing=0)


def test_day_of_publication_is_the_reports_own_once_it_is_public(cast):
    report = published(cast)

    assert (
        report.reading(standing=0, published_on=date(1999, 1, 1)).published_on == report.published_at.date()
    )


@pytest.mark.parametrize(
    ("answer", "observed"),
    [
        (Answer.FIGURE, True),
        (Answer.STEPS, True),
        (Answer.YES, True),
        (Answer.NO, True),
        (Answer.NO_PROGRESS, False),
        (Answer.NO_DATA, False),
        (Answer.NOT_APPLICABLE, False),
        (Answer.CONFIDENTIAL, False),
    ],
)
def test_report_says_what_is_or_why_nothing_can_be_said(cast, answer, observed):
    assert build.report(cast, answer=answer).is_observed is observed
