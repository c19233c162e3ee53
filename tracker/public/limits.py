"""How often one machine may send a form that needs no account. Which one that is, nobody knows.

What is counted is a keyed digest of the network address; the key is made by chance in the memory of the process,
and a new one each day. So neither a list of addresses nor a way to make one is anywhere.
"""

import hmac
import secrets
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

# How many counted addresses are kept at most: after that everybody waits for the next hour.
MOST_COUNTED = 10_000


@dataclass
class Limit:
    """So many of one kind within an hour, from one address."""

    an_hour: int
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _day: str = ""
    _hour: str = ""
    _counts: Counter[bytes] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    def takes(self, address: str, *, now: datetime) -> bool:
        """Count one more from this address; whether it is within the limit."""
        with self._lock:
            self._turn(now)
            name = hmac.digest(self._key, address.encode(), "sha256")
            if name not in self._counts and len(self._counts) >= MOST_COUNTED:
                return False
            self._counts[name] += 1
            return self._counts[name] <= self.an_hour

    def _turn(self, now: datetime) -> None:
        """Forget the counts of the last hour, and each day the key."""
        day, hour = f"{now:%Y-%m-%d}", f"{now:%Y-%m-%d %H}"
        if hour != self._hour:
            self._counts.clear()
            self._hour = hour
        if day != self._day:
            self._key, self._day = secrets.token_bytes(32), day
