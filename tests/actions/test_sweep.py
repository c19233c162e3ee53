"""Whatever breaks while scores are computed, the act before it stands, and the sweep goes on to its next time."""

import pytest
from django.db import InterfaceError

from tests.cast import submitted
from tracker.actions import reports, sweep, wake
from tracker.enums import ReportState
from tracker.models import DirtyScore, ProgressReport

# InterfaceError is no DatabaseError: a connection that was closed under us answers so.
FAULTS = [InterfaceError("connection already closed"), RuntimeError("a fault of our own")]


def raising(fault):
    def broken(*_args, **_kwargs):
        raise fault

    return broken


@pytest.mark.parametrize("fault", FAULTS, ids=["closed", "ours"])
def test_published_report_stands_when_the_computing_after_it_breaks(
    cast, settings, monkeypatch, fault, django_capture_on_commit_callbacks
):
    settings.DRAIN_IN_PROCESS = True
    report = submitted(cast)
    monkeypatch.setattr(wake, "drain", raising(fault))

    with django_capture_on_commit_callbacks(execute=True):
        reports.publish(report, by=cast.reviewer)

    assert ProgressReport.objects.get().state == ReportState.PUBLISHED
    assert DirtyScore.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fault", FAULTS, ids=["closed", "ours"])
def test_sweep_that_breaks_off_is_tried_again(monkeypatch, fault):
    monkeypatch.setattr(sweep, "turn_the_day", raising(fault))
    sweep.try_to_sweep()
    done = []
    monkeypatch.setattr(sweep, "sweep_if_due", lambda: done.append("swept"))

    sweep.try_to_sweep()

    assert done == ["swept"]


@pytest.mark.parametrize("fault", [OSError("refused"), RuntimeError("a word that no broker had before")])
def test_hint_that_no_broker_takes_is_lost_and_nothing_more(monkeypatch, fault):
    monkeypatch.setattr(wake.current_app, "connection_for_write", raising(fault), raising=False)

    assert wake._sent() is False


@pytest.mark.redis
def test_hint_is_taken_by_a_broker_that_is_there(settings):
    with wake.current_app.connection_for_write() as connection, connection.channel() as channel:
        before = channel.client.llen("celery")

        assert wake._sent() is True
        assert channel.client.llen("celery") == before + 1
        channel.client.ltrim("celery", 1, -1)
