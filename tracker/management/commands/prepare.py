"""Everything an installation needs before it serves, in one process: a second start then takes seconds."""

import fcntl
import hashlib
import os
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from tracker.actions.signing_key import keep_signing_key
from tracker.models import Loading
from tracker.selectors.signing_key import signing_key
from tracker.signing import BadKey


class Command(BaseCommand):
    """Migrate, load the reference data, mark what is due; on request the demonstration and the static files."""

    help = "Bring the database to this version of the code and data. Safe to repeat."
    # Each command called below checks what it needs.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the two parts that a server does without or does elsewhere."""
        parser.add_argument(
            "--demonstration", action="store_true", help="add the fictional places and people"
        )
        parser.add_argument("--static", action="store_true", help="gather the static files when they changed")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take each step in turn; one `prepare` at a time."""
        with _alone(settings.STATE_DIR):
            call_command("migrate", interactive=False, verbosity=0)
            if not Loading.objects.exists():
                self.stdout.write(
                    "Loading the reference data and computing every score: the first time takes a minute."
                )
                self.stdout.flush()
            have_a_signing_key()
            call_command("load_reference")
            if options["demonstration"]:
                call_command("load_demonstration")
            call_command("rescore", "--due")
            if options["static"]:
                _gather_static(settings.STATE_DIR / "static.stamp")


def have_a_signing_key() -> None:
    """Make one where it is ours to make; refuse to serve with one that is none."""
    keep_signing_key()
    try:
        signing_key()
    except BadKey as fault:
        raise CommandError(f"SIGNING_KEY is no key to sign with: {fault}. See docs/embedding.md.") from None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep a second `prepare` on the same state waiting; the lock goes when the process does."""
    folder.mkdir(parents=True, exist_ok=True)
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def _gather_static(stamp: Path) -> None:
    """Collect, hash and compress the static files, unless the same ones were gathered last time."""
    found = _static_fingerprint()
    if stamp.exists() and stamp.read_text() == found and Path(settings.STATIC_ROOT).is_dir():
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(found)


def _static_fingerprint() -> str:
    """One word for all static files: names, sizes and times of change, and how they are stored."""
    parts = [str(settings.STORAGES["staticfiles"])]
    for finder in get_finders():
        for name, storage in finder.list([]):
            parts.append(f"{name} {storage.size(name)} {storage.get_modified_time(name)}")
    return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()
