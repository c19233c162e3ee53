"""What a member sees at work: the committee's targets, the open reports, and what a report would do."""

from tracker.selectors.workspace.desk import Desk, DeskRow, OpenReport, desk, open_report
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

__all__ = [
    "CommitteeTasks",
    "Decision",
    "Desk",
    "DeskRow",
    "OpenReport",
    "OpenTask",
    "Question",
    "ReportView",
    "TaskRow",
    "committee_tasks",
    "decision_on",
    "desk",
    "last_act",
    "open_report",
    "question",
    "report_view",
]
