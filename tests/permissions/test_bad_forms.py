"""The corpus of bad inputs, typed into every field of every form that the site offers."""

import sys

import pytest
from django import forms

from tests.permissions import bad_forms, table
from tests.permissions.bad_forms import CASES, KINDS, Sink, Tried, plan, sinks, try_bad, try_good
from tracker.forms import fields

pytestmark = pytest.mark.django_db
# A share over 100 %: the report form of a target in per cent refuses it, in tests/workspace/test_refused_form.py.
NOT_TYPED = {"B068"}


def test_every_field_of_every_form_refuses_what_it_must_and_takes_what_it_must(world, quiet, capsys):
    tried, wanted = Tried(), typed_cases()
    offered = sinks(world, table.read(table.FILE.read_text(encoding="utf-8")))

    for sink in offered:
        try_bad(world, sink, tried)
        try_good(world, sink, tried)

    with capsys.disabled():
        sys.stdout.write(
            f"\nbad inputs: {len(tried.cases & wanted)} of {len(wanted)} cases, typed {tried.typed} times into "
            f"{sum(len(sink.fields) for sink in offered)} fields of {len(offered)} forms\n"
        )
    told = "\n".join(tried.wrong[:60])
    assert not tried.wrong, f"{len(tried.wrong)}\n{told}"
    assert wanted - tried.cases == set()
    assert len(offered) > 15


def typed_cases():
    """The cases of all kinds that there are fields for."""
    return {case.id for _classes, kinds, _good in KINDS for kind in kinds for case in CASES[kind]} - NOT_TYPED


class Careless(forms.Form):
    """A form of stock fields: it takes control characters, and any scheme for a link."""

    title = forms.CharField()


def test_a_field_that_is_not_strict_would_be_found(world, monkeypatch):
    kinds = (((forms.CharField,), ("short_text(200)",), True), *KINDS)
    monkeypatch.setattr(bad_forms, "KINDS", kinds)
    sink = Sink("x/", "guest", "/accounts/sign-out/", {}, {"title": Careless().fields["title"]})
    tried = Tried()

    try_bad(world, sink, tried)

    assert len(tried.wrong) > 5


def test_each_kind_of_field_has_its_cases():
    form = {
        "text": fields.ShortText(max_length=40),
        "on": fields.IsoDate(required=False),
        "link": fields.WebLink(),
    }
    bad, good = plan(Sink("x/", "guest", "/", {}, form))

    assert {name: len(cases) > 3 for name, cases in bad.items()} == dict.fromkeys(form, True)
    assert [case.id for case in good["link"]] == ["B117", "B124"]
    assert [len(case.value) for case in bad["text"] if case.id == "B006"] == [41]
