"""Words to avoid in what is loaded: told to whoever loads it, and stored all the same."""

from collections.abc import Iterator

from tracker.actions.loading.commitments import COMMITMENTS
from tracker.actions.loading.compact import OBJECTIVES
from tracker.actions.loading.sheets import Tables
from tracker.actions.loading.targets import TARGETS
from tracker.selectors.terms import hints_of

# Our own prose, by file and column, with its language; official titles and names stay as they are.
PROSE = {
    OBJECTIVES.file: {"summary": "en", "label_en": "en", "label_fr": "fr", "label_es": "es"},
    COMMITMENTS.file: {"title": "en", "text": "en"},
    TARGETS.file: {"title": "en", "reason": "en"},
}


def words_in(tables: Tables) -> tuple[str, ...]:
    """One line for each word to avoid: where it stands, and what to prefer. One query."""
    found = hints_of(_prose(tables))
    return tuple(f"{where}: “{hint.word}”: better {', '.join(hint.prefer)}." for where, hint in found)


def _prose(tables: Tables) -> Iterator[tuple[str, str, str]]:
    for file, columns in PROSE.items():
        for row in tables[file]:
            for column, language in columns.items():
                yield f"{file}, row {row.number}, {column}", language, str(row[column] or "")
