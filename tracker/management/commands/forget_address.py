"""Forgetting an address that asked to be told what changes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.actions.subscriptions import forget_address
from tracker.cleaning import Unclean, email


class Command(BaseCommand):
    """End every subscription of an address, and delete it with the mail about them."""

    help = "End the letters to an address about what changes, and forget it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The address."""
        parser.add_argument("address")

    def handle(self, *args: Any, **options: Any) -> None:
        """Forget it, and say how many subscriptions it had."""
        try:
            address = email(options["address"])
        except Unclean as unclean:
            raise CommandError("That is no e-mail address.") from unclean
        self.stdout.write(f"Forgotten with {forget_address(address)} subscriptions.")
