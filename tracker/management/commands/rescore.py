"""Compute the stored scores anew: all of them, or those that are due."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from tracker.actions.drain import recompute
from tracker.actions.sweep import sweep


class Command(BaseCommand):
    """Score as of today."""

    help = "Compute the scores anew; with --due only those marked, never computed, or that a date may have turned."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the choice between all and due."""
        parser.add_argument("--due", action="store_true", help="only what is due")

    def handle(self, *args: Any, **options: Any) -> None:
        """Score, and say how much."""
        if options["due"]:
            self.stdout.write(f"Scores: {sweep()} marks worked off.")
        else:
            self.stdout.write(f"Scores: computed anew for {recompute()} places and processes.")
