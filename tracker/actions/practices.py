"""What is done to a good practice, from the first draft to its publication. Each act is one transaction."""

from dataclasses import asdict
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker import workflow
from tracker.actions.audit import record
from tracker.actions.entries import BadEntry, Fault
from tracker.actions.proposals import Proposal, attach, check_proposal, fill, proposal_of
from tracker.actions.release_times import release_instant
from tracker.actions.reports import Changed
from tracker.enums import Credit, Duty, ReportState, Step
from tracker.models import Committee, GoodPractice, User
from tracker.permissions import check_constituted, check_decides, check_duty, check_wrote
from tracker.selectors.committees import constitution_of

DECIDED = ["state", "decided_by", "credit", "release_at", "version"]


class PracticeTokenSpent(Exception):
    """The token of this form was spent already, with another text or by another person's form."""


@transaction.atomic
def propose(committee: Committee, proposal: Proposal, *, by: User, token: UUID) -> GoodPractice:
    """Keep a new draft for the committee's place. The same form sent again, however often, gives the same draft."""
    check_duty(by, committee, Duty.REPORT, on=timezone.localdate())
    check_proposal(proposal)
    practice = GoodPractice(
        place=committee.place,
        committee=committee,
        author=by,
        submit_token=token,
        written_at=timezone.now(),
    )
    fill(practice, proposal)
    try:
        with transaction.atomic():
            practice.save()
    except IntegrityError:
        return _same(GoodPractice.objects.get(submit_token=token), proposal, by=by)
    attach(practice, proposal)
    _record("practice.drafted", practice, by=by)
    return practice


@transaction.atomic
def rewrite(practice: GoodPractice, proposal: Proposal, *, by: User, version: int) -> GoodPractice:
    """Change a draft or one that was sent back; `version` is the one the page was opened with."""
    kept = _locked(practice.pk)
    check_wrote(by, kept)
    check_duty(by, kept.committee, Duty.REPORT, on=timezone.localdate())
    if ReportState(kept.state) not in workflow.EDITABLE:
        raise workflow.StepRefused(ReportState(kept.state), Step.SUBMIT)
    if kept.version != version:
        raise Changed
    check_proposal(proposal)
    fill(kept, proposal)
    kept.version += 1
    kept.save(update_fields=["title", "done", "outcome", "language", "version"])
    attach(kept, proposal)
    _record("practice.redrafted", kept, by=by)
    return kept


@transaction.atomic
def submit(practice: GoodPractice, *, by: User) -> GoodPractice:
    """Hand it to the committee. Done once: pressed again by its author, it answers with the same."""
    kept = _locked(practice.pk)
    check_wrote(by, kept)
    if ReportState(kept.state) not in workflow.EDITABLE:
        return kept
    _take(kept, Step.SUBMIT, by=by)
    check_proposal(proposal_of(kept))
    kept.submitted_at, kept.return_reason = timezone.now(), ""
    kept.save(update_fields=["state", "submitted_at", "return_reason", "version"])
    _record("practice.submitted", kept, by=by)
    return kept


@transaction.atomic
def publish(practice: GoodPractice, *, by: User) -> GoodPractice:
    """Decide that it becomes public: at once, or for a protected committee together with its reports."""
    kept = _locked(practice.pk)
    # Whoever protects the committee meanwhile waits here, and so nothing goes out that should not.
    committee = Committee.objects.select_for_update(no_key=True).get(pk=kept.committee_id)
    _take(kept, Step.DECIDE if committee.is_protected else Step.PUBLISH, by=by)
    check_decides(by, kept)
    check_constituted(constitution_of(committee, on=timezone.localdate()))
    kept.decided_by, kept.credit = by, committee.credit
    if not committee.is_protected:
        return _make_public(kept, by=by)
    kept.release_at = release_instant(committee, Credit(kept.credit), now=timezone.now())
    kept.save(update_fields=DECIDED)
    _record("practice.decided", kept, by=by)
    return kept


@transaction.atomic
def send_back(practice: GoodPractice, *, by: User, reason: str) -> GoodPractice:
    """Return it to its author with the reason."""
    if not reason.strip():
        raise BadEntry([Fault("reason", _("Say what the author should change."))])
    kept = _locked(practice.pk)
    _take(kept, Step.SEND_BACK, by=by)
    check_decides(by, kept)
    kept.return_reason, kept.release_at = reason, None
    kept.save(update_fields=["state", "return_reason", "release_at", "version"])
    _record("practice.sent_back", kept, by=by, reason=reason)
    return kept


def release_practices() -> int:
    """Publish what protected committees decided and is due; says how many. Harmless when run twice at once."""
    due = list(GoodPractice.objects.due(timezone.now()).values_list("pk", flat=True))
    return sum(_release(pk) for pk in due)


@transaction.atomic
def _release(pk: int) -> bool:
    """What may not go out, because its committee is not what it was, stays decided."""
    kept, now = _locked(pk), timezone.now()
    if kept.state != ReportState.DECIDED or kept.release_at is None or kept.release_at > now:
        return False
    if not constitution_of(kept.committee, on=timezone.localdate()).complete:
        return False
    kept.state, _duty = workflow.next_state(ReportState(kept.state), Step.RELEASE)
    kept.version, kept.release_at = kept.version + 1, None
    _make_public(kept, by=None)
    return True


def _make_public(kept: GoodPractice, *, by: User | None) -> GoodPractice:
    kept.published_at = timezone.now()
    kept.save(update_fields=[*DECIDED, "published_at"])
    _record("practice.published", kept, by=by)
    return kept


def _locked(pk: int) -> GoodPractice:
    """The practice as it stands now, held until the end of the transaction."""
    rows = GoodPractice.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("committee", "place").get(pk=pk)


def _take(practice: GoodPractice, step: Step, *, by: User) -> None:
    """Move it one step on, if the step exists from here and the person's seat carries the duty."""
    state, duty = workflow.next_state(ReportState(practice.state), step)
    check_duty(by, practice.committee, duty, on=timezone.localdate())
    practice.state, practice.version = state, practice.version + 1


def _same(practice: GoodPractice, proposal: Proposal, *, by: User) -> GoodPractice:
    """The practice this token was spent on, if the same person sent the same again."""
    if practice.author_id == by.pk and proposal_of(practice) == proposal:
        return practice
    raise PracticeTokenSpent


def _record(action: str, practice: GoodPractice, *, by: User | None, **more: object) -> None:
    """Write down what was done to it, and what it says since; the last thing an act does."""
    says = {"version": practice.version, "proposal": asdict(proposal_of(practice))}
    record(action, by=by, about=str(practice.uuid), **says, **more)
