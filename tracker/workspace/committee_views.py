"""A coordinator's pages about a committee: who sits on it, and how seats begin and end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tracker.actions import seats
from tracker.actions.protection import set_credit
from tracker.enums import Credit, Duty, SeatRole
from tracker.models import Committee, Seat
from tracker.permissions import check_duty, committees_of, duties, seats_of
from tracker.selectors.credits import credit_of
from tracker.selectors.workspace.members import constituency_choices, constituency_of, members_page
from tracker.workspace.answers import UNPROCESSABLE, MemberRequest, member_page, page
from tracker.workspace.committee_forms import CreditForm, EndForm, RoleForm, SeatForm, TakingForm

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def coordinated(request: MemberRequest, slug: str) -> Committee:
    """The committee of the address, for its coordinators: 404 for strangers, a refusal for its other members."""
    today = timezone.localdate()
    mine = get_object_or_404(committees_of(request.user, on=today), slug=slug)
    check_duty(request.user, mine, Duty.COORDINATE, on=today)
    return mine


@member_page
@require_safe
def members(request: MemberRequest, slug: str) -> HttpResponse:
    """Who sits on the committee, and what it lacks."""
    mine = coordinated(request, slug)
    found = members_page(mine, request.user, today=timezone.localdate())
    return page(request, "members", members=found, demonstration=found.place.fictional)


@member_page
@get_or_post
def add_member(request: MemberRequest, slug: str) -> HttpResponse:
    """The form that gives a person a seat."""
    mine = coordinated(request, slug)
    sent = request.POST if request.method == "POST" else None
    form = SeatForm(sent, constituencies=constituency_choices(), today=timezone.localdate())
    if form.is_valid():
        typed = dict(form.cleaned_data)
        chosen = constituency_of(typed.pop("constituency"))
        try:
            seat = seats.add_seat(mine, by=request.user, constituency=chosen, **typed)
        except seats.BadSeat as bad:
            form.take(bad.faults)
        else:
            messages.success(request, _("%(person)s holds a seat now.") % {"person": seat.user})
            return redirect("workspace:members", mine.slug)
    return _form_page(request, form, mine, about="seat")


@member_page
@get_or_post
def change_role(request: MemberRequest, slug: str, seat: int) -> HttpResponse:
    """Another role from a day on: one seat ends, another begins."""
    mine = coordinated(request, slug)
    kept = get_object_or_404(seats_of(mine), pk=seat)
    sent = request.POST if request.method == "POST" else None
    form = RoleForm(sent, today=timezone.localdate(), initial={"role": kept.role})
    if form.is_valid():
        typed = form.cleaned_data
        confirmed = typed.get("confirmed", False)
        try:
            role = SeatRole(typed["role"])
            seats.change_role(kept, role, from_on=typed["on"], by=request.user, confirmed=confirmed)
        except seats.BadSeat as bad:
            form.take(bad.faults)
        except seats.LastCoordinator:
            form.ask_again()
        else:
            messages.success(request, _("The role changes. The seat before stays on record."))
            return _back(request, mine)
    return _form_page(request, form, mine, about="role", seat=kept)


@member_page
@get_or_post
def end_seat(request: MemberRequest, slug: str, seat: int) -> HttpResponse:
    """The end of a term."""
    mine = coordinated(request, slug)
    kept = get_object_or_404(seats_of(mine), pk=seat)
    form = EndForm(request.POST if request.method == "POST" else None, today=timezone.localdate())
    if form.is_valid():
        typed = form.cleaned_data
        try:
            seats.end_seat(kept, on=typed["on"], by=request.user, confirmed=typed.get("confirmed", False))
        except seats.BadSeat as bad:
            form.take(bad.faults)
        except seats.LastCoordinator:
            form.ask_again()
        else:
            messages.success(request, _("The seat ends. What was done with it stays on record."))
            return _back(request, mine)
    return _form_page(request, form, mine, about="end", seat=kept)


@member_page
@get_or_post
def protection(request: MemberRequest, slug: str) -> HttpResponse:
    """Whether the committee is protected, and by what it is known in public."""
    mine = coordinated(request, slug)
    sent = request.POST if request.method == "POST" else None
    form = CreditForm(sent, before=Credit(mine.credit))
    if form.is_valid():
        set_credit(mine, Credit(form.cleaned_data["credit"]), by=request.user)
        messages.success(request, _("This holds from now on, on every page."))
        return redirect("workspace:protection", mine.slug)
    return page(
        request,
        "protection",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        committee=mine,
        known=credit_of(mine),
        demonstration=mine.place.fictional,
    )


def _back(request: MemberRequest, committee: Committee) -> HttpResponse:
    """To the members, or to the desk for who does not coordinate them any more."""
    held = duties(request.user, committee, on=timezone.localdate())
    if Duty.COORDINATE in held:
        return redirect("workspace:members", committee.slug)
    return redirect("workspace:desk")


def _form_page(
    request: MemberRequest, form: TakingForm, committee: Committee, *, about: str, seat: Seat | None = None
) -> HttpResponse:
    """A form about a seat, with what is refused of it."""
    return page(
        request,
        "seat_form",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        committee=committee,
        about=about,
        seat=seat,
        demonstration=committee.place.fictional,
    )
