"""Add the demonstration, once, and say how to sign in to it."""

import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tracker.actions.demonstration import BadData, accounts, load_demonstration

ON_A_SERVER = (
    "This is a server, and the demonstration adds an administrator whose passphrase is printed and kept in a file. "
    "Use --force where nobody but you can reach it."
)
CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"


class Command(BaseCommand):
    """Fictional places, people and reports, for trying things out."""

    help = "Add the demonstration. Safe to repeat: what became of it stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the will to do it on a server."""
        parser.add_argument("--force", action="store_true", help="also where the database is a server's")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and print who can sign in."""
        if not (settings.EMBEDDED or options["force"]):
            raise CommandError(ON_A_SERVER)
        file = Path(settings.STATE_DIR) / "demonstration_passphrase"
        try:
            number = load_demonstration(passphrase=kept_passphrase(file))
        except BadData as bad:
            raise CommandError(f"Nothing was stored.\n{bad}") from bad
        added = "as you left it" if number is None else f"{number} invented reports added"
        self.stdout.write(f"Demonstration: {added}. Sign in as")
        for address in accounts():
            self.stdout.write(f"    {address}")
        self.stdout.write(f"with the passphrase {kept_passphrase(file)} unless you changed it.")


def kept_passphrase(file: Path) -> str:
    """This installation's own passphrase: made once, easy to type, readable by its owner only.

    One that stood in the code would let everybody in who can reach a port that was opened to others.
    """
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text("-".join(_word() for _ in range(4)))
    return file.read_text().strip()


def _word() -> str:
    return "".join(secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(2))
