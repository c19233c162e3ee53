"""Files taken over from a report that is corrected, or a reply that is replaced: no new upload, no second cleaning.

Each becomes a row of its own over the same bytes, which lie in the store under one more name. Either can go without
the other; the last name that goes takes the bytes with it.
"""

import logging
from collections.abc import Iterable
from uuid import UUID

from tracker.actions.audit import record
from tracker.actions.file_holders import has_bytes, next_number
from tracker.enums import FileState
from tracker.models import Committee, EvidenceFile, User
from tracker.models.files import Holder
from tracker.selectors.files import store

log = logging.getLogger(__name__)

# What the copy is, and that its first uploader has looked at it.
SAME = (
    *("client_name", "kind", "size", "sha256"),
    *("copy_size", "copy_sha256", "pages", "width", "height", "confirmed_at"),
)


def carry(
    files: Iterable[EvidenceFile], *, to: Holder, committee: Committee | None, by: User
) -> list[EvidenceFile]:
    """Have these clean files stand there too, and answer with the rows for `record_carried`. Raises TooManyFiles.

    For an act that holds what they come to. What is there already is not taken twice.
    """
    made = []
    for file in files:
        if has_bytes(to, file.sha256):
            continue
        own = EvidenceFile(
            report_id=to.report,
            reply_id=to.reply,
            committee=committee,
            uploader=by,
            number=next_number(to),
            state=FileState.CLEAN,
            **{name: getattr(file, name) for name in SAME},
        )
        _share(file.stored_name, own.stored_name)
        own.save()
        made.append(own)
    return made


def record_carried(files: Iterable[EvidenceFile], *, by: User) -> None:
    """Write down what was taken over, among the last things an act does."""
    for file in files:
        record("file.carried", by=by, about=str(file), original=file.sha256, copy=file.copy_sha256)


def _share(name: UUID, other: UUID) -> None:
    try:
        store().share(name, other)
    except FileNotFoundError:
        # It is served to nobody where it comes from either.
        log.error("the clean copy %s is not in the store", name)
