"""Shutting the process in, before it reads a byte that a stranger sent: little memory, little time, no network."""

import ctypes
import os
import platform
import resource

from tracker.files.limits import COPY_BYTES, CPU_SECONDS, MEMORY, OPEN_FILES

NO_NEW_PRIVILEGES, SET_FILTER, FILTER_MODE = 38, 22, 2
LOAD, EQUAL, ANSWER = 0x20, 0x15, 0x06
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050001, 0x80000000  # refused is "operation not permitted"
NUMBER_AT, MACHINE_AT = 0, 4
# What the kernel calls the machine, and its numbers for: socket, socketpair, connect, execve, execveat, ptrace,
# io_uring_setup.
MACHINES = {
    "x86_64": (0xC000003E, (41, 53, 42, 59, 322, 101, 425)),
    "aarch64": (0xC00000B7, (198, 199, 203, 221, 281, 117, 425)),
}
# The second way of calling on x86_64, which nobody here uses, has numbers from here on.
OTHER_NUMBERS, AT_LEAST = 0x40000000, 0x35


class _Line(ctypes.Structure):
    """One line of the kernel's filter."""

    _fields_ = [
        ("code", ctypes.c_uint16),
        ("yes", ctypes.c_uint8),
        ("no", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    ]


class _Filter(ctypes.Structure):
    """The filter as the kernel takes it."""

    _fields_ = [("length", ctypes.c_uint16), ("lines", ctypes.POINTER(_Line))]


def confine() -> bool:
    """Limit this process for good; says whether the network and other programs are out of its reach."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, COPY_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    # At the first the process is told, a second later it is ended.
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    os.umask(0o077)
    return _shut_out_calls()


def _shut_out_calls() -> bool:
    """Have the kernel refuse sockets and other programs, where it can."""
    machine = MACHINES.get(platform.machine())
    if machine is None or platform.system() != "Linux":
        return False
    lines = _lines(*machine)
    program = _Filter(len(lines), (_Line * len(lines))(*lines))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return bool(libc.prctl(SET_FILTER, FILTER_MODE, ctypes.byref(program), 0, 0) == 0)


def _lines(machine: int, calls: tuple[int, ...]) -> list[_Line]:
    """Refuse these calls, allow the others; another machine's calls end the process."""
    lines = [
        _Line(LOAD, 0, 0, MACHINE_AT),
        _Line(EQUAL, 1, 0, machine),
        _Line(ANSWER, 0, 0, KILL),
        _Line(LOAD, 0, 0, NUMBER_AT),
        _Line(AT_LEAST, len(calls) + 1, 0, OTHER_NUMBERS),
    ]
    left = range(len(calls), 0, -1)
    lines += [_Line(EQUAL, far, 0, call) for far, call in zip(left, calls, strict=True)]
    return [*lines, _Line(ANSWER, 0, 0, ALLOW), _Line(ANSWER, 0, 0, REFUSE)]
