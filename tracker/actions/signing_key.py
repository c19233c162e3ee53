"""The embedded mode's own key to sign with: made once, readable by its owner only."""

import os

from django.conf import settings

from tracker.signing import new_key


def keep_signing_key() -> None:
    """Make the key, where this installation keeps its own and there is none yet."""
    file = settings.SIGNING_KEY_FILE
    if file is None or settings.SIGNING_KEY or file.exists():
        return
    # Whole or not at all: a file that is cut off would be no key for ever after.
    made = file.with_suffix(".new")
    made.unlink(missing_ok=True)
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
        opened.write(new_key())
        opened.flush()
        os.fsync(opened.fileno())
    made.rename(file)
