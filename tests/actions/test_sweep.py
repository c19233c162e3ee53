"""Whatever breaks while scores are computed, the act before it stands, and the sweep goes on to its next time."""

import threading
import time

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
def test_thread_that_sends_hints_outlives_the_broker(monkeypatch, settings, fault):
    settings.DRAIN_IN_PROCESS = False
    asked = threading.Event()

    def broken(**_options):
        asked.set()
        raise fault

    monkeypatch.setattr(wake, "OPEN_SECONDS", 0)
    monkeypatch.setattr(wake.current_app, "connection_for_write", broken, raising=False)
    began = time.monotonic()

    for _ in range(2):
        asked.clear()
        wake.wake()
        assert asked.wait(timeout=10)

    assert wake._threads["wake"].is_alive()
    assert time.monotonic() - began < 10
