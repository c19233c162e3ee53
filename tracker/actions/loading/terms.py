"""Terms: words to avoid and words to prefer."""

from collections.abc import Mapping
from typing import Any

from tracker.actions.loading import cells
from tracker.actions.loading.cells import optional
from tracker.actions.loading.keeping import Tally, keep, sourced
from tracker.actions.loading.sheets import Row, Sheet
from tracker.actions.loading.sources import IN_SOURCES, SOURCED
from tracker.models import Source, Term

TERMS = Sheet(
    file="terms.csv",
    key=("code",),
    columns={
        "code": cells.code(60),
        "language": cells.choice("en", "fr", "es"),
        "severity": cells.choice("error", "warning", "info"),
        "avoid": cells.items(cells.text(100)),
        "prefer": cells.items(cells.text(100)),
        "why": cells.text(500),
        "note": optional(cells.text(500), blank=""),
        "pattern": cells.phrases,
        "allow_patterns": cells.items(cells.phrase),
        **SOURCED,
    },
    refers=IN_SOURCES,
)


def keep_terms(rows: list[Row], sources: Mapping[Any, Source], *, tally: Tally) -> None:
    """The terms, but for those that an administrator has changed."""
    edited = set(Term.objects.exclude(edited_at=None).values_list("code", flat=True))
    rows = [row for row in rows if row["code"] not in edited]
    names = ("code", "language", "severity", "avoid", "prefer", "why", "note", "pattern", "allow_patterns")
    keep(Term, "code", ({**row.pick(*names), **sourced(row, sources)} for row in rows), tally=tally)
