"""What people need to know to work in the made-up world; plain Python, for those who come over HTTP only."""

import base64
import hashlib
import hmac
import json
import struct
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

# What every decider's app makes codes from.
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105  # it opens nothing else either
PASSWORD = "a password for a made-up world"  # noqa: S105  # it opens nothing else


@dataclass(frozen=True)
class Desk:
    """A committee's address, its people's addresses, and its targets by their uuid."""

    slug: str
    reporter: str
    deciders: tuple[str, ...]
    targets: tuple[str, ...]


def code(now: float) -> str:
    """What the apps show at that time."""
    counter = struct.pack(">Q", int(now) // 30)
    made = hmac.digest(base64.b32decode(SECRET), counter, hashlib.sha1)
    start = made[-1] & 0xF
    return f"{(struct.unpack('>I', made[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def write(desks: Iterable[Desk], file: Path) -> None:
    """Write the desks down."""
    file.write_text(json.dumps([asdict(desk) for desk in desks]))


def read(file: Path) -> list[Desk]:
    """The desks that were written down."""
    found = json.loads(file.read_text())
    return [
        Desk(one["slug"], one["reporter"], tuple(one["deciders"]), tuple(one["targets"])) for one in found
    ]
