"""P3: a page that nobody asked for yet, against a page of as many bytes from one query and joined strings."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from html import escape

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.test import RequestFactory
from django.urls import ResolverMatch, resolve

from bench.speed.ground import Ground
from bench.speed.people import level_targets, ready
from bench.speed.ratios import Finding, Goal, alternating, seconds_of
from tracker.models.places import name_of
from tracker.selectors.heat_map import heat_map

PLACES = Goal(number="P3", what="cold list of all places against a floor page of as many bytes", at_most=1.5)
STATES = Goal(number="P3", what="cold page of a commitment with all States against the same", at_most=1.5)
FIRST = Goal(number="P3", what="cold first page against the same", at_most=1.5)
HEAT_MAP = Goal(number="P3", what="cold heat map of all States against the same", at_most=1.5)
NESTED = Goal(number="P3", what="cold heat map against a template with nested loops", at_least=8)
TIMES = 5
LOOPS = """{% load parts numbers %}<table>{% for group in page.groups %}<tbody>{% for row in group.rows %}
<tr><th scope="row"><a href="{% url 'public:place' row.place.code %}">{{ row.name }}</a></th>
{% for told in row.cells %}<td>{% if told %}<a href="{% why told %}" class="{{ told.mark }}">
{{ told.mark|word }}, {{ told.coverage|percent }}</a>{% endif %}</td>{% endfor %}</tr>
{% endfor %}</tbody>{% endfor %}</table>"""
# One question for everything that is said of each place: its names, and its marks on some keys.
ROWS = """\
SELECT place.code, place.names, score.key, score.mark, score.applicable, score.counts
FROM tracker_place AS place LEFT JOIN tracker_score AS score ON score.place_id = place.id AND score.key IN ({keys})
WHERE place.kind IN ({kinds}) ORDER BY place.code, score.key"""
# What of a page is joined from rows; the rest of its bytes stand ready.
EVERY_PLACE, EVERY_STATE, THE_WORLD = ("world", "region", "subregion", "country"), ("country",), ("world",)


def measure(ground: Ground) -> Iterator[Finding]:
    """Each page by its view and its template alone, past every cache, against its floor."""
    ground.quiet()
    ready()
    code = level_targets(states=1)[0].target.commitment.code
    objectives = tuple(f"objective-{number}" for number in range(1, 24))
    pages = (
        (FIRST, "/", THE_WORLD, ("all", *objectives)),
        (PLACES, "/places/", EVERY_PLACE, ("all",)),
        (HEAT_MAP, "/heatmap/", EVERY_PLACE, objectives),
        (STATES, f"/commitments/{code}/", EVERY_STATE, (code, f"{code}:2", f"{code}:5", f"{code}:12")),
    )
    for goal, path, kinds, keys in pages:
        floor = floor_page(len(_rendered(path)), kinds=kinds, keys=keys)
        pairs = alternating(
            partial(_seconds, partial(_rendered, path)),
            partial(_seconds, floor),
            most=ground.pairs,
            seconds=ground.seconds,
        )
        yield pairs.finding(goal, unit="s")
    how_many = alternating(
        partial(_per_second, partial(_rendered, "/heatmap/")),
        partial(_per_second, nested_page),
        most=ground.pairs,
        seconds=ground.seconds,
    )
    yield how_many.finding(NESTED, unit="/s")


def _seconds(make: Callable[[], bytes]) -> float:
    """How long a page takes, of some in a row."""
    return seconds_of(lambda: [make() for _ in range(TIMES)]) / TIMES


def _per_second(make: Callable[[], bytes]) -> float:
    return 1 / _seconds(make)


def nested_page() -> bytes:
    """The cells of the heat map as a template with loops within loops makes them, and nothing around them."""
    made = engines["django"].from_string(LOOPS).render({"page": heat_map({})})
    return str(made).encode()


def _rendered(path: str) -> bytes:
    """What a view answers, without the middleware before it; it must ask the database, or it was not cold."""
    match: ResolverMatch = resolve(path)
    request: HttpRequest = RequestFactory(SERVER_NAME="127.0.0.1").get(path)
    request.resolver_match = match
    asked = _Counted()
    with connection.execute_wrapper(asked):
        response = match.func(request, *match.args, **match.kwargs)
        if isinstance(response, TemplateResponse):
            response.render()
    if not isinstance(response, HttpResponse) or response.status_code != 200 or not asked.number:
        raise ValueError(f"{path} is no page that was made anew")
    return response.content


class _Counted:
    """Counts questions to the database, and lets them through."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute: Callable[..., object], *asked: object) -> object:
        self.number += 1
        return execute(*asked)


def floor_page(length: int, *, kinds: tuple[str, ...], keys: tuple[str, ...]) -> Callable[[], bytes]:
    """A page of so many bytes, made by one hand-written query and strings joined in Python."""

    def make() -> bytes:
        question = ROWS.format(keys=_marks(keys), kinds=_marks(kinds))
        with connection.cursor() as cursor:
            cursor.execute(question, [*keys, *kinds])
            rows = "\n".join(_row(*row) for row in cursor)
        rows = rows[:length]
        return (rows + around[: length - len(rows)]).encode()

    around = "-" * length
    return make


def _row(code: str, names: str, key: str, mark: str, applicable: int, counts: str) -> str:
    name = escape(name_of(json.loads(names)))
    return f'<li><a href="/places/{code}/">{name}</a> {key} {mark} {applicable} {counts}</li>'


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join(["%s"] * len(values))
