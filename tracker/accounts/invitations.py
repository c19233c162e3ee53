"""The page behind the link of an invitation: looked at as often as one likes, and used up by its button alone."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tracker.accounts.answers import CONFLICT, UNPROCESSABLE, page
from tracker.accounts.devices import remember
from tracker.accounts.forms import BeginForm
from tracker.actions import people
from tracker.enums import InvitedTo
from tracker.models import Invitation, User
from tracker.permissions import Refused
from tracker.selectors.invitations import LinkState, invitation_of, link_state

# The same plain page for each; the status is for machines.
STATUS = {LinkState.OVER: 410, LinkState.FOREIGN: 403, LinkState.UNKNOWN: 404}


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Begin, or sign in and take what is offered; or the plain page where the link does nothing for this person."""
    found = invitation_of(token)
    user = request.user if isinstance(request.user, User) else None
    state = link_state(found, user)
    if found is None or state in STATUS:
        return over(request, state)
    try:
        if state is LinkState.BEGIN:
            return _begin(request, found)
        if request.method == "POST" and user is not None:
            people.take(found, by=user)
            return redirect(_where_to(found))
    except people.InvitationOver:
        return over(request, LinkState.OVER)
    except Refused as refusal:
        return page(
            request,
            "invitation",
            status=CONFLICT,
            invitation=found,
            state=state.value,
            refused=refusal.reason,
        )
    return page(request, "invitation", invitation=found, state=state.value)


def over(request: HttpRequest, state: LinkState) -> HttpResponse:
    """The plain page: it does not say which of the reasons it is."""
    return page(request, "invitation_over", status=STATUS[state])


def _where_to(found: Invitation) -> str:
    """Where one begins: administrators at their desk, everybody else at the members'."""
    return "admin:index" if found.invited_to == InvitedTo.DESK else "workspace:desk"


def _begin(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = BeginForm(request.POST if request.method == "POST" else None, address=found.address)
    if form.is_valid():
        typed = form.cleaned_data
        user = people.begin(found, name=typed["name"], password=typed["password"])
        get_adapter().login(request, user)
        response = redirect(_where_to(found))
        remember(response, user)
        return response
    status = UNPROCESSABLE if form.is_bound else 200
    return page(
        request, "invitation", status=status, invitation=found, state=LinkState.BEGIN.value, form=form
    )
