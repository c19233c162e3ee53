"""Make the clean copies that wait, and tidy the store."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from tracker.actions.file_drain import check_waiting, try_again
from tracker.actions.file_keeping import tidy


class Command(BaseCommand):
    """Check files now; on request also those that were set aside."""

    help = "Make the clean copies that wait, and delete what is kept no longer. Safe to run beside anything else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether to try again."""
        parser.add_argument(
            "--again", action="store_true", help="also try files that were set aside after five tries"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, tidy, and say how many."""
        again = try_again() if options["again"] else 0
        self.stdout.write(f"{again} tried again, {check_waiting()} checked, {tidy()} deleted")
