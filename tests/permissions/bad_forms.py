"""Every form that the site offers, found by walking the table, and the corpus typed into all its fields at once."""

import time
from collections import defaultdict
from dataclasses import dataclass, field, replace

from django import forms
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver

from tests.admin.pages import Page
from tests.cleaning.corpus import field_cases
from tests.permissions.objects import BODIES, body_for, filled, things_for
from tests.permissions.walk import WRITES, _noting
from tests.permissions.world import ROLES
from tracker.access import access_of, walk
from tracker.admin.fields import Lines, Names
from tracker.forms import fields
from tracker.sheets.fields import Code

# Blank, or looking so: refused only where something must stand.
BLANK = {"B002", "B003", "B004", "B005", "B046", "B094"}
# One too many for the longest text of the corpus: made one too many for the field.
ONE_OVER = {"B006", "B035"}
# Good for a figure, where the corpus speaks of a count or a share: a fraction, a large number, one below zero.
# Whether a target takes such a figure is asked in tests/workspace/test_refused_form.py.
GOOD_FOR_A_FIGURE = {"B048", "B049", "B055", "B067", "B068"}
# To be left empty as the other fields stand.
LEFT_EMPTY = {"why_not_verifiable", "why_not", "conflict_with"}
TEXTS, LINKS = "short_text(200)", "evidence_url"
# The first class that a field is of decides which cases are typed into it, and whether good ones must be taken.
KINDS = (
    ((Code,), (TEXTS,), False),
    ((Lines, Names), ("narrative(20000)",), False),
    ((fields.Narrative,), ("narrative(20000)",), True),
    ((fields.ShortText,), (TEXTS,), True),
    ((fields.Percent,), ("integer(0..10^9)", "percent(0..100,2dp)"), True),
    ((fields.Figure,), ("integer(0..10^9)", "percent(0..100,2dp)"), True),
    ((fields.Version, fields.Year, fields.WholeNumber), ("integer(0..10^9)",), True),
    ((fields.IsoDate,), ("date", "datetime"), True),
    ((fields.WebLink,), (LINKS,), True),
    ((fields.Email,), ("email",), True),
    ((fields.Slug,), ("slug",), True),
    ((fields.Token,), ("uuid",), True),
    ((fields.Choice, forms.ChoiceField), ("choice(status)", "country"), False),
)
RAW = ("<script>alert(1)", '"><img src=x', "<iframe src=//", "<style>*{")


@dataclass(frozen=True)
class Sink:
    """A form, as one who may send it has it before them."""

    route: str
    role: str
    path: str
    typed: dict
    fields: dict  # name: the form's own field


@dataclass
class Tried:
    """What came of typing the corpus into forms."""

    wrong: list = field(default_factory=list)
    cases: set = field(default_factory=set)
    typed: int = 0
    sent: int = 0

    def say(self, fine, sink, case_ids, fault):
        if not fine:
            self.wrong.append(f"{sink.route} {case_ids}: {fault}")


def sinks(world, table):
    """Every form of the site, each as the first role that may send it."""
    found = []
    for route, pattern in walk(get_resolver().url_patterns):
        way = _way_in(route, access_of(pattern), world, table)
        if way:
            found += _sink(route, *way, world)
    # What one adds with is what one changes with.
    changed = {sink.route.split("<")[0] for sink in found if "/change/" in sink.route}
    return [
        sink for sink in found if sink.route.removesuffix("add/") not in changed or "/change/" in sink.route
    ]


def _way_in(route, access, world, table):
    """Who may send something there, about what."""
    for thing in things_for(route, world):
        for role in ROLES:
            if table.cell(route, "POST", thing.label, role, access) in {"200", "422", "302"}:
                return role, thing
    return None


def _sink(route, role, thing, world):
    path, client = filled(route, thing.slots), browser(world, role)
    with transaction.atomic():
        empty = client.post(path, {})
        transaction.set_rollback(True)
    form = form_of(empty)
    # What takes no fields shows an untouched form when it is refused; what is kept is kept right or wrong (ADR 0014),
    # and refused where it is to become a report.
    if form is None or not form.is_bound or "/delete/" in route or route.endswith("/keep/"):
        return []
    shown = client.get(path)
    typed = body_for(route) if route in BODIES else Page(shown).typed if shown.status_code == 200 else {}
    typed = {name: value for name, value in typed.items() if name not in ("csrfmiddlewaretoken", None)}
    return [Sink(route, role, path, typed, _offered(form))]


def _offered(form):
    """The fields of a form that its page shows: of a report that is written topic by topic, those of the topic."""
    names = ["token", "version", *form.shown()] if hasattr(form, "shown") else form.fields
    return {name: one for name, one in form.fields.items() if name in names}


def browser(world, role):
    client = Client(raise_request_exception=False)
    if world.user(role):
        client.force_login(world.user(role))
    return client


def form_of(answer):
    """The form on a page; None where there is none."""
    context = answer.context or {}
    found = context.get("form") or getattr(context.get("adminform"), "form", None)
    return found if isinstance(found, forms.BaseForm) else None


def plan(sink):
    """For each field the cases to type into it, refused ones and good ones apart."""
    bad, good = {}, {}
    for name, one in sink.fields.items():
        kinds, takes_good = next(
            ((kinds, takes) for classes, kinds, takes in KINDS if isinstance(one, classes)), ((), False)
        )
        cases = [fitted for kind in kinds for case in CASES[kind] if (fitted := _fitted(case, one))]
        good_here = {case.id for case in cases if case.accepted}
        if isinstance(one, fields.Figure):
            good_here |= GOOD_FOR_A_FIGURE
        bad[name] = [case for case in cases if case.id not in good_here]
        good[name] = [case for case in cases if case.accepted and takes_good and name not in LEFT_EMPTY]
    return bad, good


def _fitted(case, one):
    """The case as it means something to this field; None where it means nothing."""
    longest = getattr(one, "max_length", None)
    if case.id in BLANK and not one.required:
        return None
    if case.id in ONE_OVER:
        return replace(case, value="x" * (longest + 1)) if longest else None
    if case.accepted and longest and len(case.value) > longest:
        return None
    return case


def _by_kind():
    found = defaultdict(list)
    for case in field_cases():
        if case.where in ("form", "url") and isinstance(case.value, str | list):
            found[case.kind].append(case)
    return found


CASES = _by_kind()


def try_bad(world, sink, tried):
    """Type the first case of every field, then the second …: each field must be refused, and nothing stored."""
    bad, _good = plan(sink)
    client = browser(world, sink.role)
    for turn in range(max((len(cases) for cases in bad.values()), default=0)):
        now = {name: cases[turn] for name, cases in bad.items() if turn < len(cases)}
        answer, wrote, took = send(client, sink, {name: case.value for name, case in now.items()})
        ids = {name: case.id for name, case in now.items()}
        _judge(tried, sink, ids, answer, took)
        form = form_of(answer)
        passed = {name: ids[name] for name in now if form is None or name not in form.errors}
        tried.say(not passed, sink, passed, f"not refused: {answer.status_code}")
        tried.say(not wrote, sink, ids, f"wrote {wrote[:1]}")
        tried.typed += len(now)
        tried.cases |= set(ids.values()) - set(passed.values())


def try_good(world, sink, tried):
    """Type what must be taken, likewise; where it is stored, it comes back as text."""
    _bad, good = plan(sink)
    client = browser(world, sink.role)
    for turn in range(max((len(cases) for cases in good.values()), default=0)):
        now = {name: cases[turn] for name, cases in good.items() if turn < len(cases)}
        ids = {name: case.id for name, case in now.items()}
        answer, _wrote, took = send(client, sink, {name: case.value for name, case in now.items()}, look=True)
        _judge(tried, sink, ids, answer, took)
        form = form_of(answer)
        refused = {name: form.errors[name] for name in now if form is not None and name in form.errors}
        tried.say(not refused, sink, ids, f"refused {refused}")
        tried.typed += len(now)
        tried.cases |= {ids[name] for name in now if name not in refused}


def send(client, sink, sent, *, look=False):
    """One form, undone afterwards: the answer, what it wrote, how long the processor worked; `look` follows it on."""
    asked, began = [], time.thread_time()
    with transaction.atomic():
        with connection.execute_wrapper(_noting(asked)):
            answer = client.post(sink.path, {**sink.typed, **sent})
        took = time.thread_time() - began
        if look and answer.status_code == 302:
            answer = client.get(answer.headers["Location"], follow=True)
        transaction.set_rollback(True)
    return answer, [sql for sql in asked if WRITES.match(sql)], took


def _judge(tried, sink, ids, answer, took):
    """What holds of every answer."""
    tried.sent += 1
    text = answer.content.decode()
    tried.say(answer.status_code < 500, sink, ids, f"answered with {answer.status_code}")
    tried.say(took < 1, sink, ids, f"took {took:.1f} s")
    tried.say("Traceback" not in text, sink, ids, "shows a traceback")
    raw = [one for one in RAW if one in text]
    tried.say(not raw, sink, ids, f"shows {raw} as markup")
