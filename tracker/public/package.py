"""The data package as the site gives it out: made once for each version of what is public, and kept on the disk."""

import threading

from django.conf import settings
from django.urls import reverse

from tracker.selectors.computed_at import Busy
from tracker.selectors.imprint import imprint, known_places
from tracker.selectors.publication import Version, public_version
from tracker.transfer.package import Package, make_package

# So often it is made anew where something was published meanwhile: rows of two versions may not fit together.
TRIES = 3
# Whoever has to wait longer for another reader's is told to come again.
PATIENCE = 10.0
_making = threading.Lock()
_kept: tuple[Version, Package] | None = None


def package_now() -> Package:
    """The package of the version that holds: one query if it is kept. Raises Busy while others wait for theirs."""
    found = _of(public_version())
    if found:
        return found
    if not _making.acquire(timeout=PATIENCE):
        raise Busy
    try:
        return _of(public_version()) or _make()
    finally:
        _making.release()


def _of(version: Version) -> Package | None:
    kept = _kept
    return kept[1] if kept and kept[0] == version else None


def _make() -> Package:
    """Between two looks at the version, so that what is in it was public at the same time."""
    global _kept  # noqa: PLW0603 - the one thing this process keeps
    for _try in range(TRIES):
        version = public_version()
        today = version[1]
        address = settings.SITE_URL.rstrip("/") + reverse("public:data")
        about = imprint(address, known_places(), as_of=None, today=today)
        made = make_package(about, today=today)
        if public_version() == version:
            _kept = (version, made)
            return made
    raise Busy
