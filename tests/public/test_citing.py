"""How an edition or a page is cited: whatever its title holds, a program reads one record."""

import re
from datetime import date
from html import unescape

import pytest

from tests.clock import Clock
from tracker.public.citing import Citation, bibtex, cited, of_edition, ris
from tracker.selectors.edition_refs import EditionRef


@pytest.fixture(autouse=True)
def site_url(settings):
    settings.SITE_URL = "https://scorecard.example"


def edition(title="Review Forum 2026"):
    return of_edition(
        EditionRef(
            slug="imrf-2026",
            title=title,
            round="Review Forum",
            note="",
            as_of=date(2026, 5, 31),
            frozen_on=date(2026, 6, 2),
            method_version=1,
            marks=2,
            size=3,
            digest="0123456789abcdef" * 4,
            version="0123456789ab",
            replaces=None,
            replaced_by=None,
        )
    )


def test_sentence_names_everything_and_the_day_of_reading():
    assert cited(edition(), today=date(2026, 11, 25)) == (
        "GCM Scorecard (2026): Review Forum 2026. Marks as of 31 May 2026, version 0123456789ab. "
        "https://scorecard.example/editions/imrf-2026/ (read on 25 November 2026)"
    )


def test_bibtex_is_one_entry():
    assert bibtex(edition()) == (
        "@misc{gcm-scorecard-imrf-2026,\n"
        "  author = {{GCM Scorecard}},\n"
        "  title = {{Review Forum 2026}},\n"
        "  year = {2026},\n"
        "  month = {6},\n"
        "  version = {0123456789ab},\n"
        "  note = {Marks as of 2026-05-31},\n"
        "  url = {https://scorecard.example/editions/imrf-2026/},\n"
        "}\n"
    )


def test_ris_is_one_record():
    assert ris(edition()).split("\r\n") == [
        "TY  - DATA",
        "AU  - GCM Scorecard",
        "TI  - Review Forum 2026",
        "PY  - 2026",
        "DA  - 2026/06/02",
        "ET  - 0123456789ab",
        "N1  - Marks as of 2026-05-31",
        "PB  - GCM Scorecard",
        "UR  - https://scorecard.example/editions/imrf-2026/",
        "ID  - gcm-scorecard-imrf-2026",
        "ER  - ",
        "",
    ]


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("A } closing", r"A \textbraceright{} closing"),
        ("{", r"\textbraceleft{}"),
        ('The "Forum"', r"The \textquotedbl{}Forum\textquotedbl{}"),
        ("A\\B", r"A\textbackslash{}B"),
        ("50 % & more_or $5 #1 ~x^2", r"50 \% \& more\_or \$5 \#1 \textasciitilde{}x\textasciicircum{}2"),
        ("Two\nlines\r\nand\u2028three", "Two lines and three"),
        ("منتدى المراجعة 审查论坛", "منتدى المراجعة 审查论坛"),
    ],
)
def test_title_stays_inside_its_field_of_bibtex(title, written):
    text = bibtex(edition(title))

    assert f"  title = {{{{{written}}}}},\n" in text
    assert text.count("{") == text.count("}")
    assert text.count("\n") == 9


@pytest.mark.parametrize("title", ["Two\r\nER  - \r\nTY  - BOOK", "a\u2028b", "a\x0bb", "a\x85b", "منتدى"])
def test_title_stays_on_its_line_of_ris(title):
    lines = ris(edition(title)).splitlines()

    assert len(lines) == 11
    assert [line[:6] for line in lines] == [
        f"{tag}  - " for tag in ("TY", "AU", "TI", "PY", "DA", "ET", "N1", "PB", "UR", "ID", "ER")
    ]


def test_sentence_stays_on_one_line():
    assert "\n" not in cited(edition("Two\nlines"), today=date(2026, 11, 25))


def page_cited(**more):
    found = Citation(address="https://scorecard.example/heatmap/?area=1", today=date(2026, 11, 26), **more)
    return found.written("Heat map: &quot;Area&quot; · GCM Scorecard")


def test_page_is_cited_by_an_address_that_keeps_its_day():
    found = page_cited(as_of=date(2024, 1, 31))

    assert found.sentence == (
        'GCM Scorecard (2024): Heat map: "Area". Marks as of 31 January 2024. '
        "https://scorecard.example/heatmap/?area=1&as_of=2024-01-31 (read on 26 November 2026)"
    )
    assert found.bibtex == (
        "@misc{gcm-scorecard-heatmap-area-1-2024-01-31,\n"
        "  author = {{GCM Scorecard}},\n"
        "  title = {{Heat map: \\textquotedbl{}Area\\textquotedbl{}}},\n"
        "  year = {2024},\n"
        "  month = {1},\n"
        "  note = {Marks as of 2024-01-31},\n"
        "  url = {https://scorecard.example/heatmap/?area=1&as_of=2024-01-31},\n"
        "  urldate = {2026-11-26},\n"
        "}\n"
    )
    assert found.ris.split("\r\n") == [
        "TY  - ELEC",
        "AU  - GCM Scorecard",
        'TI  - Heat map: "Area"',
        "PY  - 2024",
        "DA  - 2024/01/31",
        "N1  - Marks as of 2024-01-31",
        "PB  - GCM Scorecard",
        "UR  - https://scorecard.example/heatmap/?area=1&as_of=2024-01-31",
        "Y2  - 2026/11/26",
        "ID  - gcm-scorecard-heatmap-area-1-2024-01-31",
        "ER  - ",
        "",
    ]


def test_page_without_a_past_is_cited_by_the_day_of_reading():
    assert page_cited().sentence == (
        'GCM Scorecard (2026): Heat map: "Area". https://scorecard.example/heatmap/?area=1 (read on 26 November 2026)'
    )


@pytest.mark.django_db
def test_page_says_how_to_cite_exactly_that_view(client, cast, monkeypatch):
    Clock(monkeypatch, date(2026, 11, 26))
    day = "2024-01-31"
    wanted = {
        "/": "GCM Scorecard: what became of the Global Compact for Migration. Marks as of 26 November 2026. "
        "https://scorecard.example/?as_of=2026-11-26",
        f"/places/arcadia/?as_of={day}": "Arcadia. Marks as of 31 January 2024. "
        f"https://scorecard.example/places/arcadia/?as_of={day}",
        "/heatmap/?area=&horizon=5": "Heat map: by 2023. Marks as of 26 November 2026. "
        "https://scorecard.example/heatmap/?horizon=5&as_of=2026-11-26",
        "/method/": "How marks come about. https://scorecard.example/method/",
        "/search/?q=arcadia": "Search: arcadia. https://scorecard.example/search/?q=arcadia",
    }

    for address, said in wanted.items():
        html = client.get(address).content.decode()
        cite = unescape(re.search(r'<details class="more cite">(.*?)</details>', html, re.DOTALL)[1])
        assert said in cite, address
        assert (cite.count("TY  - ELEC"), cite.count("@misc{")) == (1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/heatmap/?horizon=7", "/places/nowhere/", "/changes/subscribe/?place=arcadia"]
)
def test_what_is_no_view_is_not_cited(client, cast, address):
    assert "more cite" not in client.get(address).content.decode()
