"""Every address x every role x every method, with objects of both committees in every slot, against table.txt."""

import os
import sys

import pytest

from tests.permissions import drawing, table
from tests.permissions.walk import WRITES, Asking
from tests.permissions.world import ROLES
from tracker.access import Access

# Who may do what is the same rows and the same questions on either database; the walk takes minutes.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
# The walk takes minutes: whoever tests side by side shares it.
PARTS = 4


@pytest.fixture
def asking(world, quiet):
    """Everybody, who asked for nothing yet."""
    return Asking(world, table.read(table.FILE.read_text(encoding="utf-8")))


@pytest.mark.parametrize("part", range(PARTS))
def test_everybody_meets_what_the_table_says_at_every_address(asking, capsys, part):
    addresses = asking.everything(part=part, of=PARTS)

    covered = len(set(asking.table.routes) & set(asking.met))
    with capsys.disabled():
        sys.stdout.write(
            f"\npermissions {part + 1}/{PARTS}: {covered} of {addresses} addresses, {asking.asked} requests\n"
        )
    told = "\n".join(asking.wrong[:100])
    assert not asking.wrong, f"{told}\n\nIn table.txt it would be, if it is right:\n\n{asking.proposed()}"
    assert addresses > 50


def test_table_has_every_address_and_no_other(asking):
    assert set(asking.table.routes) == set(asking.opens)
    assert len(asking.opens) > 300


def test_permissions_page_says_what_the_table_says(asking):
    drawn = drawing.drawn(asking)

    if os.environ.get("REDRAW"):
        drawing.PAGE.write_text(drawn, encoding="utf-8")
    assert drawing.PAGE.read_text(encoding="utf-8") == drawn


def test_a_leak_would_be_found(asking):
    report = asking.world.reports["A", "submitted"]

    seen = asking.ask("reviewer", "GET", f"/work/reports/{report.uuid}/review/", Access.MEMBER).content

    assert set(asking.secrets["reviewer"].findall(seen)) == set()
    assert b"Canary A submitted narrative." in asking.secrets["member_b"].findall(seen)
    assert b"Reporter Person" in asking.secrets["anonymous"].findall(seen)


def test_an_address_without_a_line_is_found_with_the_line_it_would_be(asking):
    asking.table = table.read("")

    asking.address("work/committees/<slug:slug>/", Access.MEMBER)

    assert len([one for one in asking.wrong if " GET · A · " in one]) == len(ROLES)
    assert asking.proposed().splitlines() == [
        "work/committees/<slug:slug>/",
        "    GET | A | 404 guest member_b administrator; 200 rest",
        "    POST | A, B, missing | 405 rest",
        "    GET | B | 200 member_b; 404 rest",
        "    GET | missing | 404 rest",
    ]


def test_every_role_has_something_to_keep_from_it(asking):
    patterns = {role: pattern.pattern.count(b"|") + 1 for role, pattern in asking.secrets.items()}

    assert len(asking.world.secrets) > 20
    assert min(patterns.values()) >= 2


def test_a_new_address_an_unlisted_object_and_a_new_role_are_no_cell():
    said = table.read(
        "[kind]\n    GET | A * | 200 reporter; 404 rest\nknown/ = kind\nother/\n    POST | * | 403 guest\n"
    )

    cells = [
        said.cell(route, method, label, role, access)
        for route, method, label, role, access in [
            ("known/", "GET", "A draft", "reporter", Access.MEMBER),
            ("known/", "GET", "A draft", "guest", Access.MEMBER),
            ("known/", "GET", "A draft", "suspended", Access.MEMBER),
            ("known/", "GET", "A draft", "suspended", Access.PUBLIC),
            ("known/", "GET", "B draft", "reporter", Access.MEMBER),
            ("known/", "POST", "A draft", "reporter", Access.MEMBER),
            ("other/", "POST", "-", "reporter", Access.MEMBER),
            ("new/", "GET", "-", "reporter", Access.MEMBER),
        ]
    ]

    assert cells == ["200", "404", "in", "404", None, None, None, None]


def test_a_row_about_a_role_that_nobody_has_is_refused():
    with pytest.raises(ValueError, match="nobody is called"):
        table.read("known/\n    GET | - | 200 president; 404 rest\n")


def test_a_write_is_seen_and_the_sessions_own_is_not():
    statements = [
        'INSERT INTO "tracker_user" ("id")',
        ' update "tracker_x" SET',
        'UPDATE "tracker_session" SET',
        "SELECT 1",
    ]

    assert [bool(WRITES.match(one)) for one in statements] == [True, True, False, False]
