"""What the load generator takes for a whole answer, and how a worker's memory and a page's files are read."""

import os
import socket
import threading

import pytest

from bench.speed.goals.memory import LIBRARIES, pss
from bench.speed.goals.weights import IN_STYLE, LOADED
from bench.speed.load import Answered, WrongAnswer, per_second, request
from bench.speed.people import replaced
from bench.speed.sockets import worker_of

OK = b'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nETag: "seven"\r\n\r\nHello'


@pytest.mark.parametrize(
    ("content", "whole"),
    [
        (OK, True),
        (OK[:-1], False),
        (OK[:30], False),
        (b"", False),
        (b"HTTP/1.1 304 Not Modified\r\nETag: 7\r\n\r\n", True),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nHello\r\n", False),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nHello\r\n0\r\n\r\n", True),
    ],
)
def test_answer_is_whole_when_all_of_it_is_there(content, whole):
    assert Answered(content).is_whole is whole


def test_answer_tells_its_number_its_headers_and_its_body():
    answered = Answered(OK)

    assert (answered.status, answered.header("etag"), answered.body) == (200, '"seven"', b"Hello")
    assert answered.header("Set-Cookie") == ""


def test_request_is_what_a_browser_sends():
    assert request("/a/", {"If-None-Match": "7"}) == (
        b"GET /a/ HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\nIf-None-Match: 7\r\n\r\n"
    )


def test_another_answer_than_the_one_to_be_measured_stops_the_bench():
    with socket.create_server(("127.0.0.1", 0)) as server:
        answering = threading.Thread(target=answer_once, args=[server, OK.replace(b"200 OK", b"500 No")])
        answering.start()
        with pytest.raises(WrongAnswer, match="500, not 200"):
            per_second(server.getsockname()[1], request("/"), expected=200, seconds=5, connections=1)
        answering.join()


def answer_once(server, content):
    connection, _ = server.accept()
    with connection:
        connection.recv(1_000)
        connection.sendall(content)


def test_process_at_the_other_end_of_a_connection_is_found():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as connection,
        server.accept()[0],
    ):
        found = worker_of(connection, [os.getppid(), os.getpid()])
        nobody = worker_of(connection, [os.getppid()])

    assert (found, nobody) == (os.getpid(), None)


def test_memory_is_the_proportional_share():
    assert pss("55d0-7ffc ---p [rollup]\nRss:   80000 kB\nPss:   58400 kB\nPss_Dirty: 1 kB\n") == 58_400


def test_data_frame_library_is_found_by_its_files():
    maps = "7f00 r-xp /site-packages/numpy/core/_multi.so\n7f01 r-xp /site-packages/numpydoc/a.so\n"

    assert LIBRARIES.findall(maps) == ["numpy"]


def test_files_of_a_page_and_of_its_style_are_found():
    page = b'<link rel="icon" href="/static/favicon.svg"><a href="/static-page/"></a><script src="/static/a.js?1">'

    assert LOADED.findall(page) == [b"favicon.svg", b"a.js"]
    assert IN_STYLE.findall('src: url("../fonts/a.woff2") format("woff2")') == ["../fonts/a.woff2"]


def test_function_that_the_product_no_longer_has_stops_the_bench():
    with pytest.raises(LookupError, match="no_such_function"), replaced(socket, "no_such_function", print):
        pass
