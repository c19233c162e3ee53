"""What others said about the demonstration's reports: a State's reply, a dispute that ended, and one that waits.

As with the reports themselves, what lies in the past is written here with the instants of the file, in fictional
places only; what waits is raised now, through the act that everybody takes.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import uuid4

from tracker.actions.audit import record
from tracker.actions.demonstration.places import INVENTED, Applied, applied_in
from tracker.actions.disputes import Objection, raise_dispute
from tracker.actions.loading import cells
from tracker.actions.loading.cells import optional
from tracker.actions.loading.faults import BadData
from tracker.actions.loading.sheets import Row, Sheet, Tables
from tracker.enums import DisputeGround, DisputeState, Outcome
from tracker.models import Dispute, FocalPoint, Place, ProgressReport, Reply, User
from tracker.selectors.replies import closes_on

NOON = time(12, tzinfo=UTC)
ABOUT_A_REPORT = {
    "place": cells.code(60),
    "commitment": cells.code(20),
    "years": lambda given: tuple(cells.items(cells.whole(1, 50))(given)),
    "about": cells.whole(2019, 2100),
    "published_on": cells.day,
}
FOCAL_POINTS = Sheet(
    file="focal_points.csv",
    key=("person", "place"),
    columns={"person": cells.code(40), "place": cells.code(60), "starts_on": cells.day},
    refers={"place": "places.csv", "person": "people.csv"},
)
REPLIES = Sheet(
    file="replies.csv",
    key=("place", "commitment", "years", "about", "published_on"),
    columns={**ABOUT_A_REPORT, "person": cells.code(40), "text": cells.text(5000), "given_on": cells.day},
    refers={"place": "places.csv", "person": "people.csv"},
)
DISPUTES = Sheet(
    file="disputes.csv",
    key=("place", "commitment", "years", "about", "published_on"),
    columns={
        **ABOUT_A_REPORT,
        "ground": cells.choice(*DisputeGround.values),
        "text": cells.text(3000),
        "raised_on": optional(cells.day),
        "taken_up_on": optional(cells.day),
        "decider": optional(cells.code(40)),
        "outcome": optional(cells.choice(*Outcome.values), blank=""),
        "reasons": optional(cells.text(3000), blank=""),
        "decided_on": optional(cells.day),
    },
    refers={"place": "places.csv", "decider": "people.csv"},
)
VOICES = (FOCAL_POINTS, REPLIES, DISPUTES)


def make_voices(
    tables: Tables, applied: Applied, places: Mapping[Any, Place], people: Mapping[Any, User]
) -> None:
    """Who speaks for a State, what it replied, and what was disputed."""
    for row in tables[FOCAL_POINTS.file]:
        FocalPoint.objects.create(
            user=people[row["person"]], place=places[row["place"]], starts_on=row["starts_on"]
        )
    for row in tables[REPLIES.file]:
        for report in _reports(row, applied):
            _reply(row, report, people[row["person"]])
    for row in tables[DISPUTES.file]:
        for report in _reports(row, applied):
            _dispute(row, report, people)


def _reports(row: Row, applied: Applied) -> Iterator[ProgressReport]:
    """The reports that a row is about, one for each horizon it names."""
    for years in row["years"]:
        published = ProgressReport.objects.once_public().filter(
            place_target=applied_in(row, applied, years=years),
            reference_on=date(row["about"], 12, 31),
            published_at=datetime.combine(row["published_on"], NOON),
        )
        found = published.first()
        if found is None:
            raise BadData([row.fault("published_on", "No report was published on that day.")])
        yield found


def _reply(row: Row, report: ProgressReport, author: User) -> None:
    if not row["published_on"] <= row["given_on"] <= closes_on(row["published_on"]):
        raise BadData([row.fault("given_on", "The State could not reply on that day.")])
    given = Reply.objects.create(
        report=report,
        author=author,
        text=f"{row['text']} {INVENTED}",
        given_at=datetime.combine(row["given_on"], NOON),
    )
    record("reply.given", by=None, about=str(given.uuid), report=report.uuid, text=given.text)


def _dispute(row: Row, report: ProgressReport, people: Mapping[Any, User]) -> None:
    """A dispute that ended long ago, or one that is raised now and waits."""
    ground, text = DisputeGround(row["ground"]), f"{row['text']} {INVENTED}"
    if row["decided_on"] is None:
        raise_dispute(report, Objection(ground=ground, text=text), token=uuid4())
        return
    decider = people[row["decider"]]
    if decider.pk == report.author_id:
        raise BadData([row.fault("decider", "The author of a report decides on no dispute about it.")])
    raised, taken_up, decided = (
        datetime.combine(row[name], NOON) for name in ("raised_on", "taken_up_on", "decided_on")
    )
    made = Dispute.objects.create(
        report=report,
        ground=ground.value,
        text=text,
        state=DisputeState.DECIDED,
        raised_at=raised,
        acknowledged_at=taken_up,
        decided_at=decided,
        decided_by=decider,
        outcome=row["outcome"],
        reasons=f"{row['reasons']} {INVENTED}",
        version=3,
    )
    record("dispute.decided", by=None, about=str(made.uuid), outcome=made.outcome, reasons=made.reasons)
