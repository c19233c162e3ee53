"""Reading table.txt: for each address, who is answered how.

    # a remark
    [kind]                       a name for rows that several addresses share
        METHOD | objects | cells
    route = kind                 an address that has them; several lines may stand above own rows
    route
        GET | A *, missing | 200 reporter reviewer; 404 rest

Objects are the labels of objects.py; `*` stands for any letters. Cells give a status and the roles that meet it;
`rest` is everybody not named, but for whoever is not signed in at an address that needs it: they are sent to sign in,
`in`. The first row that fits counts. HEAD is answered as GET; every other method is 405 for everybody.
"""

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from tests.permissions.world import ROLES
from tracker.access import TO_EVERYONE

FILE = Path(__file__).with_name("table.txt")
SIGN_IN = "in"


@dataclass(frozen=True)
class Row:
    method: str
    objects: tuple
    cells: dict  # role: status

    def fits(self, method, label):
        return method == self.method and any(fnmatchcase(label, one) for one in self.objects)


@dataclass
class Table:
    routes: dict = field(default_factory=dict)  # route: its rows

    def cell(self, route, method, label, role, access):
        """What the table says; None where it says nothing."""
        row = next((one for one in self.routes.get(route, ()) if one.fits(method, label)), None)
        if row is None:
            return None
        like = ROLES[role][1]
        named = row.cells.get(role) or row.cells.get(like)
        if named is None and access not in TO_EVERYONE and "anonymous" in (role, like):
            return SIGN_IN
        return named or row.cells.get("rest")


def read(text):
    """The table in a text."""
    table, kinds, at, before = Table(), {}, [], "row"
    for line in text.splitlines():
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        if line.startswith(" "):
            for rows in at:
                rows.append(_row(bare))
            before = "row"
            continue
        at = [] if before == "row" else at
        before = "head"
        if bare.startswith("["):
            at = [kinds.setdefault(bare.strip("[]"), [])]
            continue
        route, _, kind = bare.partition(" = ")
        rows = table.routes.setdefault(_written(route), [])
        if kind:
            rows.extend(kinds[kind])
        else:
            at.append(rows)
    return table


def _written(route):
    return "" if route == "/" else route


def _row(line):
    method, objects, cells = (part.strip() for part in line.split("|"))
    said = {}
    for cell in cells.split(";"):
        status, *roles = cell.split()
        said |= dict.fromkeys(roles, status)
    unknown = set(said) - set(ROLES) - {"rest"}
    if unknown:
        raise ValueError(f"{line}: nobody is called {unknown}")
    return Row(method, tuple(one.strip() for one in objects.split(",")), said)
