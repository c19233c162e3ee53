"""The plan of a run, the controls, and what the people's browser reads in a page."""

import random
from importlib import import_module

import pytest

from bench.faults.browser import hidden_fields
from bench.faults.catalogue import FAULTS, plan
from bench.faults.controls import CONTROLS
from bench.faults.switched_off import defences


def test_plan_has_every_kind_before_any_comes_again():
    planned = plan(random.Random(7), 2 * len(FAULTS))

    assert set(planned[: len(FAULTS)]) == set(planned[len(FAULTS) :]) == set(FAULTS)


def test_plan_is_the_seeds():
    one, same, other = (plan(random.Random(seed), 20) for seed in (7, 7, 8))

    assert one == same != other


def test_faults_have_names_of_their_own():
    names = [fault.name for fault in FAULTS]

    assert len(set(names)) == len(names) >= 15


@pytest.mark.parametrize("control", CONTROLS.values(), ids=str)
def test_control_names_faults_and_a_defence_that_exist(control):
    settings = import_module(control.env()["DJANGO_SETTINGS_MODULE"])

    assert [fault.name for fault in control.kinds()] == [
        fault.name for fault in FAULTS if fault.name in control.faults
    ]
    assert len(control.kinds()) == len(control.faults)
    assert control.name in defences.SWITCHES
    assert "bench.faults.switched_off.apps.SwitchedOff" in settings.INSTALLED_APPS


@pytest.mark.parametrize("name", defences.SWITCHES)
def test_switch_takes_away_what_the_product_has(name, monkeypatch):
    found = {}
    monkeypatch.setattr(
        defences, "replace", lambda module, one, _other: found.update({one: hasattr(module, one)})
    )

    defences.SWITCHES[name]()

    assert all(found.values())
    assert bool(found) is (name != "no_token")


def test_defence_that_the_product_no_longer_has_stops_the_control():
    with pytest.raises(LookupError, match="no_such_function"):
        defences.replace(defences, "no_such_function", print)


def test_hidden_fields_are_read_and_the_first_of_a_name_counts():
    page = (
        b'<form><input type="hidden" name="token" value="a&amp;b"><input type="text" name="value" value="1">'
        b'<input type="hidden" name="token" value="second"><input type="hidden" name="version"></form>'
    )

    assert hidden_fields(page) == {"token": "a&b", "version": ""}
