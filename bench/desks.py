"""What people need to know to work in the made-up world; plain Python, for those who come over HTTP only."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

PASSWORD = "a password for a made-up world"  # noqa: S105  # it opens nothing else


@dataclass(frozen=True)
class Desk:
    """A committee's address, its people's addresses, and its targets by their uuid."""

    slug: str
    reporter: str
    deciders: tuple[str, ...]
    targets: tuple[str, ...]


def write(desks: Iterable[Desk], file: Path) -> None:
    """Write the desks down."""
    file.write_text(json.dumps([asdict(desk) for desk in desks]))


def read(file: Path) -> list[Desk]:
    """The desks that were written down."""
    found = json.loads(file.read_text())
    return [
        Desk(one["slug"], one["reporter"], tuple(one["deciders"]), tuple(one["targets"])) for one in found
    ]
