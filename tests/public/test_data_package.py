"""The data package: whole, described, valid, the same for the same facts; and its page."""

import json
import re
import tempfile
from dataclasses import replace
from datetime import date
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from frictionless import Package as FrictionlessPackage
from frictionless import system

from tests.cast import drafted, figure, published, submitted
from tests.clock import Clock
from tests.pages import main_of
from tests.protected import protect
from tests.taking import csv_table, make_everything
from tracker.enums import Credit
from tracker.models import Publication
from tracker.public import package as given
from tracker.selectors.imprint import imprint
from tracker.transfer.package import DESCRIPTOR, make_package
from tracker.transfer.package_tables import TABLES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch):
    monkeypatch.setattr(given, "_kept", None)


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch, date(2024, 6, 1))


@pytest.fixture
def pages(cast, clock):
    return make_everything(cast, clock)


def body(answer):
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def package_of(client):
    return body(client.get("/data/package.zip"))


def table_of(content, name):
    header, rows = csv_table(ZipFile(BytesIO(content)).read(f"{name}.csv"))
    return [dict(zip(header, row, strict=True)) for row in rows]


def unpacked(content, folder):
    ZipFile(BytesIO(content)).extractall(folder)
    return folder / DESCRIPTOR


def faults(descriptor):
    """What frictionless finds: descriptions, types, keys between tables, digests and sizes."""
    with system.use_context(trusted=True):
        report = FrictionlessPackage(str(descriptor)).validate()
    return report.flatten(["type", "message"])


def test_package_is_valid_for_frictionless(client, pages, tmp_path):
    assert faults(unpacked(package_of(client), tmp_path)) == []


@pytest.mark.parametrize(
    ("name", "before", "after", "fault"),
    [
        ("readings", b",arcadia,", b",nowhere,", "foreign-key"),
        ("scores", b"place/arcadia/all,", b"place/world/all,", "primary-key"),
        ("targets", b"2023-12-31", b"soon......", "type-error"),
    ],
)
def test_a_fault_in_a_table_would_be_found(client, pages, tmp_path, name, before, after, fault):
    descriptor = unpacked(package_of(client), tmp_path)
    table = tmp_path / f"{name}.csv"
    assert before in table.read_bytes()

    table.write_bytes(table.read_bytes().replace(before, after))

    assert fault in {kind for kind, _message in faults(descriptor)}


def test_digests_and_sizes_are_those_of_the_tables(client, pages):
    archive = ZipFile(BytesIO(package_of(client)))
    described = json.loads(archive.read(DESCRIPTOR))

    found = {one["path"]: (one["bytes"], one["hash"]) for one in described["resources"]}

    read = {name: archive.read(name) for name in archive.namelist() if name != DESCRIPTOR}
    assert found == {name: (len(text), f"sha256:{sha256(text).hexdigest()}") for name, text in read.items()}
    assert [one["name"] for one in described["resources"]] == [table.name for table in TABLES]


def test_package_says_where_it_comes_from(client, pages, settings):
    described = json.loads(body(client.get("/data/datapackage.json")))

    said = {
        name: described[name] for name in ("name", "as_of", "method_version", "demonstration", "homepage")
    }
    assert said == {
        "name": "gcm-scorecard",
        "as_of": "2025-01-15",
        "method_version": 1,
        "demonstration": True,
        "homepage": f"{settings.SITE_URL}/data/",
    }
    assert [one["name"] for one in described["licenses"]] == ["CC-BY-4.0"]
    assert re.fullmatch(r"[0-9a-f]{12}", described["version"])
    assert "audit_head" in described


def test_tables_hold_the_facts(client, pages):
    content = package_of(client)

    (arcadia,) = [row for row in table_of(content, "places") if row["place"] == "arcadia"]
    readings = [
        (row["reference_on"], row["answer"], row["value"], row["missing"])
        for row in table_of(content, "readings")
    ]
    (target,) = table_of(content, "targets")
    own = {row["place"]: row["baseline"] for row in table_of(content, "place_targets")}
    score = {row["score_id"]: row for row in table_of(content, "scores")}["place/arcadia/GCM10-9:5"]

    assert (arcadia["name_en"], arcadia["part_of"], arcadia["fictional"]) == ("Arcadia", "m49-902", "false")
    assert readings == [
        ("2022-12-31", "no_data", "", "no_data"),
        ("2023-12-31", "figure", "5200", ""),
        ("2024-12-31", "figure", "3900", ""),
    ]
    assert (target["goal"], target["due_on"], target["horizon"]) == ("4000", "2023-12-31", "5")
    assert own == {"arcadia": "10000", "borduria": "10000", "xar": "10000"}
    assert (score["mark"], score["score"], score["commitment"], score["horizon"]) == (
        "met",
        "100",
        "GCM10-9",
        "5",
    )
    assert [row["commitment"] for row in table_of(content, "practice_commitments")] == ["GCM10-9"]


def test_what_was_never_published_is_in_no_table(client, cast):
    drafted(cast, figure(1_111, 2021))
    submitted(cast, figure(2_222, 2022))
    published(cast, figure(3_333, 2023))

    values = [row["value"] for row in table_of(package_of(client), "readings")]

    assert values == ["3333"]


def test_nobody_is_named_and_no_words_of_a_report_are_in_it(client, cast):
    cast.committee.about = "We meet in the old mill."
    cast.committee.save(update_fields=["about"])
    published(cast, figure(3_333, 2023, narrative="A canary sings."))
    archive = ZipFile(BytesIO(package_of(client)))

    text = "".join(archive.read(name).decode() for name in archive.namelist())

    people = [cast.reporter, cast.reviewer, cast.coordinator, cast.observer, cast.administrator]
    secrets = [*(one.email for one in people), "canary", "old mill"]
    assert [secret for secret in secrets if secret in text] == []
    assert cast.committee.name in text


@pytest.mark.parametrize("credit", [Credit.REGION, Credit.PSEUDONYM])
def test_protected_committee_is_not_named_in_it(client, cast, credit):
    cast.committee.name = "Zelkova Watch"
    cast.committee.save(update_fields=["name"])
    published(cast)
    before = package_of(client)

    protect(cast, credit)
    Publication.objects.update(version=10**6)
    after = package_of(client)

    named = [row["credited_to"] for content in (before, after) for row in table_of(content, "readings")]
    assert named[0] == "Zelkova Watch"
    assert "Zelkova" not in named[1]


def test_same_facts_are_the_same_bytes(client, pages, monkeypatch):
    first = package_of(client)

    monkeypatch.setattr(given, "_kept", None)

    assert package_of(client) == first


def test_package_is_made_once_for_a_version(client, cast):
    package_of(client)

    with CaptureQueriesContext(connection) as again:
        client.get("/data/datapackage.json")
    Publication.objects.update(version=10**6)
    with CaptureQueriesContext(connection) as anew:
        client.get("/data/datapackage.json")

    assert (len(again), len(anew) > 10) == (1, True)


def test_rows_are_read_in_a_fixed_number_of_queries(client, pages, cast):
    def asked():
        with CaptureQueriesContext(connection) as found:
            for table in TABLES:
                list(table.rows(date(2025, 1, 15)))
        return len(found)

    before = asked()
    for year in (2019, 2020, 2021):
        published(cast, figure(9_000, year))

    assert asked() == before


def test_whoever_has_the_file_is_told_that_it_has_not_changed(client, cast):
    first = client.get("/data/package.zip")
    body(first)

    same = client.get("/data/package.zip", headers={"if-none-match": first["ETag"]})
    published(cast)
    Publication.objects.update(version=10**6)
    other = client.get("/data/package.zip", headers={"if-none-match": first["ETag"]})

    assert (same.status_code, other.status_code) == (304, 200)
    assert body(other)
    assert other["ETag"] != first["ETag"]


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_each_table_is_there_by_itself(client, pages, table):
    alone = client.get(f"/data/{table}.csv")

    assert body(alone) == ZipFile(BytesIO(package_of(client))).read(f"{table}.csv")
    assert alone["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_table_that_is_not_there_is_not_found(client, cast):
    assert client.get("/data/users.csv").status_code == 404


def test_whoever_meets_another_readers_package_is_told_to_come_again(client, cast, monkeypatch):
    monkeypatch.setattr(given, "PATIENCE", 0.01)

    with given._making:
        answer = client.get("/data/package.zip")

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")


def test_what_is_published_meanwhile_is_never_half_in_it(client, cast, monkeypatch):
    make, versions = given.make_package, iter(range(100, 200))

    def made_while_others_publish(*args, **named):
        Publication.objects.update(version=next(versions))
        return make(*args, **named)

    monkeypatch.setattr(given, "make_package", made_while_others_publish)

    assert client.get("/data/package.zip").status_code == 503


def test_old_package_leaves_the_disk(client, cast):
    package_of(client)
    before = given._kept[1].path
    assert before.exists()

    Publication.objects.update(version=10**6)
    package_of(client)

    assert not before.exists()


def test_page_explains_every_column(client, db):
    text = main_of(client.get("/data/"))

    missing = [column.name for table in TABLES for column in table.columns if column.name not in text]
    assert missing == []
    assert "Creative Commons Attribution 4.0 International" in text


def test_page_asks_no_question(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        client.get("/data/")


def test_page_tells_catalogues_what_it_is(client, db, settings):
    html = client.get("/data/").content.decode()

    (told,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    said = json.loads(told)
    addresses = [one["contentUrl"].removeprefix(settings.SITE_URL) for one in said["distribution"]]

    assert said["@type"] == ["Dataset", "dcat:Dataset"]
    assert said["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert addresses[:2] == ["/data/package.zip", "/data/datapackage.json"]
    assert [address for address in addresses if not body(client.get(address))] == []


def test_nothing_in_it_can_end_the_element():
    from tracker.public.dataset import _linked  # noqa: PLC0415

    linked = _linked({"name": "</script><script>go()</script>&"})

    assert linked.count("<") == 2
    assert json.loads(linked[linked.index(">") + 1 : linked.rindex("<")]) == {
        "name": "</script><script>go()</script>&"
    }


def test_package_that_fails_half_way_leaves_no_file(cast, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def broken(_today):
        raise OSError("the disk is full")
        yield

    spoilt = [replace(one, cells=broken) if one is TABLES[-1] else one for one in TABLES]
    monkeypatch.setattr("tracker.transfer.package.TABLES", spoilt)
    about = imprint("https://example.org/data/", {}, as_of=None, today=timezone.localdate())

    # Who holds the fault holds all that was at work, as a log or a report of the fault does.
    with pytest.raises(OSError, match="full") as held:
        make_package(about, today=timezone.localdate())

    assert (list(tmp_path.iterdir()), held.value.args) == ([], ("the disk is full",))
