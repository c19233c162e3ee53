"""Make `.venv` and keep it as a file of pinned requirements says: `environment.py requirements.txt`.

`./run` and `./test` call it on every start, from the project's folder, so it needs only the standard library,
and ends in a few milliseconds when there is nothing to do.
"""

# ruff: noqa: S603 - the only program started here is our own Python

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VENV = Path(".venv")
PYTHON = VENV / "bin" / "python"
# Stands in `.venv` from before the first file is written until the last one is.
UNFINISHED = VENV / "unfinished"
# What an installation brings: the pins of the tests hold all of the product's.
BRINGS = {
    "requirements.txt": ("requirements.txt",),
    "requirements-dev.txt": ("requirements.txt", "requirements-dev.txt"),
}
PROBE = """
import importlib.util, platform, sys
missing = [name for name in ("pip", "django", "gunicorn") if importlib.util.find_spec(name) is None]
print(platform.python_version(), *missing)
sys.exit(sys.version_info < (3, 11))
"""


def say(line: str) -> None:
    """Tell the person at the terminal."""
    sys.stderr.write(f"{line}\n")


def probe() -> tuple[str, set[str]]:
    """The version of the Python in `.venv`, and what it lacks; an empty version where it does not run."""
    try:
        done = subprocess.run([PYTHON, "-c", PROBE], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "", set()
    version, *missing = done.stdout.split()
    return version, set(missing)


def fingerprint(requirements: str, version: str) -> str:
    """What an installation depends on: the pins, the Python, and the folder, whose name its scripts hold."""
    pins = hashlib.sha256(Path(requirements).read_bytes()).hexdigest()
    return f"{pins} {version} {VENV.resolve()}"


def stamp(requirements: str) -> Path:
    """The file that says which pins were installed last."""
    return VENV / f"{requirements}.stamp"


def is_current(requirements: str) -> bool:
    """Whether `.venv` is whole and as the requirements say."""
    if UNFINISHED.exists() or not stamp(requirements).exists():
        return False
    version, missing = probe()
    return not missing and stamp(requirements).read_text() == fingerprint(requirements, version)


def is_usable() -> bool:
    """Whether something can be installed into `.venv`: it runs, was never broken off and never moved."""
    version, missing = probe()
    if UNFINISHED.exists() or not version or "pip" in missing:
        return False
    stamps = [file.read_text() for file in VENV.glob("*.stamp")]
    return all(text.endswith(f" {version} {VENV.resolve()}") for text in stamps) and not (stamps and missing)


def make() -> None:
    """Make `.venv` from nothing."""
    say("Making .venv ...")
    if VENV.is_symlink():
        VENV.unlink()
    shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir()
    UNFINISHED.touch()
    subprocess.run([sys.executable, "-m", "venv", VENV], check=True)


def install(requirements: str) -> None:
    """Install the pins, each checked against its hash, and note what was installed."""
    say(f"Installing {requirements} ...")
    UNFINISHED.touch()
    quietly = ["--quiet", "--disable-pip-version-check", "--no-input"]
    pip = [str(PYTHON), "-m", "pip", "install", *quietly, "--require-hashes", "--requirement", requirements]
    subprocess.run(pip, check=True)
    for brought in BRINGS[requirements]:
        stamp(brought).write_text(fingerprint(brought, probe()[0]))
    UNFINISHED.unlink()


@contextmanager
def alone() -> Iterator[None]:
    """Keep every other run of this script in the folder waiting; the lock goes when the process does."""
    folder = os.open(".", os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another ./run or ./test is preparing .venv; waiting for it ...")
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def bring_to(requirements: str) -> None:
    """Bring `.venv` to the requirements, in as few steps as it takes."""
    if is_current(requirements):
        return
    with alone():
        if is_current(requirements):
            return
        if not is_usable():
            make()
        install(requirements)


def main() -> int:
    """Bring `.venv` to the file named on the command line, or say why that failed."""
    try:
        bring_to(sys.argv[1])
    except KeyboardInterrupt:
        return 130
    except subprocess.CalledProcessError:
        say("Installing failed, for the reason above. It needs the network; then run the same line again.")
        return 1
    except OSError as fault:
        say(f"Cannot write .venv: {fault}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
