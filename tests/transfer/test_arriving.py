"""A large file on its way in: written as it comes, so that a web process needs no more memory than for a small."""

import http.client
import re
import time
from mmap import mmap
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.away import database_away
from tests.cast import PASSWORD, drafted, make_cast
from tests.evidence import picture
from tracker.files import MOST_BYTES
from tracker.models import EvidenceFile
from tracker.selectors.files import store

PIECE = 64 * 1024
HEAD = (
    b'--b\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n%s\r\n'
    b'--b\r\nContent-Disposition: form-data; name="chosen"; filename="big.pdf"\r\n\r\n%%PDF-1.7\n'
)
TAIL = b"\r\n--b--\r\n"


def most_memory():
    """The most that this process has used since it was last reset, in kilobytes."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])


def pieces(token, size):
    """The body, made as it is sent."""
    yield HEAD % token.encode()
    for _number in range(size // PIECE):
        yield bytes(PIECE)
    yield TAIL


def send(site, client, report, *, size):
    """Send so many bytes as one file, as a browser would; what is answered."""
    where = reverse("workspace:files", args=[report.uuid])
    token = client.get(where).cookies["csrftoken"].value
    cookies = f"csrftoken={token}; sessionid={client.cookies['sessionid'].value}"
    length = len(HEAD % token.encode()) + size + len(TAIL)
    kind = {
        "Content-Type": "multipart/form-data; boundary=b",
        "Content-Length": str(length),
        "Cookie": cookies,
    }
    line = http.client.HTTPConnection(urlsplit(site).netloc, timeout=60)
    line.request("POST", where, pieces(token, size), kind)
    answer = line.getresponse()
    answer.read()
    line.close()
    return answer.status


def lying(*, at_last):
    """How many files there are in the store; what goes with a request goes a moment after its answer."""
    for _time in range(50):
        if len(list(store().found())) == at_last:
            break
        time.sleep(0.1)
    return len(list(store().found()))


@pytest.fixture
def author(transactional_db, settings, tmp_path, client):
    """Somebody with a draft, signed in, and a store of the test's own. Nobody checks what comes in."""
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    settings.DRAIN_IN_PROCESS = False
    report = drafted(make_cast())
    assert client.login(username=report.author.email, password=PASSWORD)
    return client, report


@pytest.mark.parametrize(
    ("size", "status", "kept"), [(MOST_BYTES - PIECE, 302, 1), (MOST_BYTES + PIECE, 422, 0)]
)
def test_memory_stays_flat_while_a_large_file_arrives(live_server, author, monkeypatch, size, status, kept):
    monkeypatch.setattr("tracker.actions.file_waking.hint", lambda _task: None)
    client, report = author
    send(live_server.url, client, report, size=PIECE)
    Path("/proc/self/clear_refs").write_text("5")
    before, rows = most_memory(), EvidenceFile.objects.count()

    answered = send(live_server.url, client, report, size=size)

    grown = most_memory() - before
    print(f"\n{size:,} bytes came in with {grown:,} kB more memory")  # noqa: T201
    assert answered == status
    assert grown < 8_000
    assert EvidenceFile.objects.count() - rows == kept
    assert lying(at_last=1 + kept) == 1 + kept


def test_file_sent_while_the_database_is_away_is_told_so_and_left_nowhere(author):
    client, report = author
    where = reverse("workspace:files", args=[report.uuid])
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.cookies = client.cookies
    token = strict.get(where).cookies["csrftoken"].value
    data = {"chosen": SimpleUploadedFile("a.jpg", picture())}

    with database_away():
        answer = strict.post(where, data, headers={"x-csrftoken": token})

    assert answer.status_code == 503
    assert list(store().found()) == []
    assert strict.post(where, data, headers={"x-csrftoken": token}).status_code == 422


@pytest.mark.once
def test_memory_would_be_seen_to_grow():
    """The control: the same bytes, held at once."""
    Path("/proc/self/clear_refs").write_text("5")
    before = most_memory()

    # Of its own, since what was held before and let go is given out again without growing.
    with mmap(-1, MOST_BYTES) as held:
        held.write(b"x" * MOST_BYTES)

    assert most_memory() - before > 15_000
