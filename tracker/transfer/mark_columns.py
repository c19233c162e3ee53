"""The columns of every table of marks: whose mark it is and on what, and all that must stand beside it."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tracker.enums import MARK_LABELS
from tracker.scoring import Mark
from tracker.transfer.extract import PLACE, Column, Type

ABOUT_COLUMNS = (
    PLACE,
    Column("process", _("Process"), _("The code of a consultative process."), tag="#org+code"),
    Column("process_name", _("Process"), _("The name of the process."), tag="#org+name", printed=True),
    Column(
        "level",
        _("Level"),
        _("What the mark is about: the whole, an objective, a commitment, or a single target of a place."),
        tag="#meta+level",
    ),
    Column(
        "objective",
        _("Objective"),
        _("The number of the objective of the Compact."),
        type=Type.WHOLE,
        tag="#sector+code",
        printed=True,
    ),
    Column("objective_label", _("Objective"), _("The objective in short."), tag="#sector+name"),
    Column(
        "commitment", _("Commitment"), _("The code of the commitment."), tag="#indicator+code", printed=True
    ),
    Column(
        "commitment_title",
        _("Commitment"),
        _("The title of the commitment, as it read on the day."),
        tag="#indicator+name",
    ),
    Column(
        "target",
        _("Target"),
        _("What the target asks for, where the page says it."),
        tag="#indicator+description",
        printed=True,
    ),
    Column(
        "horizon",
        _("Horizon"),
        _("How many years after the baseline the target is due, such as 2, 5 or 12; empty over all of them."),
        type=Type.WHOLE,
        tag="#date+horizon",
    ),
    Column(
        "due_year",
        _("Due"),
        _("The year in which the targets of that horizon are due."),
        tag="#date+year+due",
        printed=True,
    ),
)
MARK_COLUMNS = (
    Column(
        "mark", _("Mark"), format_lazy(_("The mark: {marks}."), marks=", ".join(Mark)), tag="#status+code"
    ),
    Column("mark_label", _("Mark"), _("The mark in words."), tag="#status+name", printed=True),
    Column(
        "status",
        _("Status"),
        _("Where a single target stands; empty for what is rolled up."),
        tag="#status+target",
    ),
    Column("status_label", _("Status"), _("The status in words."), tag="#status+target+name", printed=True),
    Column(
        "missing",
        _("Why there is no score"),
        _(
            "Why there is no score, empty where there is one: no_target, no_evidence, not_applicable, "
            "too_little_coverage, or why nothing can be shown: unreadable, other_method, disagrees, held."
        ),
        tag="#status+missing",
    ),
    Column(
        "state",
        _("State of the row"),
        _("current; updating, where it is about to be computed anew; or cannot_be_shown."),
        tag="#status+row",
    ),
    Column(
        "score",
        _("Score"),
        _("From 0 to 100, where enough of the weight is covered."),
        type=Type.NUMBER,
        tag="#value+score",
        printed=True,
        places=0,
    ),
    Column("unit", _("Unit"), _("The unit of the score and its bounds."), tag="#meta+unit"),
    Column(
        "coverage",
        _("Coverage"),
        _("The share of the weight that has something to score, from 0 to 1."),
        type=Type.NUMBER,
        tag="#value+coverage",
        printed=True,
        per_cent=True,
    ),
    Column(
        "lower",
        _("At least"),
        _("What the score would be if all that is missing scored 0."),
        type=Type.NUMBER,
        tag="#value+lower",
        printed=True,
        places=0,
    ),
    Column(
        "upper",
        _("At most"),
        _("What the score would be if all that is missing scored 100."),
        type=Type.NUMBER,
        tag="#value+upper",
        printed=True,
        places=0,
    ),
    Column(
        "share",
        _("Share of the way"),
        _("How far a single target is from its baseline to its goal; 1 is the goal, below 0 the wrong way."),
        type=Type.NUMBER,
        tag="#value+share",
    ),
    Column(
        "targets",
        _("Targets"),
        _("How many targets apply."),
        type=Type.WHOLE,
        tag="#value+targets",
        printed=True,
    ),
    Column(
        "targets_with_data",
        _("Known"),
        _("How many of them have something to score."),
        type=Type.WHOLE,
        tag="#value+targets+known",
        printed=True,
    ),
    *(
        Column(
            f"targets_{mark.value}",
            label,
            _("How many targets have this mark."),
            type=Type.WHOLE,
            tag=f"#value+targets+{mark.value.replace('_', '')}",
        )
        for mark, label in MARK_LABELS.items()
    ),
    Column(
        "lowest_grade",
        _("Lowest grade"),
        _("The lowest grade of evidence among what was used, A to D."),
        tag="#meta+grade",
    ),
    Column(
        "proxy",
        _("Proxy"),
        _("Whether a figure stands in for what cannot be counted directly."),
        type=Type.YES_NO,
        tag="#meta+proxy",
    ),
    Column(
        "contested",
        _("Contested"),
        _("Whether published reports contradict each other."),
        type=Type.YES_NO,
        tag="#meta+contested",
    ),
    Column(
        "computed_for",
        _("Computed for"),
        _("The day that the score was computed for."),
        type=Type.DAY,
        tag="#date+computed",
    ),
)
SCORE_COLUMNS = ABOUT_COLUMNS + MARK_COLUMNS
