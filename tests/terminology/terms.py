"""The terms of the reference data, made ready to be looked up, without a database."""

import csv
from functools import cache
from pathlib import Path

from tracker.terminology import Rule, lexicon_of

DATA = Path(__file__).resolve().parents[2] / "tracker/data/terms.csv"


def items(cell):
    return tuple(one for one in cell.split("; ") if one)


@cache
def rules():
    with DATA.open(encoding="utf-8", newline="") as file:
        return tuple(
            Rule(
                code=row["code"],
                language=row["language"],
                phrases=items(row["pattern"]),
                fine=items(row["allow_patterns"]),
                prefer=items(row["prefer"]),
                why=row["why"],
                severity=row["severity"],
            )
            for row in csv.DictReader(file)
        )


@cache
def lexicon():
    return lexicon_of(rules())
