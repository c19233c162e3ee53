import re
from fractions import Fraction

import pytest
from django.template import engines
from django.utils import translation

from tracker.enums import MARK_LABELS
from tracker.scoring import Mark
from tracker.templatetags.parts import Segment, segments

COUNTS = [
    ("no_evidence", 15),
    ("met", 6),
    ("in_part", 9),
    ("not_met", 8),
    ("backwards", 2),
    ("not_applicable", 0),
]


def written(source: str, **values: object) -> str:
    html = engines["django"].from_string("{% load parts %}" + source).render(values)
    return re.sub(r">\s+<", "><", html).strip()


def words_of(html: str) -> str:
    """The text of a piece of a page, as a reader without styles meets it."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_bar_is_laid_out_in_the_order_of_the_marks():
    assert segments([("no_evidence", 30), ("met", 10)]) == (
        Segment(Mark.MET, MARK_LABELS[Mark.MET], 10, "0.000%", "25.000%", shown=True),
        Segment(Mark.NO_EVIDENCE, MARK_LABELS[Mark.NO_EVIDENCE], 30, "25.000%", "75.000%", shown=True),
    )


def test_the_bar_of_a_page_from_right_to_left_begins_at_the_right():
    assert [(one.mark, one.start) for one in segments([("no_evidence", 30), ("met", 10)], mirrored=True)] == [
        (Mark.MET, "75.000%"),
        (Mark.NO_EVIDENCE, "0.000%"),
    ]


def test_the_bar_is_filled_whole():
    widths = [Fraction(one.width.rstrip("%")) for one in segments(COUNTS)]

    assert abs(sum(widths) - 100) < Fraction(1, 100)


def test_a_number_without_room_is_left_to_the_words_below():
    shown = {one.mark: one.shown for one in segments([("met", 1), ("in_part", 5), ("no_evidence", 94)])}

    assert shown == {Mark.MET: False, Mark.IN_PART: True, Mark.NO_EVIDENCE: True}


def test_every_count_stands_in_words_beside_the_picture():
    picture, words = written("{% counts_bar counts %}", counts=COUNTS).split("<ul>")

    assert 'aria-hidden="true"' in picture
    assert words_of("<ul>" + words) == ("6 Met 9 Met in part 8 Not met 2 Moving backwards 15 No evidence")


def test_only_what_is_not_known_is_hatched():
    html = written("{% counts_bar counts %}", counts=COUNTS)

    assert re.findall(r'class="m-(\w+)" x=[^>]+><rect class="tint"[^>]*fill="url\(#hatch\)"', html) == [
        "no_evidence"
    ]


@pytest.mark.parametrize("counts", [[], [("met", 0)]])
def test_nothing_counted_is_said_and_not_drawn(counts):
    assert words_of(written("{% counts_bar counts %}", counts=counts)) == "Nothing is counted here yet."


def test_the_bar_follows_the_language():
    with translation.override("ar"):
        html = written("{% counts_bar counts %}", counts=[("met", 1), ("no_evidence", 3)])

    assert re.findall(r'<svg class="m-\w+" x="([\d.]+%)"', html) == ["75.000%", "0.000%"]


def test_breadcrumbs_are_links_and_end_with_the_page_itself():
    html = written('{% breadcrumbs "Places" "/places/" "Aldora" "/places/XA/" "Guardians" %}')

    assert re.findall(r"<li.*?</li>", html) == [
        '<li><a href="/places/">Places</a></li>',
        '<li><a href="/places/XA/">Aldora</a></li>',
        '<li aria-current="page">Guardians</li>',
    ]


def test_breadcrumbs_may_leave_the_page_out():
    html = written('{% breadcrumbs "Places" "/places/" %}')

    assert re.findall(r"<li.*?</li>", html) == ['<li><a href="/places/">Places</a></li>']


@pytest.mark.parametrize("mark", list(Mark))
def test_every_mark_is_a_drawn_shape_and_a_word(mark):
    html = written('{% include "_parts/mark.html" %}', mark=mark)

    assert words_of(html) == str(MARK_LABELS[mark])
    assert f'<use href="#m-{mark}"/>' in html
    assert f'<symbol id="m-{mark}"' in written('{% include "_parts/sprite.html" %}')


def test_a_mark_may_have_another_word_and_a_link():
    html = written('{% include "_parts/mark.html" with word="Missed" href="/why/" %}', mark=Mark.NOT_MET)

    assert html.startswith('<a class="mark m-not_met" href="/why/">')
    assert words_of(html) == "Missed"


def test_evidence_opens_outside_and_cannot_inject():
    rows = [
        {
            "title": "<b>Report</b>",
            "url": "https://example.org/a?b=1&c=2",
            "quotation": "So it is.",
            "page": "7",
        }
    ]

    html = written('{% include "_parts/evidence.html" %}', evidence=rows)

    assert (
        '<a href="https://example.org/a?b=1&amp;c=2" rel="external noopener">&lt;b&gt;Report&lt;/b&gt;</a>'
        in html
    )
    assert words_of(html) == "&lt;b&gt;Report&lt;/b&gt; page or section 7 So it is."


def test_evidence_without_an_address_is_a_title_and_none_is_said():
    without = written('{% include "_parts/evidence.html" %}', evidence=[{"title": "Letter"}])

    assert (without.count("<a "), words_of(without)) == (0, "Letter")
    assert (
        words_of(written('{% include "_parts/evidence.html" %}', evidence=[])) == "No evidence is attached."
    )


@pytest.mark.parametrize("at", ["", "?as_of=2023-12-31"])
def test_address_keeps_the_date_of_the_page_it_stands_on(at):
    source = "{% dated_url 'public:place' 'ken' %} {% dated_url 'public:home' as home %}{{ home }}"

    assert written(source, at=at) == f"/places/ken/{at} /{at}"
    assert written(source) == "/places/ken/ /"
