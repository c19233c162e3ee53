"""The pages about rounds: who has reported, who reports on what, and what opens a closed round again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tracker.actions import rounds, unlocks
from tracker.enums import Duty
from tracker.models import Committee, Round
from tracker.permissions import committees_of, duties, reports_by, unlocks_decided_by
from tracker.selectors.workspace import rounds as works
from tracker.selectors.workspace.unlocks import ask_page, unlock_row
from tracker.workflow import EDITABLE
from tracker.workspace.answers import CONFLICT, UNPROCESSABLE, MemberRequest, member_page, page
from tracker.workspace.committee_views import coordinated
from tracker.workspace.round_forms import GRANT, AskForm, AssignForm, DecideForm

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@member_page
@require_safe
def round_page(request: MemberRequest, slug: str, round_slug: str) -> HttpResponse:
    """Who of the committee has reported in a round; for its members."""
    today = timezone.localdate()
    mine = get_object_or_404(committees_of(request.user, on=today), slug=slug)
    of = get_object_or_404(Round, slug=round_slug)
    coordinates = Duty.COORDINATE in duties(request.user, mine, on=today)
    found = works.round_page(of, mine, request.user, coordinates=coordinates, today=today)
    return page(request, "round", round=found, demonstration=found.place.fictional)


@member_page
@get_or_post
def assign(request: MemberRequest, slug: str, round_slug: str) -> HttpResponse:
    """The form that gives targets to members, several at once."""
    mine = coordinated(request, slug)
    of = get_object_or_404(Round, slug=round_slug)
    among = works.choosable(of, mine, today=timezone.localdate())
    form = AssignForm(request.POST if request.method == "POST" else None, among=among, due_on=of.closes_on)
    if form.is_valid():
        try:
            said = _assigned(of, mine, form, among, request)
        except rounds.BadAssignment as bad:
            form.take(bad.faults)
        else:
            messages.success(request, said)
            return redirect("workspace:round", mine.slug, of.slug)
    return page(
        request,
        "assign",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        committee=mine,
        round=of,
        demonstration=mine.place.fictional,
    )


def _assigned(
    of: Round, mine: Committee, form: AssignForm, among: works.Choosable, request: MemberRequest
) -> str:
    """Do what the form says, and say what that was."""
    typed = form.cleaned_data
    targets = [among.targets[one] for one in typed["targets"]]
    if form.takes_away:
        rounds.take_away(of, mine, targets, by=request.user)
        return _("Nobody has these targets any more.")
    user = among.people[typed["user"]]
    number = rounds.assign(of, mine, targets, user=user, due_on=typed["due_on"], by=request.user)
    words = ngettext("%(person)s has %(number)s target.", "%(person)s has %(number)s targets.", number)
    return words % {"person": user, "number": number}


@member_page
@get_or_post
def ask_unlock(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """Why a draft cannot be handed in, and the form that asks for its round to be opened."""
    today = timezone.localdate()
    kept = get_object_or_404(reports_by(request.user, on=today), uuid=uuid)
    if kept.state not in EDITABLE:
        return redirect("workspace:receipt", kept.uuid)
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        unlocks.ask(kept, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Your request waits for another person's decision. The draft is kept."))
        return redirect("workspace:ask_unlock", kept.uuid)
    return page(
        request,
        "ask_unlock",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        report=kept,
        asking=ask_page(kept, today=today),
        demonstration=kept.place_target.place.fictional,
    )


@member_page
@get_or_post
def unlock(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """A request, for those who decide on it."""
    kept = get_object_or_404(unlocks_decided_by(request.user, on=timezone.localdate()), uuid=uuid)
    form, status = DecideForm(request.POST if request.method == "POST" else None), 200
    if form.is_valid():
        typed = form.cleaned_data
        try:
            unlocks.decide(kept, grant=typed["decision"] == GRANT, answer=typed["answer"], by=request.user)
        except unlocks.Decided:
            kept.refresh_from_db()
            status = CONFLICT
        else:
            messages.success(request, _("Decided. The person who asked is told."))
            return redirect("workspace:desk")
    return page(
        request,
        "unlock",
        status=UNPROCESSABLE if form.errors else status,
        form=form,
        request_row=unlock_row(kept),
        too_late=status == CONFLICT,
        demonstration=kept.committee.place.fictional,
    )
