"""The deciders' side of a dispute: what waits, taking it up, and its end with public reasons."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.actions import disputes
from tracker.enums import Outcome
from tracker.forms.base import StrictForm
from tracker.forms.fields import Choice, Narrative, Version
from tracker.permissions import Refused
from tracker.selectors.disputes import dispute_task, dispute_tasks
from tracker.workflow import StepRefused
from tracker.workspace.answers import CONFLICT, UNPROCESSABLE, MemberRequest, member_page, page

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


class DecideForm(StrictForm):
    """How a dispute ends, and why."""

    version = Version()
    outcome = Choice(
        label=gettext_lazy("How does it end?"),
        choices=Outcome.choices,
        error_messages={"required": gettext_lazy("Choose how the dispute ends.")},
    )
    reasons = Narrative(
        label=gettext_lazy("The reasons"),
        max_length=3_000,
        help_text=gettext_lazy("Everyone reads them beside the report. Name nobody."),
        error_messages={"required": gettext_lazy("Give the reasons: everyone reads them.")},
    )


class TakeUpForm(StrictForm):
    """The version of the dispute that was read."""

    version = Version()


@member_page
@require_safe
def dispute_list(request: MemberRequest) -> HttpResponse:
    """The disputes that wait for the member's decision."""
    return page(request, "disputes", tasks=dispute_tasks(request.user, today=timezone.localdate()))


@member_page
@get_or_post
def dispute(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """One dispute; sent, the form on it ends the dispute."""
    today = timezone.localdate()
    found = dispute_task(request.user, uuid, today=today)
    if found is None:
        raise Http404
    kept, task = found
    sent = request.POST if request.method == "POST" else None
    form = DecideForm(sent, initial={"version": kept.version})
    if not form.is_valid():
        return _page(request, uuid, form, status=UNPROCESSABLE if form.errors else 200)
    typed = form.cleaned_data
    try:
        disputes.decide(
            kept,
            Outcome(typed["outcome"]),
            by=request.user,
            reasons=typed["reasons"],
            version=typed["version"],
        )
    except (disputes.AlreadyDecided, StepRefused):
        return _page(request, uuid, form, status=CONFLICT)
    except Refused as refusal:
        if not task.may_decide:
            raise
        form.add_error("outcome", str(refusal.reason))
        return _page(request, uuid, form, status=UNPROCESSABLE)
    messages.success(request, _("The dispute is decided, and everyone can read the reasons."))
    return redirect("workspace:dispute", uuid)


@member_page
@require_POST
def take_up(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """Take a dispute up: its words become public."""
    found = dispute_task(request.user, uuid, today=timezone.localdate())
    if found is None:
        raise Http404
    form = TakeUpForm(request.POST)
    try:
        if not form.is_valid():
            raise disputes.AlreadyDecided
        disputes.acknowledge(found[0], by=request.user, version=form.cleaned_data["version"])
    except disputes.AlreadyDecided:
        return _page(request, uuid, DecideForm(initial={"version": found[0].version}), status=CONFLICT)
    messages.success(request, _("The dispute is taken up, and everyone can read its words."))
    return redirect("workspace:dispute", uuid)


def _page(request: MemberRequest, uuid: UUID, form: DecideForm, *, status: int) -> HttpResponse:
    """The dispute as it stands now."""
    found = dispute_task(request.user, uuid, today=timezone.localdate())
    if found is None:
        raise Http404
    return page(
        request,
        "dispute",
        status=status,
        task=found[1],
        form=form,
        too_late=status == CONFLICT,
        demonstration=found[1].fictional,
    )
