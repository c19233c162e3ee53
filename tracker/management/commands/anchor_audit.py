"""Print where the audit chain has got to, as one line to keep somewhere else."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.selectors.audit import newest_head


class Command(BaseCommand):
    """Print the number, hash and date of the newest link of the audit chain."""

    help = "Print where the audit chain has got to: manage.py anchor_audit >> FILE, kept on another machine."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the line."""
        head = newest_head()
        if head is None:
            raise CommandError("Nothing has been done yet: the audit chain has no link.")
        self.stdout.write(str(head))
