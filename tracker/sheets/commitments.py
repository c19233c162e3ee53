"""Tables of commitments: what each says; a new one is proposed."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Max
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from tracker.actions import changes
from tracker.actions.changes import Change, FirstCommitment, SayingChange
from tracker.actions.commitments import Proposal, Saying, faults_in_saying
from tracker.actions.table_kinds import CellFault
from tracker.enums import CommitmentStatus, DriverLevel, Scope, TableKind
from tracker.forms.fields import Narrative, ShortText, WholeNumber
from tracker.models import Area, Benchmark, Commitment, Framework, Indicator, Objective
from tracker.selectors.tags import words_in_use
from tracker.sheets.base import Asked, Record
from tracker.sheets.columns import Column
from tracker.sheets.fields import Among, Code, OneOf, Several, Words, YesNo, of
from tracker.sheets.versioned import VersionedSheet, values_of

SAYS = tuple(Saying.__dataclass_fields__)
LISTS = ("populations", "governance_levels", "lead_stakeholders")
LINKS = ("frameworks", "benchmarks")
BELONGS = ("objective", "area", "scope", "driver_level", *LISTS, *LINKS)


class Commitments(VersionedSheet):
    """Commitments by their codes."""

    kind = TableKind.COMMITMENTS
    about = _(
        "One row for each commitment. A code that is not known yet is proposed as a new commitment, without a "
        "target; every other row that says something new becomes a version, in force from the day it is stored."
    )
    key = ("code",)
    fixed = frozenset(BELONGS)
    spans_places = False

    code = Column(
        Code(max_length=20),
        _("Code"),
        _("For example GCM10-4: it is in addresses."),
        needed=True,
        example="GCM10-4",
    )
    title = Column(
        ShortText(max_length=200),
        _("Title"),
        _("What it is called."),
        needed=True,
        example="Fewer people in forced labour",
    )
    text = Column(
        Narrative(max_length=5000),
        _("Text"),
        _("The promise itself, as everyone reads it."),
        needed=True,
        example="Bring down the number of people in forced labour.",
    )
    objective = Column(
        Among(Objective.objects.all, code=lambda row: str(row.number)),
        _("Objective"),
        _("The number of the objective of the Compact, 1 to 23. It cannot be changed later."),
        needed=True,
        example="10",
    )
    area = Column(
        Among(Area.objects.all, code=lambda row: str(row.number)),
        _("Area of action"),
        _("The number of the area of action, 1 to 8. It cannot be changed later."),
        needed=True,
        example="5",
    )
    scope = Column(
        OneOf(of(Scope)),
        _("Applies to"),
        _("world: the world as a whole; each_state: each State. It cannot be changed later."),
        needed=True,
        example="each_state",
    )
    indicator = Column(
        Among(Indicator.objects.all, code=lambda row: row.code),
        _("Indicator"),
        _("The code of the indicator whose figures say how far it is. Empty: none is named."),
    )
    driver_level = Column(
        OneOf(of(DriverLevel), blank=""),
        _("Level of driver"),
        _("macro, meso or micro, or empty. It cannot be changed later."),
    )
    populations = Column(
        Words(lambda: words_in_use("populations")),
        _("Population groups"),
        _("Whom it is about, with semicolons between: women; children. It cannot be changed later."),
    )
    governance_levels = Column(
        Words(lambda: words_in_use("governance_levels")),
        _("Levels of governance"),
        _("With semicolons between: national; local. It cannot be changed later."),
    )
    lead_stakeholders = Column(
        Words(lambda: words_in_use("lead_stakeholders")),
        _("Lead stakeholders"),
        _("With semicolons between: government; trade unions. It cannot be changed later."),
    )
    frameworks = Column(
        Several(Framework.objects.all, code=lambda row: row.code, names=lambda row: [row.name]),
        _("Frameworks"),
        _("Their codes or names, with semicolons between. It cannot be changed later."),
    )
    benchmarks = Column(
        Several(Benchmark.objects.all, code=lambda row: row.code),
        _("Benchmarks"),
        _("Their codes, with semicolons between: SDG-10.7; SDG-16.2. It cannot be changed later."),
    )
    weight = Column(
        WholeNumber(minimum=1, maximum=100),
        _("Priority weight"),
        _("How much it counts beside the other commitments of its objective, 1 to 100. Empty: 1."),
        default=1,
        example="1",
    )
    status = Column(
        OneOf(of(CommitmentStatus)),
        _("Status"),
        _("proposed, adopted or retired. A new commitment is proposed. A retired one has no mark any more."),
        default=CommitmentStatus.PROPOSED,
        example="proposed",
    )
    verifiable = Column(
        YesNo(),
        _("It can be verified"),
        _("yes or no; empty means yes. Without it its targets are “not assessable”."),
        default=True,
        example="yes",
    )
    why_not_verifiable = Column(
        ShortText(max_length=300),
        _("Why it cannot be verified"),
        _("Only where it cannot be verified: why."),
    )

    def load(self) -> Iterable[Record]:
        """Every commitment with the number of its latest version. Three queries."""
        rows = Commitment.objects.select_related("objective", "area", "indicator").prefetch_related(*LINKS)
        for row in rows.annotate(latest=Max("versions__number")).order_by("code"):
            record = Record(kept=row, code=row.code, **values_of(row, SAYS), **values_of(row, BELONGS))
            for name in LISTS:
                setattr(record, name, tuple(getattr(row, name)))
            for name in LINKS:
                setattr(record, name, tuple(sorted(getattr(row, name).all(), key=lambda one: one.code)))
            record.status, record.scope = CommitmentStatus(row.status), Scope(row.scope)
            record.driver_level = DriverLevel(row.driver_level) if row.driver_level else ""
            yield record

    def check(self, asked: Asked) -> Iterator[CellFault]:
        """What the act would refuse."""
        record = asked.record
        for fault in faults_in_saying(_saying(record)):
            yield CellFault(fault.field, self.text_of(fault.field, record), str(fault.message))
        if asked.before is None and record.status != CommitmentStatus.PROPOSED:
            words = now("A new commitment is stored as proposed: write proposed, or leave this empty.")
            yield CellFault("status", self.text_of("status", record), words)

    def change_of(self, asked: Asked) -> Change:
        """A proposal, or what a commitment is to say."""
        saying = _saying(asked.record)
        if asked.before is None:
            values = values_of(asked.record, ("code", *BELONGS))
            values["driver_level"] = values["driver_level"] or None
            return FirstCommitment(proposal=Proposal(**values), saying=saying)
        row = asked.before.kept
        return SayingChange(commitment=row, saying=saying, after=row.latest or 0)

    def name_of(self, made: Sequence[changes.Made]) -> list[str]:
        """The codes."""
        rows = Commitment.objects.filter(pk__in=[one.of for one in made])
        return list(rows.order_by("code").values_list("code", flat=True))


def _saying(record: Record) -> Saying:
    return Saying(**values_of(record, SAYS))
