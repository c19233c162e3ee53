"""Regional consultative processes, and the States that take part."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from tracker.actions.loading import cells
from tracker.actions.loading.cells import optional
from tracker.actions.loading.faults import Fault
from tracker.actions.loading.keeping import Tally, keep, sourced
from tracker.actions.loading.places import PLACES
from tracker.actions.loading.sheets import Row, Sheet
from tracker.actions.loading.sources import IN_SOURCES, SOURCED
from tracker.enums import PlaceKind
from tracker.models import Membership, Place, Process, Source

PROCESSES = Sheet(
    file="processes.csv",
    key=("code",),
    columns={
        "code": cells.code(),
        "name": cells.text(200),
        "region": cells.text(100),
        "established": optional(cells.whole(1900, 2100)),
        "members": cells.items(cells.code(60)),
        "members_verified": cells.flag,
        "note": optional(cells.text(1000), blank=""),
        **SOURCED,
    },
    refers={"members": PLACES.file, **IN_SOURCES},
)


def check_processes(rows: list[Row], places: list[Row]) -> Iterator[Fault]:
    """Members are States, each named once, and a list without members is not a checked one."""
    states = {row["code"] for row in places if row["kind"] == PlaceKind.COUNTRY}
    for row in rows:
        if not states.issuperset(row["members"]):
            yield row.fault("members", "Only States are members.")
        if len(set(row["members"])) < len(row["members"]):
            yield row.fault("members", "A member stands here twice.")
        if row["members_verified"] and not row["members"]:
            yield row.fault("members_verified", "An empty list of members is not a checked one.")


def keep_processes(
    rows: list[Row],
    places: Mapping[Any, Place],
    sources: Mapping[Any, Source],
    *,
    today: date,
    tally: Tally,
) -> None:
    """The processes, with exactly these members from today on; who was one before stays on record."""
    names = ("code", "name", "region", "established", "members_verified", "note")
    wanted = ({**row.pick(*names), **sourced(row, sources)} for row in rows)
    new = set(Process.objects.values_list("code", flat=True)).symmetric_difference(
        row["code"] for row in rows
    )
    processes = keep(Process, "code", wanted, tally=tally)
    for row in rows:
        members = {places[code].pk for code in row["members"]}
        since = None if row["code"] in new else today
        _keep_members(processes[row["code"]], members, since=since, today=today, tally=tally)


def _keep_members(
    process: Process, wanted: set[int], *, since: date | None, today: date, tally: Tally
) -> None:
    """Open and end memberships, so that those held are the ones wanted."""
    held = Membership.objects.filter(process=process, until_on=None)
    stored = set(held.values_list("place", flat=True))
    added = [Membership(process=process, place_id=pk, from_on=since) for pk in sorted(wanted - stored)]
    tally.added += len(Membership.objects.bulk_create(added))
    # One that began today never held.
    held.filter(from_on=today).exclude(place__in=wanted).delete()
    tally.changed += held.exclude(place__in=wanted).update(until_on=today)
