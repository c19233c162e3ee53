"""Signing on and withdrawing without an account: a form, a letter to the organisation's own address, its answer."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from tracker.actions.endorsements import LetterOver, ask_by_mail, confirm
from tracker.enums import EndorsementStep
from tracker.forms.base import StrictForm
from tracker.forms.fields import Choice, ShortText
from tracker.public.limiting import Allowance
from tracker.public.open_forms import open_form
from tracker.selectors.endorsements import (
    Endorsable,
    commitment_to_endorse,
    edition_to_endorse,
    letter_page,
)

UNPROCESSABLE, TOO_MANY, GONE = 422, 429, 410
# From one network, and in all, a day.
ASKED = Allowance(each=20, all=1_000)


class EndorseForm(StrictForm):
    """Which organisation, and what it wants."""

    organisation = ShortText(
        label=_("Name of the organisation"),
        help_text=_("As it stands in our records: administrators write organisations down with an address."),
        error_messages={"required": _("Enter the name of the organisation.")},
    )
    step = Choice(
        label=_("What does it want?"),
        choices=EndorsementStep.choices,
        initial=EndorsementStep.SIGN.value,
        error_messages={"required": _("Choose what the organisation wants.")},
    )


@open_form
def endorse_commitment(request: HttpRequest, code: str) -> HttpResponse:
    """Ask to sign on to a commitment."""
    return _ask(request, commitment_to_endorse(code))


@open_form
def endorse_edition(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to sign on to an edition."""
    return _ask(request, edition_to_endorse(slug))


def _ask(request: HttpRequest, about: Endorsable | None) -> HttpResponse:
    """The form; the answer is the same whether or not the organisation is known."""
    if about is None:
        raise Http404
    form = EndorseForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _page(request, "endorse", about, form=form, status=UNPROCESSABLE if form.is_bound else 200)
    if not ASKED.take(request):
        return _page(request, "endorse", about, form=form, too_many=True, status=TOO_MANY)
    asked = form.cleaned_data
    ask_by_mail(asked["organisation"], about.subject, EndorsementStep(asked["step"]))
    return _page(request, "endorse_asked", about)


@open_form
def letter(request: HttpRequest, token: str) -> HttpResponse:
    """What a letter asks about, and the button that does it. Looking changes nothing."""
    found = letter_page(token)
    if found is None:
        return _page(request, "endorsement_over", None, status=GONE)
    if request.method != "POST":
        return _page(request, "endorsement_letter", found.about, letter=found)
    try:
        confirm(token)
    except LetterOver:
        return _page(request, "endorsement_over", None, status=GONE)
    return _page(request, "endorsement_done", found.about, letter=found)


def _page(
    request: HttpRequest, template: str, about: Endorsable | None, *, status: int = 200, **more: object
) -> HttpResponse:
    context = {"about": about, "section": "endorsements", "sender": settings.SITE_URL, **more}
    return TemplateResponse(request, f"public/{template}.html", context, status=status)
