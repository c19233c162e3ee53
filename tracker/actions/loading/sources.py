"""Sources: the documents and data sets that everything else was read in."""

from collections.abc import Mapping
from typing import Any

from tracker.actions.loading import cells
from tracker.actions.loading.cells import optional
from tracker.actions.loading.keeping import Tally, keep
from tracker.actions.loading.sheets import Row, Sheet
from tracker.models import Source

SOURCES = Sheet(
    file="sources.csv",
    key=("code",),
    columns={
        "code": cells.code(80),
        "title": cells.text(300),
        "url": optional(cells.link, blank=""),
        "opened": cells.flag,
    },
)
# The two columns of every sheet whose rows were read somewhere.
SOURCED: Mapping[str, Any] = {"source": optional(cells.code(80)), "verified": cells.flag}
IN_SOURCES = {"source": SOURCES.file}


def keep_sources(rows: list[Row], *, tally: Tally) -> dict[Any, Source]:
    """The sources by code."""
    return keep(Source, "code", (row.cells for row in rows), tally=tally)
