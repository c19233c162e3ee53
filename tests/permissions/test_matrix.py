"""Every address x every role x every method, with objects of both committees in every slot, against table.txt."""

import os
import sys

import pytest

from tests.permissions import drawing, table
from tests.permissions.walk import WRITES, Asking
from tracker.access import Access

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def asked(world, quiet, django_db_blocker):
    """Everybody has asked for everything, once for all tests of the module."""
    asking = Asking(world, table.read(table.FILE.read_text(encoding="utf-8")))
    with django_db_blocker.unblock():
        asking.addresses = asking.everything()
    return asking


def test_everybody_meets_what_the_table_says(asked):
    told = "\n".join(asked.wrong[:100])

    assert not asked.wrong, f"{told}\n\nIn table.txt it would be, if it is right:\n\n{asked.proposed()}"


def test_the_table_has_every_address_and_no_other(asked, capsys):
    with capsys.disabled():
        covered = len(set(asked.table.routes) & set(asked.opens))
        sys.stdout.write(f"\npermissions: {covered} of {asked.addresses} addresses, {asked.asked} requests\n")

    assert set(asked.table.routes) == set(asked.opens)
    assert asked.addresses > 100


def test_permissions_page_is_what_was_met(asked):
    drawn = drawing.drawn(asked)
    if os.environ.get("REDRAW"):
        drawing.PAGE.write_text(drawn, encoding="utf-8")

    assert drawing.PAGE.read_text(encoding="utf-8") == drawn


def test_a_leak_would_be_found(asked):
    report = asked.world.reports["A", "submitted"]

    seen = asked.known["reviewer", "GET", f"/work/reports/{report.uuid}/review/"].content

    assert set(asked.secrets["reviewer"].findall(seen)) == set()
    assert b"Canary A submitted narrative." in asked.secrets["member_b"].findall(seen)
    assert b"Reporter Person" in asked.secrets["anonymous"].findall(seen)


def test_every_role_has_something_to_keep_from_it(asked):
    patterns = {role: pattern.pattern.count(b"|") + 1 for role, pattern in asked.secrets.items()}

    assert len(asked.world.secrets) > 20
    assert min(patterns.values()) >= 2


def test_a_new_address_an_unlisted_object_and_a_new_role_are_no_cell(asked):
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
        'UPDATE "django_session" SET',
        "SELECT 1",
    ]

    assert [bool(WRITES.match(one)) for one in statements] == [True, True, False, False]
