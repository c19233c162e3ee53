from tests.cast import make_source
from tests.public.world import words_of


def test_sources_read_and_not_read_stand_apart(client, db):
    make_source("a", opened=True, url="https://www.example.org/a")
    make_source("b")

    html = client.get("/sources/").content.decode()
    words = words_of(html)

    assert "1 source we read ourselves Read by us Source Where Source a a example.org" in words
    assert "1 source we did not read They are named because something here leads back to them." in words
    assert "Not read by us Source Where Source b b no public address" in words
    assert '<a href="https://www.example.org/a" rel="external noopener">Source a</a>' in html
    assert "<cite>Source b</cite>" in html


def test_page_without_sources_says_so(client, db):
    assert "No source is loaded on this installation yet." in client.get("/sources/").content.decode()
