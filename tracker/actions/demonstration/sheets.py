"""What the files of the demonstration look like."""

from tracker.actions.loading import cells
from tracker.actions.loading.cells import optional
from tracker.actions.loading.places import LANGUAGES
from tracker.actions.loading.sheets import Sheet
from tracker.enums import GROUP_LABELS, Credit, Dimension, ReportState, SeatRole
from tracker.scoring import Answer, Grade

# What no row says: these states come about by themselves.
MADE_LATER = {ReportState.SUPERSEDED, ReportState.DECIDED, ReportState.WITHDRAWN}

PLACES = Sheet(
    file="places.csv",
    key=("code",),
    columns={
        "code": cells.code(60),
        "iso2": cells.text(2),
        "iso3": cells.text(3),
        **{f"name_{language}": cells.text(150) for language in LANGUAGES},
    },
)
BASELINES = Sheet(
    file="baselines.csv",
    key=("place", "commitment", "years"),
    columns={
        "place": cells.code(60),
        "commitment": cells.code(20),
        "years": lambda given: tuple(cells.items(cells.whole(1, 50))(given)),
        "value": optional(cells.figure),
        "on": optional(cells.day),
        "goal": optional(cells.figure),
        "why_not": optional(cells.text(300), blank=""),
    },
    refers={"place": PLACES.file},
)
PEOPLE = Sheet(
    file="people.csv",
    key=("person",),
    columns={
        "person": cells.code(40),
        "name": cells.text(150),
        "signs_in": cells.flag,
        "administrator": cells.flag,
    },
)
COMMITTEES = Sheet(
    file="committees.csv",
    key=("committee",),
    columns={
        "committee": cells.code(80),
        "name": cells.text(200),
        "place": cells.code(60),
        "about": cells.text(1000),
        "known": cells.choice(*Credit.values),
    },
    refers={"place": PLACES.file},
)
SEATS = Sheet(
    file="seats.csv",
    key=("committee", "person"),
    columns={
        "committee": cells.code(80),
        "person": cells.code(40),
        "constituency": cells.code(60),
        "organisation": cells.text(200),
        "role": cells.choice(*SeatRole.values),
        "starts_on": cells.day,
        "ends_on": optional(cells.day),
    },
    refers={"committee": COMMITTEES.file, "person": PEOPLE.file},
)
REPORTS = Sheet(
    file="reports.csv",
    key=("place", "commitment", "years", "about", "written_on"),
    columns={
        "place": cells.code(60),
        "commitment": cells.code(20),
        "years": lambda given: tuple(cells.items(cells.whole(1, 50))(given)),
        "about": cells.whole(2019, 2100),
        "answer": cells.choice(*(answer.value for answer in Answer)),
        "value": optional(cells.figure),
        "done": lambda given: tuple(cells.items(cells.code())(given)),
        "grade": optional(cells.choice(*(grade.value for grade in Grade))),
        "narrative": cells.text(1000),
        "page": optional(cells.text(300)),
        "second": optional(cells.text(300)),
        "author": cells.code(40),
        "decider": optional(cells.code(40)),
        "written_on": optional(cells.day),
        "decided_on": optional(cells.day),
        "state": cells.choice(
            *(state.value for state in ReportState if state not in MADE_LATER),
        ),
        "reason": optional(cells.text(1000), blank=""),
    },
    refers={"place": PLACES.file, "author": PEOPLE.file, "decider": PEOPLE.file},
)
ROUNDS = Sheet(
    file="rounds.csv",
    key=("round",),
    columns={
        "round": cells.code(40),
        "name": cells.text(150),
        "opened_ago": cells.whole(1, 400),
        "closes_in": cells.whole(1, 400),
    },
)
ASSIGNMENTS = Sheet(
    file="assignments.csv",
    key=("round", "committee", "commitment", "years"),
    columns={
        "round": cells.code(40),
        "committee": cells.code(80),
        "commitment": cells.code(20),
        "years": cells.whole(1, 50),
        "person": cells.code(40),
        "due_in": optional(cells.whole(0, 400), blank=0),
        "late_by": optional(cells.whole(1, 400), blank=0),
    },
    refers={"round": ROUNDS.file, "committee": COMMITTEES.file, "person": PEOPLE.file},
)
PARTS = Sheet(
    file="parts.csv",
    key=("place", "commitment", "about", "dimension", "group"),
    columns={
        "place": cells.code(60),
        "commitment": cells.code(20),
        "about": cells.whole(2019, 2100),
        "dimension": cells.choice(*Dimension.values),
        "group": cells.choice(*(group for groups in GROUP_LABELS.values() for group in groups)),
        "value": cells.figure,
    },
    refers={"place": PLACES.file},
)
SHEETS = {
    sheet.file: sheet
    for sheet in (PLACES, BASELINES, PEOPLE, COMMITTEES, SEATS, REPORTS, PARTS, ROUNDS, ASSIGNMENTS)
}
