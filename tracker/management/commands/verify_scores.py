"""Compute every score anew from the facts, and compare it with what is stored."""

from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tracker.selectors.checks import differences

SHOWN = 50


class Command(BaseCommand):
    """Say which stored scores are not what the facts give; nothing is changed."""

    help = "Compare every stored score with one computed anew from the facts. Ends with 1 where they differ."

    def handle(self, *args: Any, **options: Any) -> None:
        """List the differences."""
        found = list(islice(differences(as_of=timezone.localdate()), SHOWN + 1))
        for difference in found[:SHOWN]:
            self.stdout.write(str(difference))
        if found:
            more = ", and more" if len(found) > SHOWN else ""
            raise CommandError(f"{len(found[:SHOWN])} differences{more}")
        self.stdout.write("Every stored score is what the facts give.")
