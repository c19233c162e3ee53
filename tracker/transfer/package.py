"""The data package: all tables in one zip, with a Frictionless description of each column, key and digest."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils import translation

from tracker.selectors.imprint import Imprint
from tracker.selectors.streaming import streaming
from tracker.transfer.as_csv import csv_pieces
from tracker.transfer.extract import LICENCE, Column
from tracker.transfer.package_table import Table
from tracker.transfer.package_tables import TABLES

NAME = "gcm-scorecard"
DESCRIPTOR = "datapackage.json"
TITLE = "GCM Scorecard: the follow-up of the Global Compact for Migration"
DESCRIPTION = (
    "Commitments under the Global Compact for Migration with their targets by the dates of its horizons, what was "
    "reported on them in each place, and every mark with its coverage and bounds. A missing value is empty and says "
    "why beside it; it is never zero. Figures and official titles stay under the terms of their sources (table "
    "sources); all else is under the licence of the package. No personal data."
)


@dataclass(frozen=True, kw_only=True)
class Written:
    """A table as it was written: how long, and its digest."""

    table: Table
    size: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class Package:
    """A package that was made: a file that is gone when nobody holds it any more, and its description."""

    file: IO[bytes]
    descriptor: bytes
    digest: str
    version: str
    as_of: date
    sizes: dict[str, int]

    @property
    def path(self) -> Path:
        """Where it lies for as long as it is held."""
        return Path(self.file.name)

    @property
    def file_name(self) -> str:
        """What it is called when it is saved."""
        return f"{NAME}_package_{self.as_of.isoformat()}_{self.version}.zip"


def make_package(imprint: Imprint, *, today: date) -> Package:
    """Write every table to a file on the disk: no table is ever whole in memory. In English, whoever asks."""
    # It lives as long as the package, and where there will be none it goes at once.
    with ExitStack() as given_up:
        file = given_up.enter_context(NamedTemporaryFile(prefix=f"{NAME}-", suffix=".zip"))
        made = _made(file, imprint, today)
        given_up.pop_all()
    return made


def _made(file: IO[bytes], imprint: Imprint, today: date) -> Package:
    """The package in the file."""
    with translation.override("en"), ZipFile(file, "w", ZIP_DEFLATED) as archive:
        with streaming():
            written = [_write(archive, table, today) for table in TABLES]
        described = describe(written, imprint, as_of=today)
        descriptor = (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()
        archive.writestr(_entry(DESCRIPTOR, today), descriptor)
    file.flush()
    with Path(file.name).open("rb") as whole:
        digest = sha256()
        while piece := whole.read(1 << 20):
            digest.update(piece)
    return Package(
        file=file,
        descriptor=descriptor,
        digest=digest.hexdigest(),
        version=described["version"],
        as_of=today,
        sizes={one.table.name: one.size for one in written},
    )


def _entry(name: str, day: date) -> ZipInfo:
    """A file in the zip, of the beginning of the day: the same rows are the same bytes."""
    entry = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _write(archive: ZipFile, table: Table, today: date) -> Written:
    digest, size = sha256(), 0
    with archive.open(_entry(f"{table.name}.csv", today), "w", force_zip64=True) as out:
        for piece in csv_pieces(table.columns, table.rows(today)):
            out.write(piece)
            digest.update(piece)
            size += len(piece)
    return Written(table=table, size=size, digest=digest.hexdigest())


def describe(written: list[Written], imprint: Imprint, *, as_of: date) -> dict[str, Any]:
    """The description of the package. Its version is a digest of those of its tables."""
    version = sha256("".join(one.digest for one in written).encode()).hexdigest()[:12]
    return {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": TITLE,
        "description": DESCRIPTION,
        "homepage": imprint.address,
        "version": version,
        "created": f"{as_of.isoformat()}T00:00:00Z",
        "keywords": ["migration", "Global Compact for Migration", "scorecard", "accountability", "SDG 10.7"],
        "licenses": [{"name": LICENCE.name, "title": LICENCE.title, "path": LICENCE.url}],
        "contributors": [{"title": "GCM Scorecard", "role": "publisher", "path": imprint.address}],
        "sources": [{"title": "The sources of the figures, in the table sources", "path": "sources.csv"}],
        "attribution": imprint.attribution,
        "as_of": as_of.isoformat(),
        "method_version": imprint.method_version,
        "audit_head": imprint.audit_head,
        "demonstration": imprint.demonstration,
        "resources": [_resource(one) for one in written],
    }


def _resource(one: Written) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": one.table.name,
        "path": f"{one.table.name}.csv",
        "title": one.table.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": one.size,
        "hash": f"sha256:{one.digest}",
        "schema": schema_of(one.table),
    }


def schema_of(table: Table) -> dict[str, Any]:
    """The Table Schema of a table."""
    return {
        "fields": [_field(column, table) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
        "foreignKeys": list(_foreign_keys(table)),
    }


def _field(column: Column, table: Table) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.type.value,
        "title": str(column.title),
        "description": str(column.about),
    }
    return field | ({"constraints": {"required": True}} if column.name in table.key else {})


def _foreign_keys(table: Table) -> Iterator[dict[str, Any]]:
    """An empty name stands for the table itself, and its own key."""
    keys = {one.name: one.key for one in TABLES}
    for columns, other in table.leads.items():
        key = keys[other] if other else table.key
        yield {"fields": list(columns), "reference": {"resource": other, "fields": list(key)}}
