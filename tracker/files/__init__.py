"""What a file of evidence may be, and how a clean copy of it is made: plain Python, in a process of its own."""

from tracker.files.kinds import (
    EXTENSIONS,
    MEDIA_TYPES,
    FileKind,
    Refusal,
    Unfit,
    check_arrived,
    kind_of,
)
from tracker.files.limits import (
    MOST_BYTES,
    MOST_FILES,
    MOST_PAGES,
    MOST_PIXELS,
    MOST_TOGETHER,
)
from tracker.files.running import Cleaner, CleanerFailed, Facts, seal
from tracker.files.store import Store, digest_of_file

__all__ = [
    "EXTENSIONS",
    "MEDIA_TYPES",
    "MOST_BYTES",
    "MOST_FILES",
    "MOST_PAGES",
    "MOST_PIXELS",
    "MOST_TOGETHER",
    "Cleaner",
    "CleanerFailed",
    "Facts",
    "FileKind",
    "Refusal",
    "Store",
    "Unfit",
    "check_arrived",
    "digest_of_file",
    "kind_of",
    "seal",
]
