"""Work off what is dirty, once or for ever."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error, connection

from tracker.actions.outbox import try_again
from tracker.actions.sweep import sweep


class Command(BaseCommand):
    """Compute the scores that are marked as dirty, and those that a passed date may have changed."""

    help = "Compute the scores that must be computed anew. Safe to run beside anything else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how often, and whether to try anew."""
        parser.add_argument("--again", action="store_true", help="try also the mail that was given up")
        parser.add_argument("--loop", type=float, metavar="SECONDS", help="go on for ever, so often")

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep, and say how many rows that settled."""
        if options["again"]:
            self.stdout.write(f"{try_again()} mails are tried again")
        if not options["loop"]:
            self.stdout.write(f"{sweep()} settled")
            return
        while True:
            try:
                sweep()
            except Error as fault:
                self.stderr.write(f"no database: {fault}")
            finally:
                connection.close()
            time.sleep(options["loop"])
