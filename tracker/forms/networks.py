"""Which network a request comes from, as a word that says nothing once the day is over.

Nothing of an address is stored or logged. The word is an HMAC with a key that is made anew each day and lives in
memory only: in that of Redis for all processes of a server, or else of this one.
"""

import hashlib
import hmac
import ipaddress
import secrets

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

A_DAY = 24 * 60 * 60
# As a household or a machine gets them from its provider.
OF_A_NETWORK = 64


def network_of(request: HttpRequest) -> str:
    """The network's word of today."""
    return todays_word(f"network {_address(request)}")


def todays_word(text: str) -> str:
    """A word for a text that nobody can turn back or compare with another day's."""
    name = f"key-of-the-day:{timezone.now():%Y-%m-%d}"
    key = cache.get_or_set(name, lambda: secrets.token_hex(32), timeout=A_DAY)
    return hmac.new(str(key).encode(), text.encode(), hashlib.sha256).hexdigest()


def _address(request: HttpRequest) -> str:
    """What the proxy says, or else whoever connected; of a long address the part that stands for a network."""
    said = request.headers.get(settings.CLIENT_ADDRESS_HEADER) if settings.CLIENT_ADDRESS_HEADER else None
    try:
        found = ipaddress.ip_address((said or request.META.get("REMOTE_ADDR", "")).strip())
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network(f"{found}/{OF_A_NETWORK}", strict=False))
    return str(found)
