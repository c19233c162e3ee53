"""What browsers ask for without being told to."""

from django.test import Client


def test_browser_that_asks_for_an_icon_gets_one(db):
    answer = Client().get("/favicon.ico")

    content = b"".join(answer.streaming_content)
    assert (answer.status_code, content[:4]) == (200, b"\x00\x00\x01\x00")
    assert len(content) < 2_000
