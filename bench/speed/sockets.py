"""Which process answers a connection, as Linux knows it."""

import socket
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def worker_of(connection: socket.socket, workers: Iterable[int]) -> int | None:
    """The one of these processes that holds the other end of a connection on this machine."""
    inode = _inode(ours=connection.getsockname()[1], theirs=connection.getpeername()[1])
    return next((worker for worker in workers if f"socket:[{inode}]" in _open_files(worker)), None)


def _inode(*, ours: int, theirs: int) -> str:
    """The number of the socket at the other end: there, the ports stand the other way round."""
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        cells = line.split()
        local, remote = (int(cell.split(":")[1], 16) for cell in cells[1:3])
        if (local, remote) == (theirs, ours):
            return cells[9]
    return ""


def _open_files(process: int) -> set[str]:
    found = set()
    for file in Path(f"/proc/{process}/fd").iterdir():
        with suppress(OSError):  # closed between the two looks
            found.add(str(file.readlink()))
    return found
