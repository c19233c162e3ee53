"""A clock that a test sets, for acts that happen years apart. The database keeps its own."""

from datetime import UTC, datetime, time, timedelta

from django.utils import timezone


class Clock:
    """The product's time: noon in UTC, on the day it was set to."""

    def __init__(self, monkeypatch, day):
        self.set(day)
        monkeypatch.setattr(timezone, "now", lambda: self.now)

    def set(self, day):
        self.now = datetime.combine(day, time(12), UTC)

    def pass_days(self, days):
        self.now += timedelta(days=days)
