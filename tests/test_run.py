"""The two commands, as a newcomer meets them: what they refuse, what they make, and that a second start is quick."""

import os
import resource
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from tools import address, environment

HERE = Path(__file__).resolve().parent.parent
# Starts may share two cores with the rest of the suite; what a start itself takes is counted in seconds of work.
FIRST_START = SECOND_START = 120
WORK_OF_A_SECOND_START = 5

# `./run` brings a database of its own.
pytestmark = pytest.mark.once


@contextmanager
def started(folder, **env):
    """./run with nothing of this process's own settings; whatever the test does, it ends and leaves no pipe open."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    process = subprocess.Popen(
        [HERE / "run"],
        cwd=folder,
        env={**kept, "STATE_DIR": str(folder), **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def wait_for(url, process, *, seconds):
    """The status of the first answer, and how long it took to come; 0 where the process ended before."""
    began = time.monotonic()
    while time.monotonic() - began < seconds and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return answer.status, time.monotonic() - began
        except urllib.error.HTTPError as answer:
            return answer.code, time.monotonic() - began
        except OSError:
            time.sleep(0.05)
    return 0, time.monotonic() - began


@contextmanager
def listening():
    """A port that is taken."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield str(taken.getsockname()[1])


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return str(found.getsockname()[1])


def work_done():
    """Seconds of work of all processes that this one started and saw end."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def test_first_start_serves_and_second_is_quick_and_keeps_everything(tmp_path):
    port = free_port()
    url = f"http://127.0.0.1:{port}/"

    ends, secrets = [], []
    for limit in (FIRST_START, SECOND_START):
        before = work_done()
        with started(tmp_path, PORT=port) as process:
            status, _ = wait_for(url, process, seconds=limit)
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGINT)
            said, complained = process.communicate(timeout=30)
        work = work_done() - before
        ends.append((status, process.returncode, complained))
        if not status:
            break
        secrets.append((tmp_path / "secret_key").read_text())

    assert ends == [(200, 0, ""), (200, 0, "")]
    assert f"The scorecard is at {url}" in said
    assert "    reporter@demo.example\n" in said
    assert 0 < work < WORK_OF_A_SECOND_START
    assert secrets[0] == secrets[1]


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1", "80 80", "٨٠"])
def test_port_that_is_no_port_is_refused_before_anything_is_made(tmp_path, port):
    with started(tmp_path, PORT=port) as process:
        said, complained = process.communicate(timeout=30)

    assert (process.returncode, said) == (1, "")
    assert complained == f"PORT must be a number from 1 to 65535, not “{port}”.\n"
    assert list(tmp_path.iterdir()) == []


def test_taken_port_is_named_with_another_to_try(tmp_path):
    with listening() as port, started(tmp_path, PORT=port) as process:
        said, complained = process.communicate(timeout=30)

    assert (process.returncode, said) == (1, "")
    assert complained == f"Port {port} is taken. Choose another one: PORT={int(port) % 65535 + 1} ./run\n"


def test_port_left_a_moment_ago_is_free():
    with listening() as port:
        pass

    assert address.obstacle("127.0.0.1", port) == ""


def test_address_of_another_machine_is_refused():
    assert address.obstacle("192.0.2.1", "8000").startswith(
        "HOST “192.0.2.1” is not an address of this machine"
    )


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A folder with pins and an environment that was finished for them."""
    monkeypatch.chdir(tmp_path)
    Path("requirements.txt").write_text("django==5.2 --hash=sha256:1\n")
    environment.PYTHON.parent.mkdir(parents=True)
    # The probe asks for the packages that this Python has; the environment is this one by another name.
    environment.PYTHON.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    environment.PYTHON.chmod(0o755)
    version, _missing = environment.probe()
    environment.stamp("requirements.txt").write_text(environment.fingerprint("requirements.txt", version))
    return tmp_path


@pytest.mark.usefixtures("clone")
def test_environment_that_fits_is_left_alone():
    assert environment.is_current("requirements.txt")
    assert environment.is_usable()


@pytest.mark.usefixtures("clone")
def test_environment_is_brought_up_when_the_pins_change():
    Path("requirements.txt").write_text("django==5.3 --hash=sha256:2\n")

    assert not environment.is_current("requirements.txt")
    assert environment.is_usable()


@pytest.mark.usefixtures("clone")
def test_environment_broken_off_is_made_again():
    environment.UNFINISHED.touch()

    assert not environment.is_current("requirements.txt")
    assert not environment.is_usable()


@pytest.mark.usefixtures("clone")
def test_environment_whose_python_is_gone_is_made_again():
    environment.PYTHON.unlink()
    environment.PYTHON.symlink_to("/nowhere/python3")

    assert not environment.is_current("requirements.txt")
    assert not environment.is_usable()


def test_environment_that_was_moved_is_made_again(clone, monkeypatch):
    moved = clone.rename(clone.with_name(f"{clone.name}-moved"))
    monkeypatch.chdir(moved)

    assert not environment.is_current("requirements.txt")
    assert not environment.is_usable()
