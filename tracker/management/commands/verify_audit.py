"""Say whether the audit chain is whole, and where it is broken."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.chain import Anchor, BadAnchor, Break, Fault, anchors_in
from tracker.selectors.audit import verify_audit

FOUND = {
    Break.TWICE: "Entry {seq} is there twice: the chain was forked, or an entry was slipped in.",
    Break.MISSING: "Entry {seq} is missing: it was deleted, or the entries were renumbered.",
    Break.UNLINKED: "Entry {seq} does not follow from the one before: one of the two was replaced, or moved.",
    Break.CHANGED: "Entry {seq} is not what was written: its content or its number was changed.",
    Break.REWRITTEN: "Entry {seq} is not the one that the anchor names: the chain was rewritten up to there.",
    Break.CUT_OFF: "Entry {seq} is missing, and an anchor says it was there: the end of the chain was cut off.",
}


class Command(BaseCommand):
    """Read the whole chain; end with 1 where it is broken."""

    help = "Verify the audit chain, and compare it with anchors noted outside."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file of anchors."""
        parser.add_argument(
            "--anchor",
            type=Path,
            metavar="FILE",
            help="lines printed by anchor_audit or copied from the page /integrity/",
        )

    def handle(self, *args: Any, anchor: Path | None = None, **options: Any) -> None:
        """Verify, and say what was found."""
        anchors = _anchors(anchor) if anchor else []
        verdict = verify_audit(anchors)
        if verdict.fault:
            raise CommandError(
                f"The audit chain is broken. {_words(verdict.fault)} Entries before it: whole."
            )
        self.stdout.write(f"The audit chain is whole: {verdict.links} entries.")
        if anchors:
            self.stdout.write(f"It agrees with all anchors ({len(anchors)}).")
        else:
            self.stdout.write("Without an anchor, a cut-off end cannot be seen: see docs/audit.md.")


def _words(fault: Fault) -> str:
    return FOUND[fault.what].format(seq=fault.seq)


def _anchors(file: Path) -> list[Anchor]:
    """The anchors in a file; a file that cannot be read, or holds none, verifies nothing."""
    try:
        found = list(anchors_in(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as fault:
        raise CommandError(f"The anchors cannot be read: {fault}") from fault
    except BadAnchor as fault:
        raise CommandError(f"This is no file of anchors: {fault}.") from fault
    if not found:
        raise CommandError(f"There is no anchor in {file}.")
    return found
