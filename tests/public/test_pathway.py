import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tracker.public.pathway import Coming, Course, Goal, Point, Reported, decimal_year, pathway
from tracker.public.pathway.band import STROKES
from tracker.public.pathway.labels import GAP, LETTER, NARROW, Box, Wish, place_labels
from tracker.public.pathway.parts import FLOOR, HEIGHT, TOP, Label, Pathway, Row, Segment, Upright
from tracker.public.pathway.scale import END, START, Scale, scale_of, value_ticks

TRAFFICKED = Course(
    title="Persons identified as trafficked",
    unit="persons",
    today=2026.5,
    baseline=Point(year=2018, value=85613),
    goal=Goal(year=2023, value=Fraction(342452, 10), word="at most 34 245.2"),
    readings=(
        Reported(year=2023, value=133943, href="/reports/b/"),
        Reported(year=2020, value=101400, href="/reports/a/"),
    ),
)


def px(text: str) -> float:
    return float(text)


def percent(text: str) -> float:
    return float(text.rstrip("%"))


def shapes_of(chart: Pathway) -> list[tuple[float, float]]:
    """Every drawn spot: per cent across, pixels down."""
    ends = [*chart.path, *chart.reported, *chart.ahead, *chart.edges, *chart.strokes]
    spots = [(one.x1, one.y1) for one in ends] + [(one.x2, one.y2) for one in ends]
    spots += [(dot.x, dot.y) for dot in chart.dots]
    return [(percent(x), px(y)) for x, y in spots]


def box_of(label: Label) -> Box:
    """The room a label takes on a phone."""
    width = 100 * (GAP + LETTER * len(label.text)) / NARROW
    x, y = percent(label.x), px(label.y)
    left, right = (x, x + width) if label.anchor == "start" else (x - width, x)
    return Box(left, right, y - 12, y + 3)


def test_the_figures_of_the_table_are_those_of_the_picture_by_time():
    assert pathway(TRAFFICKED).rows == (
        Row("2018", "Baseline", "85\u202f613"),
        Row("2020", "Reported", "101\u202f400", "/reports/a/"),
        Row("2023", "Reported", "133\u202f943", "/reports/b/"),
        Row("2023", "Goal", "at most 34 245.2"),
    )


def test_time_runs_from_the_baseline_to_the_last_of_due_reading_and_today():
    assert scale_of(TRAFFICKED.way, [2023, 2026.5]) == Scale(2018, 2026.5, 0, 100_000)
    chart = pathway(TRAFFICKED)

    assert chart.uprights == (
        Upright("due", "64.06%", 2, "due", "end", -5),
        Upright("today", f"{END:.2f}%", 18, "today", "end", -5),
    )
    assert percent(chart.dots[0].x) == START


def test_a_target_due_later_ends_the_picture_at_its_due_date():
    chart = pathway(Course(title="", unit="", today=2026, due=2030, baseline=Point(year=2018, value=1)))

    assert [(line.name, line.x) for line in chart.uprights] == [("due", "97.00%"), ("today", "70.33%")]


def test_the_reported_line_goes_up_when_the_figure_does_and_the_way_down():
    chart = pathway(TRAFFICKED)

    assert [px(one.y2) < px(one.y1) for one in chart.reported] == [True, True]
    assert [px(one.y2) > px(one.y1) for one in chart.path] == [True]
    assert chart.path[0].x1 == chart.reported[0].x1


def test_the_way_passes_through_the_steps():
    course = Course(
        title="",
        unit="%",
        today=2024,
        baseline=Point(year=2018, value=0),
        goal=Goal(year=2030, value=100, word="at least 100"),
        steps=(Point(year=2023, value=75), Point(year=2020, value=25)),
    )
    chart = pathway(course)

    assert [percent(one.x2) for one in chart.path] == [30.33, 50.33, 97.0]
    assert [(dot.name, dot.text) for dot in chart.dots] == [
        ("step", "2023: 75"),
        ("step", "2020: 25"),
        ("baseline", "2018: 0"),
        ("goal", "2030: 100"),
    ]


def test_without_a_goal_the_way_is_level_at_the_baseline():
    course = Course(
        title="",
        unit="persons",
        today=2026,
        due=2030,
        baseline=Point(year=2018, value=72556807),
        readings=(Reported(year=2025, value=119254738),),
    )
    chart = pathway(course)

    assert chart.path == (Segment("17.00%", chart.path[0].y1, "97.00%", chart.path[0].y1),)
    assert [one.name for one in chart.labels] == ["latest", "baseline"]
    assert chart.unit == "persons, in millions"
    assert chart.unit_of_table == "persons"
    assert [tick.text for tick in chart.values] == ["60", "80", "100", "120"]


def test_a_reading_left_out_is_shown_and_not_joined():
    course = Course(
        title="",
        unit="",
        today=2024,
        readings=(
            Reported(year=2019, value=10),
            Reported(year=2020, value=90, left_out=True),
            Reported(year=2021, value=20),
        ),
    )
    chart = pathway(course)

    assert [dot.name for dot in chart.dots] == ["reading", "left-out", "reading"]
    assert (len(chart.reported), chart.has_left_out) == (1, True)
    assert [row.what for row in chart.rows] == ["Reported", "Reported, left out of the mark", "Reported"]


def test_nothing_to_draw_is_an_empty_table_and_no_picture():
    chart = pathway(Course(title="Nothing", unit="persons", today=2026, due=2020))

    assert chart == Pathway(key="pathway", title="Nothing", unit="persons", unit_of_table="persons", rows=())


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        ([85613, 34245, 133943], 0, 150000),
        ([72, 119], 60, 120),
        ([62, 100], 60, 100),
        ([-3, 2], -4, 2),
        ([-80, -10], -80, 0),
        ([0], 0, 1),
        ([50], 30, 70),
        ([Decimal("0.001"), Decimal("0.004")], 0, 0.004),
    ],
)
def test_the_scale_has_round_ends_that_hold_every_value(values, low, high):
    points = [Point(year=2018 + index, value=value) for index, value in enumerate(values)]
    scale = scale_of(points, [2026])

    assert (round(scale.low, 9), round(scale.high, 9)) == (low, high)


def test_figures_of_the_scale_are_round_and_zero_is_marked():
    ticks = value_ticks(Scale(2018, 2024, -4, 2))

    assert [(tick.text, tick.is_zero) for tick in ticks] == [
        ("−4", False),
        ("−2", False),
        ("0", True),
        ("2", False),
    ]


def test_a_decimal_year_begins_on_the_first_of_january():
    days = [(2023, 1, 1), (2023, 12, 31), (2024, 7, 2)]

    assert [round(decimal_year(date(*day)), 3) for day in days] == [
        2023.0,
        2023.997,
        2024.5,
    ]


def test_two_labels_at_one_point_stand_apart():
    first, second = place_labels(
        [Wish("latest", 50, 150, "100", below=False), Wish("goal", 50, 150, "99", below=False)]
    )

    assert not box_of(first).touches(box_of(second))


def test_a_label_without_a_free_spot_is_left_to_the_table():
    full = [Box(0, 100, 0, HEIGHT)]

    assert place_labels([Wish("latest", 50, 150, "100", below=False)], full) == ()
    assert len(place_labels([Wish("latest", 50, 150, "100", below=False)])) == 1


TO_COME = Course(
    title="",
    unit="%",
    today=2022,
    baseline=Point(year=2018, value=40),
    goal=Goal(year=2023, value=60, word="at least 60"),
    readings=(Reported(year=2020, value=45), Reported(year=2021, value=50)),
    ahead=(
        Coming(year=2021, value=50, low=Fraction(48), high=Fraction(52)),
        Coming(year=2022, value=53, low=Fraction(50), high=Fraction(56)),
        Coming(year=2023, value=56, low=Fraction(51), high=Fraction(61)),
    ),
)


def test_what_is_projected_is_a_line_with_strokes_between_two_edges():
    chart = pathway(TO_COME)

    assert [(one.x1, one.x2) for one in chart.ahead] == [("65.00%", "81.00%"), ("81.00%", "97.00%")]
    assert len(chart.edges) == 4
    assert [one.x1 == one.x2 for one in chart.strokes] == [True] * (STROKES + 1)
    heights = [px(one.y1) - px(one.y2) for one in chart.strokes]
    assert heights == sorted(heights)
    assert (chart.strokes[-1].x1, chart.ahead[-1].y2) == ("97.00%", f"{scale_of_chart(chart).down(56):.1f}")


def scale_of_chart(chart):
    """The scale of a picture from 2018 to 2023, by its highest and lowest lines."""
    low, high = (Decimal(chart.values[place].text) for place in (0, -1))
    return Scale(2018, 2023, float(low), float(high))


def test_what_is_projected_stands_in_the_table_too():
    rows = pathway(TO_COME).rows

    assert rows[-2:] == (
        Row("2023", "Projected, if it goes on at this pace", "56"),
        Row("2023", "Range of the projection, four cases of five", "51 to 61"),
    )


def test_nothing_projected_leaves_no_trace():
    chart = pathway(replace(TO_COME, ahead=()))

    assert (chart.ahead, chart.edges, chart.strokes) == ((), (), ())
    assert not [row for row in chart.rows if "roject" in row.what]


def test_a_range_of_any_width_flattens_nothing():
    wide = replace(TO_COME.ahead[-1], low=Fraction(-(10**9)), high=Fraction(10**9))
    chart = pathway(replace(TO_COME, ahead=(*TO_COME.ahead[:-1], wide)))

    assert [(tick.text) for tick in (chart.values[0], chart.values[-1])] == ["0", "80"]


numbers_shown = st.one_of(
    st.decimals(-(10**9), 10**9, places=3),
    st.integers(-(10**9), 10**9),
    st.sampled_from([Decimal(0), 0, 100]),
)
years_shown = st.floats(2015, 2035, allow_nan=False)
points = st.builds(Point, year=st.just(2018.0), value=numbers_shown)
goals = st.builds(
    Goal, year=st.sampled_from([2020.0, 2023.0, 2030.0]), value=numbers_shown, word=st.just("at least 1")
)
courses = st.builds(
    Course,
    title=st.just("Title"),
    unit=st.just("persons"),
    today=years_shown,
    baseline=st.none() | points,
    goal=st.none() | goals,
    due=st.none() | st.sampled_from([2020.0, 2030.0]),
    steps=st.lists(st.builds(Point, year=years_shown, value=numbers_shown), max_size=3).map(tuple),
    readings=st.lists(
        st.builds(Reported, year=years_shown, value=numbers_shown, left_out=st.booleans()), max_size=8
    ).map(tuple),
    ahead=st.one_of(
        st.just(()),
        st.tuples(numbers_shown, numbers_shown, numbers_shown).map(
            lambda found: tuple(
                Coming(year=year, value=sorted(found)[1], low=min(found), high=max(found))
                for year in (2021.5, 2022.0, 2030.0)
            )
        ),
    ),
)


@given(courses)
def test_whatever_is_drawn_lies_within_the_plot_and_its_words_within_the_picture(course):
    chart = pathway(course)

    for x, y in shapes_of(chart):
        assert START <= x <= END
        assert TOP - 0.1 <= y <= FLOOR + 0.1
    boxes = [box_of(label) for label in chart.labels]
    assert all(
        box.left >= -0.01 and box.right <= 100.01 and box.top > 0 and box.bottom <= HEIGHT for box in boxes
    )
    assert not any(one.touches(other) for index, one in enumerate(boxes) for other in boxes[:index])


@given(courses)
def test_the_scale_of_any_course_has_a_few_figures_that_fit_on_a_phone(course):
    chart = pathway(course)

    assert chart.drawn == bool(course.way or course.readings)
    if chart.drawn:
        assert 2 <= len(chart.values) <= 8
        assert all(TOP - 0.1 <= px(tick.y) <= FLOOR + 0.1 for tick in chart.values)
        assert 1 <= len(chart.years) <= 6
        assert max(len(tick.text) for tick in chart.values) <= 9


def test_the_page_shows_the_picture_with_its_title_and_the_same_in_a_table():
    html = render_to_string("_parts/pathway.html", {"chart": pathway(TRAFFICKED)})

    assert '<title id="pathway-title">Persons identified as trafficked</title>' in html
    assert re.findall(r'<td class="num">(.*?)</td>', html) == [
        "85\u202f613",
        "101\u202f400",
        "133\u202f943",
        "at most 34 245.2",
    ]
    assert '<a href="/reports/a/">Reported</a>' in html
    assert " style=" not in html


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_places_in_the_picture_are_written_alike_in_every_language(language):
    with translation.override(language):
        html = render_to_string("_parts/pathway.html", {"chart": pathway(TRAFFICKED)})

    places = re.findall(r' (?:x|y|x1|x2|y1|y2|cx|cy|r|dx|height)="([^"]*)"', html)
    assert len(places) > 50
    assert [one for one in places if not re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?%?", one)] == []


def test_the_page_of_a_target_without_figures_has_the_table_only():
    html = render_to_string("_parts/pathway.html", {"chart": pathway(Course(title="x", unit="", today=2026))})

    assert ("<svg" in html, "<table" in html) == (False, True)
