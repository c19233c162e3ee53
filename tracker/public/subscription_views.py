"""Being told by mail what changed: a form without an account, a letter that asks whether it was meant, a way out."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.actions.subscriptions import LetterOver, ask, confirm, end
from tracker.cleaning import Unclean, iso_date
from tracker.enums import Rhythm
from tracker.forms.base import StrictForm
from tracker.forms.fields import Choice, Email
from tracker.public.limiting import Allowance
from tracker.public.open_forms import open_form
from tracker.selectors.mark_changes import Watched, watched_at
from tracker.selectors.subscriptions import asked_by_letter, subscription_at

UNPROCESSABLE, TOO_MANY, GONE = 422, 429, 410
# From one network, and in all, a day.
ASKED = Allowance(each=10, all=1_000)
LONGEST_CODE = 60


class SubscribeForm(StrictForm):
    """Which address, and how often."""

    email = Email(
        label=_("E-mail address"),
        help_text=_("It is used for these letters alone, shown to nobody, and deleted when you end them."),
        error_messages={"required": _("Enter the e-mail address.")},
    )
    rhythm = Choice(
        label=_("How often?"),
        choices=Rhythm.choices,
        initial=Rhythm.WEEKLY.value,
        error_messages={"required": _("Choose how often.")},
    )


@open_form
def subscribe(request: HttpRequest) -> HttpResponse:
    """The form; the answer is the same whether or not the address is told already."""
    watched = _watched(request.GET)
    form = SubscribeForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _page(request, "subscribe", watched, form=form, status=UNPROCESSABLE if form.is_bound else 200)
    if not ASKED.take(request):
        return _page(request, "subscribe", watched, form=form, too_many=True, status=TOO_MANY)
    ask(form.cleaned_data["email"], watched, Rhythm(form.cleaned_data["rhythm"]))
    return _page(request, "subscribe_asked", watched)


def _watched(asked: QueryDict) -> Watched:
    """What the address of the form is about: one place, objective or commitment, or everything."""
    place, objective, commitment = (asked.get(name, "") for name in ("place", "objective", "commitment"))
    typed = [one for one in (place, objective, commitment) if one]
    if len(typed) > 1 or any(len(one) > LONGEST_CODE or "\0" in one for one in typed):
        raise Http404
    if objective and not (objective.isascii() and objective.isdecimal() and len(objective) <= 2):
        raise Http404
    found = watched_at(place=place, objective=int(objective) if objective else None, commitment=commitment)
    if found is None:
        raise Http404
    return found


@open_form
def letter(request: HttpRequest, token: str) -> HttpResponse:
    """What a letter asks about, and the button that begins it. Looking changes nothing."""
    found = asked_by_letter(token)
    if found is None:
        return _page(request, "subscription_over", Watched(), status=GONE)
    if request.method != "POST":
        return _page(request, "subscription_letter", found.watched, rhythm=found.rhythm)
    try:
        begun = confirm(token)
    except LetterOver:
        return _page(request, "subscription_over", Watched(), status=GONE)
    return _page(request, "subscription_begun", found.watched, rhythm=found.rhythm, uuid=begun.uuid)


@open_form
def subscription(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What is followed, what changed of it, and the button that ends it: also a mail program may press that."""
    found = subscription_at(uuid)
    if request.method == "POST":
        if found is not None:
            end(found.subscription)
        # Pressed twice, it is ended all the same.
        return _page(request, "subscription_ended", Watched())
    if found is None:
        return _page(request, "subscription_over", Watched(), status=GONE)
    return _page(request, "subscription", found.watched, rhythm=found.rhythm, days=_days(request.GET))


def _days(asked: QueryDict) -> dict[str, str]:
    """The days that a letter is about, if its link says so."""
    found = {}
    for name in ("since", "until"):
        try:
            found[name] = iso_date(asked.get(name, ""), today=timezone.localdate()).isoformat()
        except Unclean:
            return {}
    return found


def _page(
    request: HttpRequest, template: str, watched: Watched, *, status: int = 200, **more: object
) -> HttpResponse:
    context = {"watched": watched, "section": "changes", "sender": settings.SITE_URL, **more}
    return TemplateResponse(request, f"public/{template}.html", context, status=status)
