"""How often strangers may send something: counted by the network they come from, in memory, until the day is over.

A network is known by the day's word for it only. No address is stored, logged or told to anybody, and no word of one
day can be compared with another's.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

from django.http import HttpRequest
from django.utils import timezone

from tracker.forms.networks import network_of


@dataclass
class Allowance:
    """So many from one network, and so many in all, in this process on one day."""

    each: int
    all: int
    _day: date | None = None
    _taken: Counter[str] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    def take(self, request: HttpRequest) -> bool:
        """Whether one more is allowed; it is counted at once, whatever comes of it."""
        network = network_of(request)
        with self._lock:
            self._turn(timezone.localdate())
            if self._taken[network] >= self.each or self._taken.total() >= self.all:
                return False
            self._taken[network] += 1
            return True

    def forget(self) -> None:
        """Begin anew, as on a new day."""
        with self._lock:
            self._day = None

    def _turn(self, today: date) -> None:
        if self._day != today:
            self._day, self._taken = today, Counter()
