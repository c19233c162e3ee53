"""How an edition is cited: whatever its title holds, a program that reads the reference reads one record."""

from datetime import date

import pytest

from tracker.public.citing import bibtex, cited, ris
from tracker.selectors.edition_refs import EditionRef


@pytest.fixture(autouse=True)
def site_url(settings):
    settings.SITE_URL = "https://scorecard.example"


def edition(title="Review Forum 2026"):
    return EditionRef(
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
