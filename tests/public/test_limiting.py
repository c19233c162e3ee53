"""How often strangers may send something, without knowing who they are."""

from datetime import date

from django.test import RequestFactory

from tests.clock import Clock
from tracker.public.limiting import Allowance


def from_network(address):
    return RequestFactory().post("/", REMOTE_ADDR=address)


def test_an_allowance_is_for_each_network():
    allowance = Allowance(each=2, all=100)

    first = [allowance.take(from_network("192.0.2.1")) for _ in range(3)]
    other = allowance.take(from_network("192.0.2.2"))

    assert (first, other) == ([True, True, False], True)


def test_an_allowance_is_for_all_together_too():
    allowance = Allowance(each=2, all=2)

    taken = [allowance.take(from_network(f"192.0.2.{number}")) for number in range(3)]

    assert taken == [True, True, False]


def test_neighbours_in_a_long_network_count_as_one():
    allowance = Allowance(each=1, all=100)

    taken = [allowance.take(from_network(f"2001:db8:1:2::{number}")) for number in (1, 2)]

    assert taken == [True, False]


def test_an_allowance_keeps_no_address_and_begins_anew_each_day(monkeypatch):
    clock = Clock(monkeypatch, date(2026, 11, 25))
    allowance = Allowance(each=1, all=100)

    taken = [allowance.take(from_network("192.0.2.1")) for _ in range(2)]
    kept = repr(allowance)
    clock.pass_days(1)
    taken.append(allowance.take(from_network("192.0.2.1")))

    assert taken == [True, False, True]
    assert "192.0.2" not in kept
