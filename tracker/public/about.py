"""Whom readers write to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Contact:
    """Where a link leads, and its words."""

    address: str
    words: str


def contact(written: str) -> Contact | None:
    """An address of mail or of a page, as the operator set it; None where none is set."""
    if not written:
        return None
    if written.startswith("https://"):
        return Contact(written, written.removeprefix("https://").rstrip("/"))
    return Contact(f"mailto:{written}", written)
