"""A load generator of one thread: so many connections kept open, each asking again as soon as it was answered.

It does as little as it can, so that the server and not the client is measured; both sides of a ratio get the same.
"""

import selectors
import socket
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from time import perf_counter

CONNECTIONS = 8
PATIENCE = 30
HEAD_END = b"\r\n\r\n"


class WrongAnswer(Exception):
    """The server answered something else than the page that was to be measured."""


def request(path: str, headers: Mapping[str, str] | None = None) -> bytes:
    """A GET as a browser sends it."""
    lines = {"Host": "127.0.0.1", "Accept-Encoding": "gzip", **(headers or {})}
    return "\r\n".join(
        [f"GET {path} HTTP/1.1", *(f"{name}: {said}" for name, said in lines.items()), "", ""]
    ).encode()


@dataclass
class Answered:
    """An answer as far as it has come."""

    content: bytes = b""

    @property
    def is_whole(self) -> bool:
        """Whether all of it is there."""
        head, found, body = self.content.partition(HEAD_END)
        if not found:
            return False
        if self.status == 304:
            return True
        length = _header(head, b"content-length")
        return len(body) >= int(length) if length else body.endswith(b"0\r\n\r\n")

    @property
    def status(self) -> int:
        """Its number."""
        return int(self.content[9:12])

    @property
    def body(self) -> bytes:
        """What comes after the headers."""
        return self.content.partition(HEAD_END)[2]

    def header(self, name: str) -> str:
        """A header, or nothing."""
        return _header(self.content.partition(HEAD_END)[0], name.lower().encode()).decode()


def _header(head: bytes, name: bytes) -> bytes:
    for line in head.split(b"\r\n")[1:]:
        said, _, value = line.partition(b":")
        if said.lower() == name:
            return value.strip()
    return b""


def ask(connection: socket.socket, asked: bytes) -> Answered:
    """One answer over a connection that stays open."""
    connection.sendall(asked)
    answered = Answered()
    while not answered.is_whole:
        more = connection.recv(1 << 16)
        if not more:
            raise WrongAnswer("the connection was closed before the answer was whole")
        answered.content += more
    return answered


@contextmanager
def connected(port: int) -> Iterator[socket.socket]:
    """A connection to a server on this machine."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        yield connection


def ask_once(port: int, asked: bytes) -> Answered:
    """One answer over a connection of its own."""
    with connected(port) as connection:
        return ask(connection, asked)


def per_second(
    port: int, asked: bytes, *, expected: int, seconds: float, connections: int = CONNECTIONS
) -> float:
    """How many whole answers come in a second. Raises WrongAnswer for any that is not the expected one."""
    with ExitStack() as stack, selectors.DefaultSelector() as waiting:
        for _ in range(connections):
            connection = stack.enter_context(connected(port))
            waiting.register(connection, selectors.EVENT_READ, Answered())
            connection.sendall(asked)
        began = perf_counter()
        answers = 0
        while perf_counter() - began < seconds:
            for key, _ in waiting.select(timeout=PATIENCE):
                answers += _answered(key, asked, expected=expected)
        return answers / (perf_counter() - began)


def _answered(key: selectors.SelectorKey, asked: bytes, *, expected: int) -> int:
    """Take what has come; a whole answer counts, and the next is asked for."""
    connection, answered = key.fileobj, key.data
    if not isinstance(connection, socket.socket):
        raise TypeError(connection)
    more = connection.recv(1 << 16)
    answered.content += more
    if not answered.is_whole:
        if not more:
            raise WrongAnswer("the connection was closed before the answer was whole")
        return 0
    if answered.status != expected:
        raise WrongAnswer(f"{answered.status}, not {expected}: {asked.split(HEAD_END)[0].decode()}")
    answered.content = b""
    connection.sendall(asked)
    return 1
