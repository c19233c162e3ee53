"""The decisions: one report with what changed in it, several at once, and what is taken back or withdrawn."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.actions import reports
from tracker.actions.together import publish_each
from tracker.actions.unnaming import take_name_away
from tracker.enums import Credit, Duty, ReportState
from tracker.models import ProgressReport
from tracker.permissions import check_decides, check_duty, committee_of, reports_by, reports_seen_by
from tracker.selectors.credits import shown_as
from tracker.selectors.known import Known
from tracker.selectors.workspace import chosen_in, report_to_decide, review_page, waiting_for, was_taken_back
from tracker.wording import short_reference
from tracker.workflow import StepRefused
from tracker.workspace.answers import (
    CONFLICT,
    UNPROCESSABLE,
    MemberRequest,
    member_page,
    page,
    refused,
)
from tracker.workspace.hints import kept_on
from tracker.workspace.readback import read_back_of, to_be_released
from tracker.workspace.review_forms import (
    MOST_AT_ONCE,
    ChosenForm,
    SendBackForm,
    ShownForm,
    WithdrawForm,
    well_formed,
)

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
# What a form says of the version it was drawn with, where that is no version at all.
NO_VERSION = -1


@member_page
@require_safe
def review(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """A report that waits for a decision, with everything the decision needs."""
    return _review_page(request, uuid)


def _review_page(
    request: MemberRequest,
    uuid: UUID,
    *,
    sent_back: bool = False,
    published: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The page; with what was typed into the form that was sent, to publish it or to send it back."""
    today = timezone.localdate()
    found = review_page(request.user, uuid, today=today, with_act=status == CONFLICT)
    if found is None:
        return _gone(request, uuid)
    report, shown = found
    form = SendBackForm(request.POST if sent_back else None, kind=shown.report.question.spec.kind)
    shown_form = ShownForm(request.POST if published else None, offers=shown.offers)
    refuses = status != CONFLICT and bool(form.errors or shown_form.errors)
    return page(
        request,
        "review",
        status=UNPROCESSABLE if refuses else status,
        review=shown,
        report=shown.report,
        said=read_back_of(shown.report, today=today),
        decision=shown.decision,
        act=shown.act,
        kept=kept_on(report),
        too_late=status == CONFLICT,
        form=shown_form if shown_form.errors else form,
        shown_form=shown_form,
        back_form=form,
        demonstration=shown.report.question.place.fictional,
    )


def _gone(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """Nothing is there for this person; unless the committee had it, and its author took it back."""
    if not was_taken_back(request.user, uuid, today=timezone.localdate()):
        raise Http404
    text = _(
        "Its author has taken this report back. It waits for nobody's decision until it is handed in again."
    )
    return refused(request, text, status=CONFLICT)


def _version_read(request: MemberRequest) -> int | None:
    """The version that the page was drawn with; None where the form says nothing of it."""
    sent = request.POST.get("version")
    if sent is None:
        return None
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else NO_VERSION


@member_page
@require_POST
def publish(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """Make the report public. The message waits on the desk: public pages look at nobody's session."""
    found = report_to_decide(request.user, uuid, today=timezone.localdate())
    if found is None:
        return _gone(request, uuid)
    kept, offers = found.report, found.offers
    form = ShownForm(request.POST, offers=offers)
    if offers and not form.is_valid():
        return _review_page(request, uuid, published=True)
    at_least = form.level() if offers else Credit.NAMED
    try:
        decided = reports.publish(kept, by=request.user, version=_version_read(request), at_least=at_least)
    except (StepRefused, reports.Changed):
        return _review_page(request, uuid, status=CONFLICT)
    if decided.release_at:
        messages.success(request, to_be_released(decided.uuid, decided.release_at.date()))
        return redirect("workspace:desk")
    text = _("%(reference)s is published, and the marks of %(place)s are computed anew.")
    said = {"reference": short_reference(kept.uuid), "place": kept.place_target.place.name}
    messages.success(request, text % said)
    return redirect("public:report", kept.uuid)


@member_page
@require_POST
def send_back(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """Return the report to its author with the reason, and with notes at its fields."""
    found = review_page(request.user, uuid, today=timezone.localdate())
    if found is None:
        return _gone(request, uuid)
    kept, shown = found
    form = SendBackForm(request.POST, kind=shown.report.question.spec.kind)
    if not form.is_valid():
        return _review_page(request, uuid, sent_back=True)
    said = {"reason": form.cleaned_data["reason"], "notes": form.notes()}
    try:
        reports.send_back(kept, by=request.user, version=_version_read(request), **said)
    except (StepRefused, reports.Changed):
        return _review_page(request, uuid, sent_back=True, status=CONFLICT)
    text = _("%(reference)s went back to %(author)s with your reason.")
    messages.success(request, text % {"reference": short_reference(kept.uuid), "author": kept.author})
    return redirect("workspace:desk")


@member_page
@require_POST
def take_back(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """The author takes back what nobody decided on yet."""
    kept = get_object_or_404(reports_by(request.user, on=timezone.localdate()), uuid=uuid)
    try:
        reports.take_back(kept, by=request.user)
    except StepRefused:
        return _review_page(request, uuid, status=CONFLICT)
    text = _("%(reference)s is yours again, as a draft. Nobody else sees it until you hand it in.")
    messages.success(request, text % {"reference": short_reference(kept.uuid)})
    return redirect("workspace:check", kept.uuid)


@member_page
@get_or_post
def withdraw(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """Withdraw a published report, with the reason that everyone reads."""
    kept = _to_withdraw(request, uuid)
    found = review_page(request.user, uuid, today=timezone.localdate())
    if found is None or not found[1].may_withdraw:
        return _review_page(request, uuid, status=CONFLICT if request.method == "POST" else 200)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            reports.withdraw(kept, by=request.user, reason=form.cleaned_data["reason"])
        except StepRefused:
            return _review_page(request, uuid, status=CONFLICT)
        text = _("%(reference)s is withdrawn, and the marks of %(place)s are computed anew.")
        said = {"reference": short_reference(kept.uuid), "place": kept.place_target.place.name}
        messages.success(request, text % said)
        return redirect("public:report", kept.uuid)
    status = UNPROCESSABLE if form.errors else 200
    return page(
        request,
        "withdraw",
        status=status,
        report=found[1].report,
        form=form,
        demonstration=kept.place_target.place.fictional,
    )


@member_page
@get_or_post
def unname(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """Take the name or the label off a report that is out."""
    kept = get_object_or_404(reports_seen_by(request.user, on=timezone.localdate()), uuid=uuid)
    if request.method == "POST":
        take_name_away(kept, by=request.user)
        text = _("%(reference)s says no more of its committee than the region. It is not put back.")
        messages.success(request, text % {"reference": short_reference(kept.uuid)})
        return redirect("workspace:review", kept.uuid)
    found = review_page(request.user, uuid, today=timezone.localdate())
    if found is None or not found[1].may_unname:
        return _review_page(request, uuid)
    return page(
        request,
        "unname",
        report=found[1].report,
        region=shown_as(committee_of(kept), Known(Credit.REGION)),
        demonstration=kept.place_target.place.fictional,
    )


def _to_withdraw(request: MemberRequest, uuid: UUID) -> ProgressReport:
    """The report; whoever sends the form and does not decide on it is refused, as when it is published."""
    today = timezone.localdate()
    kept = get_object_or_404(reports_seen_by(request.user, on=today), uuid=uuid)
    if request.method == "POST" and kept.state == ReportState.PUBLISHED:
        check_duty(request.user, committee_of(kept), Duty.DECIDE, on=today)
        check_decides(request.user, kept)
    return kept


@member_page
@require_safe
def waiting(request: MemberRequest) -> HttpResponse:
    """Everything that waits for the member's decision, to be ticked."""
    rows = waiting_for(request.user, today=timezone.localdate())
    return page(request, "waiting", rows=rows, form=ChosenForm(offered=[row.choice for row in rows]))


@member_page
@require_POST
def confirm(request: MemberRequest) -> HttpResponse:
    """What was ticked, counted, once more before it is public."""
    rows = waiting_for(request.user, today=timezone.localdate())
    # What was drawn, not what waits by now: who was faster is said of each when it is decided.
    ticked = request.POST.getlist("reports")
    form = ChosenForm(request.POST, offered=[row.choice for row in rows])
    chosen = [row for row in rows if row.choice in ticked]
    if not form.is_valid() or len(chosen) > MOST_AT_ONCE:
        if not form.errors:
            form.add_error("reports", _too_many())
        return page(request, "waiting", status=UNPROCESSABLE, rows=rows, form=form, ticked=ticked)
    return page(request, "confirm", chosen=chosen, later=any(row.later for row in chosen))


def _too_many() -> str:
    text = ngettext("Choose at most %(count)s report.", "Choose at most %(count)s reports.", MOST_AT_ONCE)
    return text % {"count": MOST_AT_ONCE}


@member_page
@require_POST
def publish_chosen(request: MemberRequest) -> HttpResponseBase:
    """Publish each, and say of each what became of it."""
    form = ChosenForm(request.POST, offered=well_formed(request.POST.getlist("reports")))
    if not form.is_valid():
        return confirm(request)
    results = publish_each(chosen_in(form.cleaned_data["reports"]), by=request.user)
    done = [one for one in results if one.done]
    status = 200 if len(done) == len(results) else CONFLICT
    return page(request, "decided", status=status, results=results, done=len(done))
