"""The columns of readings: of all that was published about a target, and of one report with its parts."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tracker.scoring import Answer, LeftOutReason
from tracker.transfer.extract import PLACE, Column, Type

ABOUT_COLUMNS = (
    PLACE,
    Column(
        "objective",
        _("Objective"),
        _("The number of the objective of the Compact."),
        type=Type.WHOLE,
        tag="#sector+code",
    ),
    Column(
        "commitment", _("Commitment"), _("The code of the commitment."), tag="#indicator+code", printed=True
    ),
    Column("commitment_title", _("Commitment"), _("The title of the commitment."), tag="#indicator+name"),
    Column(
        "horizon",
        _("Horizon"),
        _("How many years after the baseline the target is due, such as 2, 5 or 12."),
        type=Type.WHOLE,
        tag="#date+horizon",
        printed=True,
    ),
    Column("target", _("Target"), _("What the target asks for."), tag="#indicator+description", printed=True),
)
READING_COLUMNS = (
    Column("report", _("Report"), _("The number of the report in its address."), tag="#meta+id"),
    Column(
        "reference_on",
        _("About"),
        _("The day the answer is about; for a whole year its last day."),
        type=Type.DAY,
        tag="#date+reported",
    ),
    Column(
        "reference",
        _("About"),
        _("The same in words: the year, or the day."),
        tag="#date+reported+name",
        printed=True,
    ),
    Column(
        "yearly",
        _("Whole year"),
        _("Whether the answer is about the whole year."),
        type=Type.YES_NO,
        tag="#date+yearly",
    ),
    Column(
        "answer",
        _("Answer"),
        format_lazy(
            _("The kind of answer: {answers}. None of the last four is a zero."), answers=", ".join(Answer)
        ),
        tag="#status+answer",
    ),
    Column("answer_label", _("Answer"), _("The answer in words."), tag="#status+answer+name", printed=True),
    Column(
        "value",
        _("Value"),
        _("The figure, where the answer is one."),
        type=Type.NUMBER,
        tag="#value+actual",
        printed=True,
    ),
    Column("unit", _("Unit"), _("The unit of the figure."), tag="#meta+unit", printed=True),
    Column(
        "missing",
        _("Missing"),
        _(
            "Why there is no figure, empty where there is one: the kind of answer; no_report, where nothing was "
            "published; small_number or hidden, where a part could give people away."
        ),
        tag="#status+missing",
    ),
    Column(
        "steps", _("Steps"), _("The codes of the steps reached, with a space between."), tag="#value+steps"
    ),
    Column("grade", _("Grade"), _("The grade of evidence, A to D."), tag="#meta+grade", printed=True),
    Column("status", _("Status"), _("published, replaced or withdrawn."), tag="#status+report", printed=True),
    Column(
        "credited_to",
        _("Reported by"),
        _("The committee as it is known in public; empty for a figure of a published series."),
        tag="#org+name",
        printed=True,
    ),
    Column("source", _("Source"), _("The source of the figure."), tag="#meta+source"),
    Column("source_url", _("Source"), _("The address of the source."), tag="#meta+url"),
    Column("vintage", _("Vintage"), _("Which edition of the source."), tag="#date+vintage"),
    Column(
        "published_on",
        _("Published"),
        _("The day it was published here."),
        type=Type.DAY,
        tag="#date+published",
        printed=True,
    ),
    Column("caveat", _("To know"), _("What the number cannot say."), tag="#meta+caveat"),
)
TARGET_COLUMNS = (
    *ABOUT_COLUMNS,
    *READING_COLUMNS,
    Column(
        "used", _("Used"), _("Whether the mark rests on this reading."), type=Type.YES_NO, tag="#meta+used"
    ),
    Column(
        "left_out",
        _("Left out"),
        format_lazy(
            _("Why the reading does not count, empty where it does: {reasons}."),
            reasons=", ".join(LeftOutReason),
        ),
        tag="#meta+leftout",
    ),
    *(
        Column(name, title, about, type=kind, tag=tag)
        for name, title, kind, tag, about in (
            ("baseline", _("Baseline"), Type.NUMBER, "#value+baseline", _("The figure at the baseline.")),
            ("baseline_on", _("Baseline"), Type.DAY, "#date+baseline", _("The day of the baseline.")),
            (
                "goal",
                _("Goal"),
                Type.NUMBER,
                "#value+target",
                _("The figure to be reached, where there is one."),
            ),
            ("due_on", _("Due"), Type.DAY, "#date+due", _("The day the target is due.")),
            ("mark", _("Mark"), Type.TEXT, "#status+code", _("The mark of the target.")),
            ("mark_status", _("Status"), Type.TEXT, "#status+target", _("Where the target stands.")),
            ("score", _("Score"), Type.NUMBER, "#value+score", _("The score of the target, from 0 to 100.")),
            (
                "share",
                _("Share of the way"),
                Type.NUMBER,
                "#value+share",
                _("1 is the goal, below 0 the wrong way."),
            ),
        )
    ),
)
REPORT_COLUMNS = (
    *ABOUT_COLUMNS,
    Column(
        "dimension",
        _("By"),
        _("What the row is a part by: sex, age or status; empty for the whole."),
        tag="#meta+dimension",
        printed=True,
    ),
    Column("group", _("Part"), _("Which part."), tag="#meta+group", printed=True),
    *READING_COLUMNS,
    Column(
        "narrative",
        _("In words"),
        _("What the committee says, or what stands behind the figure."),
        tag="#description",
    ),
    Column("replaced_by", _("Replaced by"), _("The report in its place."), tag="#meta+replacedby"),
    Column("address", _("Address"), _("The page of the report."), tag="#meta+url+report"),
)
