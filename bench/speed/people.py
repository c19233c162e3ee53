"""People of the made-up world at their work, without the pages between."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from unittest import mock
from uuid import UUID

from django.db import connection
from django.test import Client
from django.utils import timezone

from tracker.actions import marking, reports
from tracker.actions.drain import drain
from tracker.actions.entries import Entry, Link
from tracker.enums import Conflict, SeatRole
from tracker.models import Committee, PlaceTarget, ProgressReport, TargetVersion, User
from tracker.scoring import Answer, Grade, Kind

RECENT_DAYS = 100


@contextmanager
def replaced(module: object, name: str, other: object) -> Iterator[None]:
    """Another function in the place of one that is there, for as long as the block lasts."""
    if not hasattr(module, name):
        raise LookupError(f"{module} has no {name}: the bench must follow the product")
    with mock.patch.object(module, name, other):
        yield


@contextmanager
def unwoken() -> Iterator[None]:
    """Nobody is woken when something becomes dirty: whoever measures drains by hand."""
    with replaced(marking, "wake", lambda: None):
        yield


def level_targets(*, states: int | None = None) -> list[PlaceTarget]:
    """Targets of places that ask for a figure, of all States or of the first few."""
    wordings = TargetVersion.objects.filter(kind=Kind.LEVEL.value).values("target")
    found = PlaceTarget.objects.filter(target__in=wordings).select_related("place", "target__commitment")
    if states is not None:
        first = found.order_by("place").values_list("place", flat=True).distinct()[:states]
        found = found.filter(place__in=list(first))
    return list(found.order_by("place", "target"))


def decider_of(report: ProgressReport) -> User:
    """Somebody of the committee who may publish it."""
    return User.objects.filter(seats__committee=report.committee_id, seats__role=SeatRole.REVIEWER).order_by(
        "pk"
    )[0]


def handed_in(place_target: PlaceTarget, chance: random.Random) -> ProgressReport:
    """A report with a figure of the last months, waiting for a decision."""
    committee = Committee.objects.get(place=place_target.place, leads=True)
    author = User.objects.get(seats__committee=committee, seats__role=SeatRole.REPORTER)
    entry = Entry(
        answer=Answer.FIGURE,
        value=Decimal(chance.randrange(3_000, 11_000)),
        reference_on=timezone.localdate() - timedelta(days=chance.randrange(1, RECENT_DAYS)),
        yearly=False,
        narrative="What the bench reports.",
        grade=Grade.B,
        links=(Link(title="A page", url="https://statistics.example/"),),
        conflict=Conflict.NONE,
    )
    token = UUID(int=chance.getrandbits(128), version=4)
    report = reports.draft(place_target, committee, entry, by=author, token=token)
    return reports.submit(report, by=author, correction="The bench counted again.")


def publish(report: ProgressReport) -> None:
    """Another member publishes it."""
    reports.publish(report, by=decider_of(report))


def visitor() -> Client:
    """Somebody with a browser that goes past the web server."""
    return Client(SERVER_NAME="127.0.0.1")


def ready() -> None:
    """Connect, so that the first question measured does not wait for that; and work off what is left."""
    connection.ensure_connection()
    drain()
