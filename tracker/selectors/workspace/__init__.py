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
from tracker.selectors.workspace.review import (
    NoteRow,
    ReviewPage,
    notes_for,
    report_to_decide,
    review_page,
    was_taken_back,
)
from tracker.selectors.workspace.tasks import CommitteeTasks, OpenTask, TaskRow, committee_tasks
from tracker.selectors.workspace.waiting import WaitingRow, chosen_in, waiting_for
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
    "NoteRow",
    "OpenReport",
    "OpenRound",
    "OpenTask",
    "Question",
    "ReportView",
    "ReviewPage",
    "TaskRow",
    "WaitingRow",
    "Writing",
    "begun_by",
    "chosen_in",
    "committee_tasks",
    "decision_on",
    "desk",
    "is_ahead",
    "last_act",
    "next_target",
    "notes_for",
    "open_report",
    "open_round",
    "question",
    "report_to_decide",
    "report_view",
    "review_page",
    "waiting_for",
    "was_taken_back",
    "writing_about",
    "writing_at",
]
