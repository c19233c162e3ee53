"""docs/permissions.md, drawn from table.txt once the walk over the addresses has shown that it is true."""

from collections import defaultdict
from itertools import product
from pathlib import Path

from tests.permissions.objects import things_for
from tests.permissions.table import SIGN_IN
from tests.permissions.world import ROLES
from tracker.access import Access

PAGE = Path(__file__).parent.parent.parent / "docs" / "permissions.md"
HEAD = """\
# Who may open what

Drawn from the table that the tests hold against every address, asked for as everybody (`tests/permissions`). After a
change, `REDRAW=1 ./test -k test_permissions_page` draws it anew.

There are {addresses} addresses. `in`: sent to sign in. 302: led on, which after a form means that it was done.
404: not there, and told so in the same words and with as many questions to the database as what never was.
HEAD is answered as GET. A row that is missing for GET or POST is a 405 for whoever may open the address; every
other method is a 405 for everybody.

A and B are two committees. Their reports stand here in each state. A *guest* has an account and no seat; *member_b*
coordinates B; *suspended* had a seat on A until the account was closed; *focal_x* and *focal_y* reply for the States
that A and B report on; a *spokesperson* signs on for an organisation.
"""
TITLES = {
    Access.PUBLIC: "For everybody",
    Access.ENTRANCE: "On the way in",
    Access.MEMBER: "For whoever is signed in",
    Access.ADMINISTRATOR: "For administrators",
}


def drawn(asking):
    """The whole page, of a table that was or will be held against every answer."""
    text = HEAD.format(addresses=len(asking.opens))
    return text + "".join(_section(asking, access, title) for access, title in TITLES.items())


def _section(asking, access, title):
    """The addresses that open to some; those that answer alike share their rows."""
    alike = defaultdict(list)
    for route, found in asking.opens.items():
        if found == access:
            alike[_rows(asking, route, access)].append(f"`/{route}`")
    if not alike:
        return ""
    lines = [f"\n## {title}\n", _line("Address", "", "About", *ROLES), _line(*["---"] * (len(ROLES) + 3))]
    for rows, routes in alike.items():
        lines += [_line("<br>".join(routes) if not at else "", *row) for at, row in enumerate(rows)]
    return "\n".join(lines) + "\n"


def _rows(asking, route, access):
    """Each method with the objects that everybody meets alike, and what everybody meets."""
    alike = defaultdict(list)
    labels = [thing.label for thing in things_for(route, asking.world)]
    for method, label in product(("GET", "POST"), labels):
        cells = tuple(asking.table.cell(route, method, label, role, access) for role in ROLES)
        if set(cells) - {"405", SIGN_IN}:
            alike[method, cells].append(label)
    return tuple((method, ", ".join(labels), *cells) for (method, cells), labels in alike.items())


def _line(*cells):
    escaped = (cell.replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(escaped)} |"
