"""Constituencies: the kinds of stakeholder that seats are held for."""

from collections.abc import Mapping
from typing import Any

from tracker.actions.loading import cells
from tracker.actions.loading.keeping import Tally, keep, sourced
from tracker.actions.loading.sheets import Row, Sheet
from tracker.actions.loading.sources import IN_SOURCES, SOURCED
from tracker.models import Constituency, Source

LANGUAGES = ("en", "fr", "es")
CONSTITUENCIES = Sheet(
    file="constituencies.csv",
    key=("code",),
    columns={
        "code": cells.code(60),
        **{f"name_{language}": cells.text(100) for language in LANGUAGES},
        "role": cells.text(500),
        "required": cells.flag,
        **SOURCED,
    },
    refers=IN_SOURCES,
)


def keep_constituencies(rows: list[Row], sources: Mapping[Any, Source], *, tally: Tally) -> None:
    """The constituencies."""
    wanted = (
        {
            **row.pick("code", "role", "required"),
            "names": {language: row[f"name_{language}"] for language in LANGUAGES},
            **sourced(row, sources),
        }
        for row in rows
    )
    keep(Constituency, "code", wanted, tally=tally)
