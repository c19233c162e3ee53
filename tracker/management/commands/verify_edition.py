"""Compute editions again, and compare."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.selectors.edition_checks import Verdict, editions_to_verify, verify_edition

DIFFERENT, UNDECIDED = 1, 2


class Command(BaseCommand):
    """Say whether editions are what was frozen and what the facts give; nothing is changed."""

    help = (
        "Hold an edition, or all, against its digest, the record of acts, and the facts. Ends with 1 where something "
        "differs; with 2 where nothing does, but an edition was made by another version of the method."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the name of one, or the will to do all."""
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument(
            "slug", nargs="?", metavar="SLUG", help="the edition's name, as in /editions/SLUG/"
        )
        which.add_argument("--all", action="store_true", help="every edition, the oldest first")

    def handle(self, *args: Any, slug: str | None = None, **options: Any) -> None:
        """Verify one after another; what is wrong with one does not keep the others from being looked at."""
        editions = editions_to_verify(slug)
        if slug and not editions:
            raise CommandError(f"There is no edition {slug}.")
        verdicts = []
        for edition in editions:
            verdicts.append(verify_edition(edition))
            self._say(verdicts[-1])
        self._end(verdicts)

    def _say(self, verdict: Verdict) -> None:
        for difference in verdict.differences:
            self.stdout.write(f"{verdict.edition}: {difference}")
        if verdict.undecided:
            self.stdout.write(f"{verdict.edition}: {verdict.undecided}")
        elif not verdict.differences:
            self.stdout.write(f"{verdict.edition}: is what was frozen, and what the facts give.")

    def _end(self, verdicts: list[Verdict]) -> None:
        wrong = [one.edition for one in verdicts if one.differences]
        undecided = [one.edition for one in verdicts if one.undecided and not one.differences]
        if wrong:
            raise CommandError(f"Not what they were: {', '.join(wrong)}.", returncode=DIFFERENT)
        if undecided:
            raise CommandError(f"Cannot be verified here: {', '.join(undecided)}.", returncode=UNDECIDED)
        if not verdicts:
            self.stdout.write("There is no edition yet.")
