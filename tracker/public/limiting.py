"""How often strangers may send something: counted by the network they come from, in memory, until the day is over.

A network is known by an HMAC with a key that lives in this process only and is thrown away with the day. No address
is stored, logged or told to anybody, and no word of one day can be compared with another's.
"""

import hashlib
import hmac
import ipaddress
import secrets
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

# As a household or a machine gets them from its provider.
OF_A_NETWORK = 64


@dataclass
class Allowance:
    """So many from one network, and so many in all, in this process on one day."""

    each: int
    all: int
    _day: date | None = None
    _key: bytes = b""
    _taken: Counter[str] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    def take(self, request: HttpRequest) -> bool:
        """Whether one more is allowed; it is counted at once, whatever comes of it."""
        with self._lock:
            self._turn(timezone.localdate())
            network = hmac.new(self._key, network_of(request).encode(), hashlib.sha256).hexdigest()
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
            self._day, self._key, self._taken = today, secrets.token_bytes(32), Counter()


def network_of(request: HttpRequest) -> str:
    """What the proxy says, where one is trusted, or else whoever connected; of a long address the network's part."""
    header = getattr(settings, "CLIENT_ADDRESS_HEADER", "")
    said = request.headers.get(header, "") if header else ""
    try:
        found = ipaddress.ip_address((said or request.META.get("REMOTE_ADDR", "")).strip())
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network(f"{found}/{OF_A_NETWORK}", strict=False))
    return str(found)
