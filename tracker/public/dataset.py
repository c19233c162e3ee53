"""The page of all data, and what it says of itself to search engines: schema.org, with the terms of DCAT."""

import json
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tracker.scoring import METHOD_VERSION
from tracker.transfer.extract import LICENCE, Licence
from tracker.transfer.package import DESCRIPTION, TITLE
from tracker.transfer.package_table import Table
from tracker.transfer.package_tables import TABLES

# Within an element no text may begin another, nor end this one.
ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


@dataclass(frozen=True, kw_only=True)
class DatasetPage:
    """What the page of all data shows."""

    tables: tuple[Table, ...]
    licence: Licence
    cited: str
    method_version: int
    linked: SafeString


def dataset_page(site: str) -> DatasetPage:
    """The page of all data. No query: what is in the tables is not looked at."""
    home = site.rstrip("/")
    address = home + reverse("public:data")
    return DatasetPage(
        tables=TABLES,
        licence=LICENCE,
        cited=_(
            "GCM Scorecard: %(title)s. Version (see datapackage.json), %(address)s (read on: the day you read it)"
        )
        % {"title": TITLE.partition(": ")[2], "address": address},
        method_version=METHOD_VERSION,
        linked=_linked(described(home)),
    )


def described(home: str) -> dict[str, Any]:
    """The data set in the words of schema.org, and of DCAT where those have none."""
    address = home + reverse("public:data")
    return {
        "@context": {
            "@vocab": "https://schema.org/",
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
        },
        "@type": ["Dataset", "dcat:Dataset"],
        "@id": address,
        "name": TITLE,
        "description": DESCRIPTION,
        "url": address,
        "license": LICENCE.url,
        "dct:license": {"@id": LICENCE.url},
        "isAccessibleForFree": True,
        "inLanguage": "en",
        "creator": {"@type": "Organization", "name": "GCM Scorecard", "url": home + "/"},
        "publisher": {"@type": "Organization", "name": "GCM Scorecard", "url": home + "/"},
        "keywords": ["Global Compact for Migration", "migration", "accountability", "SDG 10.7"],
        "temporalCoverage": "2018-12-10/..",
        "spatialCoverage": {"@type": "Place", "name": "World"},
        "measurementTechnique": home + reverse("public:method"),
        "dct:accrualPeriodicity": {"@id": "http://purl.org/cld/freq/continuous"},
        "dcat:contactPoint": {"@id": home + reverse("public:about") + "#help"},
        "distribution": [
            _file(home + reverse("public:package"), "application/zip", "Everything in one file"),
            _file(
                home + reverse("public:package-descriptor"),
                "application/json",
                "The description of the tables",
            ),
            *(
                _file(home + reverse("public:package-table", args=[one.name]), "text/csv", one.title)
                for one in TABLES
            ),
        ],
    }


def _file(address: str, media_type: str, name: str) -> dict[str, Any]:
    return {
        "@type": ["DataDownload", "dcat:Distribution"],
        "name": name,
        "contentUrl": address,
        "dcat:downloadURL": {"@id": address},
        "encodingFormat": media_type,
        "dcat:mediaType": media_type,
    }


def _linked(told: dict[str, Any]) -> SafeString:
    """As an element that no browser runs. Read by two people: nothing in it can end the element or begin another."""
    written = json.dumps(told, ensure_ascii=False).translate(ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')  # noqa: S308 - see above
