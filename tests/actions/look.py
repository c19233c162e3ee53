"""What a test of an act looks at: a report in a state, everything that is stored, what the record says."""

from django.utils import timezone

from tests.cast import DUE, drafted, figure, published, returned, submitted
from tests.protected import protect
from tracker.actions import reports
from tracker.actions.targets import Wording, revise
from tracker.enums import ReportState, Step
from tracker.models import ActorRef, AuditEvent, Evidence, ProgressReport, Score
from tracker.scoring import Kind

REASON = "Name the page."
PEOPLE = ("reporter", "reviewer", "coordinator", "observer", "stranger", "administrator")
# The steps a person takes, each as the act that takes it.
TAKE = {
    Step.SUBMIT: lambda report, by: reports.submit(report, by=by),
    Step.PUBLISH: lambda report, by: reports.publish(report, by=by),
    Step.TAKE_BACK: lambda report, by: reports.take_back(report, by=by),
    Step.WITHDRAW: lambda report, by: reports.withdraw(report, by=by, reason="The page was wrong."),
    Step.SEND_BACK: lambda report, by: reports.send_back(report, by=by, reason=REASON),
}


def in_state(cast, state):
    """The reporter's report, brought to a state."""
    if state == ReportState.SUPERSEDED:
        older = published(cast, figure(8_000))
        published(cast, figure(7_000))
        return ProgressReport.objects.get(pk=older.pk)
    if state == ReportState.WITHDRAWN:
        return reports.withdraw(published(cast), by=cast.reviewer, reason="The page was wrong.")
    if state == ReportState.DECIDED:
        protect(cast)
        return reports.publish(submitted(cast), by=cast.reviewer)
    make = {
        ReportState.DRAFT: drafted,
        ReportState.SUBMITTED: submitted,
        ReportState.RETURNED: returned,
        ReportState.PUBLISHED: published,
    }
    return make[state](cast)


def everything():
    """Every column of every report and of what hangs on one, to compare before and after."""
    kept = (ProgressReport, Evidence, Score, AuditEvent)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in kept}


def acts(report):
    """What the record says was done to a report, the oldest first."""
    names = {name.ref: name.user.email.split("@")[0] for name in ActorRef.objects.select_related("user")}
    events = AuditEvent.objects.filter(object_ref=str(report.uuid)).order_by("seq")
    return [(event.action, names.get(event.actor_ref)) for event in events]


def make_yes_no(target):
    """From today on the target asks for a yes, and a figure answers it no more."""
    wording = Wording(title="It is so by 2023", kind=Kind.YES_NO, due_on=DUE[5])
    return revise(target, wording, by=None, reason="Simpler.", from_on=timezone.localdate())
