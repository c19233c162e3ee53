"""An extract as JSON: the rows with their columns explained, and what the file says about itself."""

import json
from hashlib import sha256
from typing import Any

from tracker.selectors.imprint import Imprint
from tracker.transfer.cells import in_json
from tracker.transfer.extract import Extract, head_of

FORMAT = 1


def as_json(extract: Extract, imprint: Imprint) -> bytes:
    """The extract; texts are as they were typed, since nothing here is taken for a formula."""
    told = {"format": FORMAT, **head_of(extract, imprint), "version": version_of(extract), **_table(extract)}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def version_of(extract: Extract) -> str:
    """The beginning of a digest of what is said: another version says something else, and nothing but that."""
    said = json.dumps([extract.sentence, extract.caveats, _table(extract)], sort_keys=True)
    return sha256(said.encode()).hexdigest()[:12]


def _table(extract: Extract) -> dict[str, Any]:
    names = [column.name for column in extract.columns]
    return {
        "columns": [
            {
                "name": column.name,
                "title": str(column.title),
                "type": column.type.value,
                "about": str(column.about),
            }
            for column in extract.columns
        ],
        "rows": [dict(zip(names, map(in_json, row), strict=True)) for row in extract.rows],
    }
