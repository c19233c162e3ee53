"""The house keeps its own habits. Every checker is tried on bad samples too, so that green means something."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tests import habits

HERE = Path(__file__).resolve().parent.parent
# Where text goes into a page unescaped, each read by two people; the reason stands beside the code.
REVIEWED_UNESCAPED = {"tracker/public/dataset.py", "tracker/templatetags/grids.py"}
# The list of words to avoid has to name them.
NAMES_THE_BARRED_WORDS = {"tracker/data/terms.csv", "tracker/data/terms.json"}
PYTHON = ("scorecard/**/*.py", "tracker/**/*.py", "bench/**/*.py", "tools/**/*.py")
PAGES = ("templates/**/*.html", "templates/**/*.txt")
DATA = ("tracker/data/**/*.csv", "tracker/data/**/*.json")


def files(*patterns):
    """The project's files that match, by their path from its top; migrations are history, and stay as they are."""
    found = {file for pattern in patterns for file in HERE.glob(pattern) if file.parent.name != "migrations"}
    return {file.relative_to(HERE).as_posix(): file.read_text(encoding="utf-8") for file in sorted(found)}


def faults(checker, texts):
    """What the checker finds, under the path of each file."""
    found = {path: checker(text) for path, text in texts.items()}
    return {path: list(what) for path, what in found.items() if what}


BAD = [
    (habits.queries_in_view, "rows = Place.objects.all()"),
    (habits.queries_in_view, "def view(r):\n    return Report._default_manager.get()"),
    (habits.work_in_template, "{% for row in place.reports.all %}"),
    (habits.work_in_template, "{{ rows.count }}"),
    (habits.work_in_template, "{{ place.report_set }}"),
    (habits.work_in_template, "{% if rows.first %}"),
    (habits.work_in_template, "{{ a|add:b }}"),
    (habits.work_in_template, "{% widthratio a b 100 %}"),
    (habits.untrimmed_blocks, "{% blocktranslate %}a{% endblocktranslate %}"),
    (habits.untrimmed_blocks, "{% blocktranslate count n=rows %}a{% endblocktranslate %}"),
    (habits.inline_code, '<p style="color: red">'),
    (habits.inline_code, "<button onclick='go()'>"),
    (habits.inline_code, "<script>go()</script>"),
    (habits.inline_code, "<style>p {}</style>"),
    (habits.inline_code, '<a href="javascript:go()">'),
    (habits.physical_properties, "p { margin-left: 1rem }"),
    (habits.physical_properties, "p { color: red; left: 0 }"),
    (habits.physical_properties, "p {\n  text-align: right;\n}"),
    (habits.physical_properties, "p { border-top-left-radius: 1px }"),
    (habits.hasty_clicks, 'page.get_by_role("link", name="Start").click()'),
    (habits.unescaped, "{{ text|safe }}"),
    (habits.unescaped, "{% autoescape off %}"),
    (habits.unescaped, "return mark_safe(text)"),
    (habits.barred_words, "Illegal migration rose."),
    (habits.barred_words, "They are illegal\nimmigrants."),
    (habits.barred_words, "for legal migrants only"),
    (habits.barred_words, "the illegals"),
    (habits.unnamed_migration, "0007_auto_20261124_1200"),
    (habits.too_long, "x = 1\n" * 301),
    (habits.too_long, "def f():\n" + "    x = 1\n" * 46),
    (habits.left_open, "# TODO later"),
]
GOOD = [
    (habits.queries_in_view, "rows = scoreboard(today)\nobjects = objectives()"),
    (habits.work_in_template, "{% if forloop.first %}{{ row.counted }}{% endif %}{{ row.all_words }} a.all"),
    (habits.work_in_template, "{# rows.all #}{% if forloop.parentloop.last %}{% endif %}"),
    (habits.untrimmed_blocks, "{% blocktranslate trimmed count n=rows %}a{% endblocktranslate %}"),
    (habits.inline_code, '<script src="a.js" defer></script><p data-on="x" class="style">one = "two"</p>'),
    (habits.physical_properties, "/* left: 0 */ p { margin-inline-start: 1rem; text-align: start }"),
    (habits.hasty_clicks, 'click(page.get_by_role("link", name="Start"))'),
    (habits.unescaped, "{{ text }} is safe"),
    (
        habits.barred_words,
        "Irregular migration; legal identity; legal aid to migrants; illegal recruitment fees.",
    ),
    (habits.unnamed_migration, "0002_place_parent_stands_higher"),
    (habits.too_long, "x = 1\n" * 300),
    (habits.left_open, "to do"),
]


@pytest.mark.parametrize(("checker", "sample"), BAD)
def test_checker_finds_a_bad_sample(checker, sample):
    assert len(checker(sample)) == 1


@pytest.mark.parametrize(("checker", "sample"), GOOD)
def test_checker_passes_a_good_sample(checker, sample):
    assert checker(sample) == []


@pytest.mark.parametrize(
    ("checker", "patterns"),
    [
        (habits.queries_in_view, ["tracker/public/**/*.py", "tracker/workspace/**/*.py"]),
        (habits.work_in_template, PAGES),
        (habits.untrimmed_blocks, PAGES),
        (habits.inline_code, PAGES),
        (habits.physical_properties, ["static/**/*.css"]),
        (habits.hasty_clicks, ["tests/**/test_*_browser.py", "tests/workspace/way_*.py"]),
        (habits.too_long, PYTHON),
        (habits.left_open, [*PYTHON, *PAGES, "static/**/*.css", "run", "test"]),
    ],
)
def test_every_file_keeps_the_habit(checker, patterns):
    texts = files(*patterns)

    found = faults(checker, texts)

    assert texts
    assert found == {}


def test_text_is_escaped_but_where_it_was_reviewed():
    texts = files(*PAGES, *PYTHON)

    found = faults(habits.unescaped, texts)

    assert set(found) == REVIEWED_UNESCAPED


def test_migration_is_called_regular_or_irregular():
    texts = files(*PAGES, *PYTHON, *DATA, "docs/**/*.md", "locale/**/*.po", "*.md")

    found = faults(habits.barred_words, texts)

    assert set(found) - NAMES_THE_BARRED_WORDS == set()


def test_migrations_have_names_and_numbers_of_their_own():
    names = [file.stem for file in sorted((HERE / "tracker/migrations").glob("[0-9]*.py"))]

    unnamed = [name for name in names if habits.unnamed_migration(name)]

    assert unnamed == []
    assert [name[:4] for name in names] == [f"{number:04}" for number in range(1, len(names) + 1)]


def test_workflow_page_is_what_the_code_draws():
    drawn = StringIO()

    call_command("draw_workflow", stdout=drawn)

    assert (HERE / "docs/workflow.md").read_text(encoding="utf-8") == drawn.getvalue()


@pytest.mark.parametrize("listed", ["requirements.in", "requirements-dev.in"])
def test_every_direct_dependency_has_its_reason(listed):
    page = (HERE / "docs/dependencies.md").read_text(encoding="utf-8")
    named = habits.direct_dependencies((HERE / listed).read_text(encoding="utf-8"))

    without = [name for name in named if f"| {name} |" not in page]

    assert len(named) >= 5
    assert without == []


def test_dependencies_are_read_without_extras_bounds_and_options():
    text = "-r other.in\ndjango>=5.2,<5.3\ncelery[redis]\n# a comment\ngunicorn  # serves\n"

    assert habits.direct_dependencies(text) == ["django", "celery", "gunicorn"]


def test_pins_of_the_tests_hold_all_of_the_products():
    product = habits.pins((HERE / "requirements.txt").read_text(encoding="utf-8"))
    everything = habits.pins((HERE / "requirements-dev.txt").read_text(encoding="utf-8"))

    different = {name: version for name, version in product.items() if everything.get(name) != version}

    assert "django" in product
    assert different == {}
