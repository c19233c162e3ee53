"""What must hold of places, committees and seats, wherever they are typed: on a screen of the desk, or in a table.

Who asks looks up what stands beside a row, and is answered with what is wrong, field by field.
"""

import re
from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tracker.actions.entries import Fault
from tracker.enums import PlaceKind
from tracker.models import Committee, Place, User
from tracker.permissions import Refused, check_one_side

SHAPES = {
    "iso2": (re.compile("[A-Z]{2}"), _("Two capital letters, for example TD.")),
    "iso3": (re.compile("[A-Z]{3}"), _("Three capital letters, for example TCD.")),
    "m49": (re.compile("[0-9]{3}"), _("Three digits, for example 148.")),
}


def faults_in_code(name: str, value: str | None) -> Iterator[Fault]:
    """Whether one of the codes that others gave to a place looks like one; a place may have none."""
    shape, words = SHAPES[name]
    if value and not shape.fullmatch(value):
        yield Fault(name, words)


def faults_in_place(kind: PlaceKind, parent: PlaceKind | None) -> Iterator[Fault]:
    """What is part of what; `parent` is the kind of the place that it is part of."""
    if parent is not None and Place.level_of(parent) >= Place.level_of(kind):
        yield Fault("parent", _("A place is part of one that stands higher, such as a State of a region."))
    if kind == PlaceKind.WORLD and parent is not None:
        yield Fault("parent", _("The world is part of nothing."))


def faults_in_committee(*, leads: bool, keeps_originals: bool, leader: str) -> Iterator[Fault]:
    """Who leads, and what may be kept; `leader` is the name of another committee that leads the place."""
    if leads and leader:
        words = _("%(committee)s leads this place already: take that away there first.")
        yield Fault("leads", words % {"committee": leader})
    if keeps_originals and not settings.EVIDENCE_PUBLIC_KEY:
        words = _("Originals are only kept sealed, and this installation has no key (EVIDENCE_PUBLIC_KEY).")
        yield Fault("keeps_originals", words)


def faults_in_term(starts_on: date | None, ends_on: date | None, *, has_open: bool) -> Iterator[Fault]:
    """What the days of a seat allow; `has_open` says whether the member has another open seat on the committee."""
    if starts_on and ends_on and ends_on <= starts_on:
        yield Fault("ends_on", _("The last day lies after the first."))
    if ends_on is None and has_open:
        words = _("This member has an open seat on this committee: give that one its last day first.")
        yield Fault("ends_on", words)


def faults_in_side(
    user: User, committee: Committee, *, starts_on: date, ends_on: date | None
) -> Iterator[Fault]:
    """Nobody sits on the committee of a place and speaks for it."""
    try:
        check_one_side(user, committee.place, since=starts_on, until=ends_on)
    except Refused as refusal:
        yield Fault("", refusal.reason)
