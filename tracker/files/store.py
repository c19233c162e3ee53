"""Where the files lie: what comes in, the clean copies, and the originals that are kept sealed."""

import os
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from uuid import UUID

COMING, CLEAN, SEALED = "coming", "clean", "sealed"
HALF = ".part"
CHUNK = 64 * 1024


class Store:
    """One folder on one file system; every name in it is random and says nothing."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def coming(self, name: UUID) -> Path:
        """The file as it was sent, until the copy is made."""
        return self._at(COMING, name)

    def clean(self, name: UUID) -> Path:
        """The copy that is shown."""
        return self._at(CLEAN, name)

    def sealed(self, name: UUID) -> Path:
        """The original, locked up for the operator."""
        return self._at(SEALED, name)

    def settle(self, path: Path) -> None:
        """Give a file that was written beside its place its name, for good; asked again, it changes nothing."""
        half = half_of(path)
        if half.exists():
            half.replace(path)
            sync(path.parent)

    def share(self, name: UUID, other: UUID) -> None:
        """Let the copy under this name lie under another as well: the same bytes, gone with the last of the names.

        They count as young again, so that nobody sweeps them up before there is a row about the other name.
        """
        here, there = self.clean(name), self.clean(other)
        os.utime(here)
        try:
            os.link(here, there)
        except OSError:
            # Not every file system has two names for one file.
            shutil.copyfile(here, half_of(there))
            sync(half_of(there))
            self.settle(there)
        sync(there.parent)

    def drop(self, name: UUID) -> None:
        """Delete everything under this name."""
        for path in (self.coming(name), self.clean(name), self.sealed(name)):
            drop(path)

    def found(self) -> Iterator[tuple[str, UUID | None, Path]]:
        """Everything that lies here: in which part, under which name, where. No name is what nobody here wrote."""
        for part in (COMING, CLEAN, SEALED):
            for path in sorted((self._root / part).glob("*")):
                yield part, _name_of(path), path

    def _at(self, part: str, name: UUID) -> Path:
        folder = self._root / part
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder / name.hex


def half_of(path: Path) -> Path:
    """Where a file is written before it gets its name."""
    return path.with_name(path.name + HALF)


def drop(path: Path) -> None:
    """Delete a file, and what was written beside it."""
    path.unlink(missing_ok=True)
    half_of(path).unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Have what was written on the disk, not only on its way there."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def digest_of_file(path: Path) -> tuple[str, int]:
    """The SHA-256 of a file, and how many bytes it has."""
    digest, size = sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


def _name_of(path: Path) -> UUID | None:
    try:
        return UUID(hex=path.name.removesuffix(HALF))
    except ValueError:
        return None
