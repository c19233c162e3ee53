"""Compute the stored scores anew: all of them, or those that are due."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tracker.actions.scores import rescore_all, rescore_due


class Command(BaseCommand):
    """Score as of today."""

    help = "Compute the scores anew; with --due only those never computed, or that a date may have turned."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the choice between all and due."""
        parser.add_argument("--due", action="store_true", help="only what is due")

    def handle(self, *args: Any, **options: Any) -> None:
        """Score, and say how much."""
        today = timezone.now().date()
        kept = (rescore_due if options["due"] else rescore_all)(as_of=today)
        self.stdout.write(f"Scores: {kept} computed.")
