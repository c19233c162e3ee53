"""Signing on in the name of an organisation that one speaks for."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from tracker.actions.endorsements import endorse, withdraw
from tracker.forms.base import StrictForm
from tracker.forms.fields import Choice
from tracker.permissions import endorsements_of
from tracker.selectors.endorsements import endorsement_desk, offered_subjects, organisation_of, subject_of
from tracker.workspace.answers import UNPROCESSABLE, MemberRequest, member_page, page


class SignForm(StrictForm):
    """Which organisation signs on to what."""

    organisation = Choice(label=gettext_lazy("Organisation"), choices=(), widget=forms.Select)
    subject = Choice(label=gettext_lazy("Signs on to"), choices=(), widget=forms.Select)

    def __init__(self, *args: object, organisations: object, subjects: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = organisations  # type: ignore[attr-defined]
        self.fields["subject"].choices = subjects  # type: ignore[attr-defined]


@member_page
@require_http_methods(["GET", "HEAD", "POST"])
def endorsements(request: MemberRequest) -> HttpResponse:
    """What one's organisations stand behind, and the form to sign on to more."""
    desk = endorsement_desk(request.user)
    sent = request.POST if request.method == "POST" else None
    form = SignForm(sent, organisations=list(desk.organisations), subjects=offered_subjects())
    if form.is_valid():
        organisation = organisation_of(request.user, form.cleaned_data["organisation"])
        about = subject_of(form.cleaned_data["subject"])
        if organisation is None or about is None:
            raise Http404
        endorse(organisation, about.subject, by=request.user)
        messages.success(request, _("%(organisation)s signs on.") % {"organisation": organisation.name})
        return redirect("workspace:endorsements")
    status = UNPROCESSABLE if form.errors else 200
    return page(request, "endorsements", status=status, desk=desk, form=form)


@member_page
@require_POST
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Withdraw an endorsement of one's organisation."""
    kept = get_object_or_404(endorsements_of(request.user), pk=pk)
    withdraw(kept, by=request.user)
    said = {"organisation": kept.organisation.name}
    messages.success(request, _("%(organisation)s has withdrawn.") % said)
    return redirect("workspace:endorsements")
