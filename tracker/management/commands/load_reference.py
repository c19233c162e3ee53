"""Load the reference data and the real series, as often as wanted."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.actions.loading import FOLDER, BadData, load_reference


class Command(BaseCommand):
    """Check every row of the files, and store what they say; nothing at all when one row is wrong."""

    help = "Load the reference data and the series. Safe to repeat: the same files change nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take another folder of the same files."""
        parser.add_argument("--data", type=Path, default=FOLDER, metavar="FOLDER", help="where the files are")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, or name every cell that is wrong."""
        try:
            loaded = load_reference(options["data"])
        except BadData as bad:
            raise CommandError(f"Nothing was stored.\n{bad}") from bad
        if loaded is None:
            self.stdout.write("Reference data: up to date.")
        else:
            self.stdout.write(f"Reference data: {loaded.added} rows added, {loaded.changed} changed.")
            for line in loaded.words:
                self.stdout.write(self.style.WARNING(f"A word to think about: {line}"))
