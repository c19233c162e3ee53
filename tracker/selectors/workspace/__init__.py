"""What a member sees at work: the committee's targets, the open reports, and what a report would do."""

from tracker.selectors.workspace.desk import Desk, DeskRow, OpenReport, desk, open_report
from tracker.selectors.workspace.receipt import NextTarget, OpenRound, next_target, open_round
from tracker.selectors.workspace.report import (
    Decision,
    Question,
    ReportView,
    decision_on,
    last_act,
    question,
    report_view,
)
from tracker.selectors.workspace.tasks import CommitteeTasks, OpenTask, TaskRow, committee_tasks
from tracker.selectors.workspace.writing import (
    BegunRow,
    Writing,
    begun_by,
    is_ahead,
    writing_about,
    writing_at,
)

__all__ = [
    "BegunRow",
    "CommitteeTasks",
    "Decision",
    "Desk",
    "DeskRow",
    "NextTarget",
    "OpenReport",
    "OpenRound",
    "OpenTask",
    "Question",
    "ReportView",
    "TaskRow",
    "Writing",
    "begun_by",
    "committee_tasks",
    "decision_on",
    "desk",
    "is_ahead",
    "last_act",
    "next_target",
    "open_report",
    "open_round",
    "question",
    "report_view",
    "writing_about",
    "writing_at",
]
