"""What is signed of a view that is put elsewhere: its address, its day, and what it says, exactly."""

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any

from tracker.public.elsewhere.picture import Picture
from tracker.scoring import METHOD_VERSION
from tracker.selectors.heat_map import HeatMap
from tracker.selectors.signing_key import signing_key
from tracker.selectors.standings import Standing, Told
from tracker.signing import exact, signature_of, written

ALGORITHM = "Ed25519"


@dataclass(frozen=True, kw_only=True)
class Signed:
    """A statement with its words as they are signed; `signature` is empty where this installation has no key.

    `cells` are those of a heat map, whose digest stands in the statement.
    """

    statement: dict[str, Any]
    words: str
    signature: str
    cells: list[Any] | None

    @property
    def as_text(self) -> str:
        """What a picture carries along: the words and their signature, without the cells."""
        return json.dumps(replace(self, cells=None).as_json, ensure_ascii=False)

    @property
    def as_json(self) -> dict[str, Any]:
        """Everything that somebody needs to check it, but for the key."""
        said: dict[str, Any] = {
            "statement": self.statement,
            "signed": self.words,
            "algorithm": ALGORITHM if self.signature else None,
            "signature": self.signature or None,
        }
        return said if self.cells is None else {**said, "cells": self.cells}


def signed(picture: Picture, address: str) -> Signed:
    """What is said of a view at its address, signed where there is a key."""
    cells = _cells(picture.heat) if picture.heat else None
    statement: dict[str, Any] = {
        "address": address,
        "as_of": picture.as_of.isoformat(),
        "fictional": picture.fictional,
        "method_version": METHOD_VERSION,
    }
    if cells is None:
        statement |= _said(picture.told)
    else:
        statement["cells_sha256"] = hashlib.sha256(written(cells).encode()).hexdigest()
    key = signing_key()
    return Signed(
        statement=statement,
        words=written(statement),
        signature=signature_of(statement, key) if key else "",
        cells=cells,
    )


def _said(told: Told | None) -> dict[str, Any]:
    """The mark with its numbers; nothing in their place where it cannot be shown."""
    found = told if isinstance(told, Standing) else None
    return {
        "mark": found.mark.value if found else None,
        "status": found.status.value if found and found.status else None,
        "share": exact(found.share) if found else None,
        "score": exact(found.score) if found and found.published else None,
        "coverage": exact(found.coverage) if found else None,
    }


def _cells(page: HeatMap) -> list[Any]:
    """Each box that is shown: whose, on which objective, the mark, the score and how much is known."""
    return [
        _cell(row.place.code if row.place else row.process, objective.number, told)
        for row in page.boxed
        for objective, told in zip(page.objectives, row.cells, strict=True)
    ]


def _cell(holder: str, objective: int, told: Told | None) -> list[Any]:
    said = _said(told)
    return [holder, objective, said["mark"], said["score"], said["coverage"]]
