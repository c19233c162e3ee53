"""Asking a virus scanner (clamd) about a file, in its own words: INSTREAM, pieces with their length, a zero."""

import socket
from pathlib import Path
from struct import pack

from tracker.files.kinds import Refusal, Unfit
from tracker.files.store import CHUNK

SECONDS = 15.0
LONGEST_ANSWER = 4096


class ScannerFailed(Exception):
    """The scanner did not say that the file is harmless, nor that it is not: the file stays where it is."""


def check_harmless(path: Path, *, scanner: str) -> None:
    """Raise Unfit where the scanner finds something, ScannerFailed where it does not answer."""
    if not scanner:
        return
    try:
        said = _asked(path, scanner)
    except OSError as fault:
        raise ScannerFailed(f"the virus scanner does not answer: {fault}") from fault
    if said.endswith("FOUND"):
        raise Unfit(Refusal.INFECTED)
    if said != "stream: OK":
        raise ScannerFailed(f"the virus scanner answered {said[:100]!r}")


def _asked(path: Path, scanner: str) -> str:
    with _connected(scanner) as line, path.open("rb") as file:
        line.sendall(b"zINSTREAM\0")
        while chunk := file.read(CHUNK):
            line.sendall(pack("!L", len(chunk)) + chunk)
        line.sendall(pack("!L", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER and (more := line.recv(CHUNK)):
            answer += more
    return answer.rstrip(b"\0").decode(errors="replace").strip()


def _connected(scanner: str) -> socket.socket:
    """A line to `host:port`, or to the socket at a path."""
    if scanner.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(SECONDS)
        line.connect(scanner)
        return line
    host, _colon, port = scanner.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)
