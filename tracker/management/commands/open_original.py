"""Open a sealed original, on a machine that holds the private key."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.files.sealing import NoKey, NotSealedForUs, opened


class Command(BaseCommand):
    """Write the original beside its sealed form. What was sent may be hostile: do not open it on that machine."""

    help = "Open a sealed original. The key is read from a file, or from a line EVIDENCE_PRIVATE_KEY=… in it."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the three files."""
        parser.add_argument("sealed", type=Path, help="the sealed original, from the folder `sealed`")
        parser.add_argument("original", type=Path, help="where to write it; must not be there yet")
        parser.add_argument("--key", type=Path, required=True, help="the file with the private key")

    def handle(self, *args: Any, **options: Any) -> None:
        """Open it, or say why not."""
        text = options["key"].read_text().strip().rpartition("EVIDENCE_PRIVATE_KEY=")[2].strip()
        try:
            data = opened(options["sealed"].read_bytes(), text)
        except NoKey:
            raise CommandError("That file holds no key: 64 hexadecimal digits.") from None
        except NotSealedForUs:
            raise CommandError("It was sealed for another key, or changed since.") from None
        with options["original"].open("xb") as file:
            file.write(data)
        self.stdout.write(f"{len(data)} bytes in {options['original']}")
