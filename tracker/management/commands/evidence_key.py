"""Make the pair of keys that originals are sealed and opened with."""

from typing import Any

from django.core.management.base import BaseCommand

from tracker.files.sealing import new_pair


class Command(BaseCommand):
    """Print a new pair; nothing is stored."""

    help = "Print a new pair of keys for originals that committees keep. Run it on another machine than the server."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Print both keys, each with what becomes of it."""
        public, private = new_pair()
        self.stdout.write(f"EVIDENCE_PUBLIC_KEY={public}")
        self.stdout.write(
            "# The line above is for the servers. The one below never goes there: keep it in two safe places."
        )
        self.stdout.write(f"EVIDENCE_PRIVATE_KEY={private}")
