"""The virus scanner is asked in its own words, and no answer is never a good one."""

import socket
import threading
from contextlib import contextmanager
from struct import unpack

import pytest

from tracker.files import Refusal, Unfit
from tracker.files.scanning import ScannerFailed, check_harmless

pytestmark = pytest.mark.once
BYTES = b"%PDF-" + b"x" * 200_000


@contextmanager
def scanner(answer, heard, *, path=None):
    """A scanner that answers once: what `clamd` would, in a thread of its own."""
    listening = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
    listening.bind(str(path) if path else ("127.0.0.1", 0))
    listening.listen(1)
    listening.settimeout(10)

    def serve():
        line, _from = listening.accept()
        with line, line.makefile("rb") as stream:
            heard.append(stream.read(10))
            data = b""
            while length := unpack("!L", stream.read(4))[0]:
                data += stream.read(length)
            heard.append(data)
            line.sendall(answer)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield str(path) if path else f"127.0.0.1:{listening.getsockname()[1]}"
    finally:
        thread.join(10)
        listening.close()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(BYTES)
    return path


def test_harmless_file_passes_and_was_heard_whole(file):
    heard = []

    with scanner(b"stream: OK\0", heard) as address:
        check_harmless(file, scanner=address)

    assert heard == [b"zINSTREAM\0", BYTES]


def test_scanner_at_a_path_is_asked_too(file, tmp_path):
    heard = []

    with scanner(b"stream: OK\0", heard, path=tmp_path / "line") as address:
        check_harmless(file, scanner=address)

    assert heard[1] == BYTES


def test_infected_file_is_refused(file):
    with scanner(b"stream: Eicar-Test-Signature FOUND\0", []) as address, pytest.raises(Unfit) as unfit:
        check_harmless(file, scanner=address)

    assert unfit.value.refusal == Refusal.INFECTED


@pytest.mark.parametrize(
    "answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"OK\0", b"stream: OK but FOUNDERED\0"]
)
def test_any_other_answer_is_no_leave(file, answer):
    with scanner(answer, []) as address, pytest.raises(ScannerFailed):
        check_harmless(file, scanner=address)


def test_scanner_that_is_not_there_is_no_leave(file):
    with pytest.raises(ScannerFailed):
        check_harmless(file, scanner="127.0.0.1:1")


def test_no_scanner_is_asked_where_none_is_set(file):
    check_harmless(file, scanner="")
