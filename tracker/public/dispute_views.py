"""Disputing a published report, by anybody: a form without a session, and a page that says where it stands.

In place of a cookie, which nobody gets here before signing in, the form carries a token that we signed, for this
report and for a day; and what a browser says of where a form came from is believed when it names another site.
"""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions import disputes
from tracker.models import ProgressReport
from tracker.permissions import Refused
from tracker.public.answers import page, public_page
from tracker.public.dispute_form import DisputeForm, new_token
from tracker.public.errors import csrf_failure
from tracker.public.limiting import Allowance
from tracker.public.open_forms import open_form
from tracker.selectors.disputes import disputable, dispute_page
from tracker.selectors.reports import report_page

UNPROCESSABLE, TOO_MANY = 422, 429
# From one network, and in all, a day: more than anybody needs, and little enough to be read.
ALLOWANCE = Allowance(each=6, all=300)
# Of where a form came from, what is no other site.
OURS = {"same-origin", "none", ""}


@open_form
def raise_dispute(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The form; sent, it becomes a dispute with a number. A refusal keeps what was typed."""
    report = disputable(uuid)
    if report is None:
        raise Http404
    if request.method != "POST":
        return _form_page(request, report, DisputeForm(report=uuid, initial={"form": new_token(uuid)}))
    if not _came_from_here(request):
        return csrf_failure(request)
    form = DisputeForm(request.POST, report=uuid)
    if not form.is_valid() or form.token is None:
        return _form_page(request, report, _drawn_anew(form), status=UNPROCESSABLE)
    if not ALLOWANCE.take(request):
        form.add_error(
            None, _("From your network several disputes came today. Nothing was sent: try again tomorrow.")
        )
        response = _form_page(request, report, form, status=TOO_MANY)
        response.headers["Retry-After"] = str(24 * 60 * 60)
        return response
    try:
        made = disputes.raise_dispute(report, form.objection(), token=form.token)
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
        return _form_page(request, report, form, status=UNPROCESSABLE)
    return redirect("public:dispute", made.uuid)


def _came_from_here(request: HttpRequest) -> bool:
    """Whether nothing says that another site's page sent the form; an old browser says nothing."""
    origin = request.headers.get("Origin", "")
    own = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Sec-Fetch-Site", "") in OURS and origin in {"", own}


def _drawn_anew(form: DisputeForm) -> DisputeForm:
    """The same text with a fresh token, where the one it came with is no good any more."""
    if form.token is not None or not isinstance(form.data, QueryDict):
        return form
    data = form.data.copy()
    data["form"] = new_token(form.report)
    form.data = data
    return form


def _form_page(
    request: HttpRequest, report: ProgressReport, form: DisputeForm, *, status: int = 200
) -> HttpResponse:
    found: Any = report_page(report.uuid)
    context = {
        "page": found,
        "form": form,
        "section": "places",
        "demonstration": report.place_target.place.fictional,
        "today": timezone.localdate(),
    }
    response = TemplateResponse(request, "public/dispute_form.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@public_page
def dispute(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Where one dispute stands, under its own number."""
    found = dispute_page(uuid, on=timezone.localdate())
    return page(request, "dispute", found, section="places", demonstration=bool(found and found.fictional))
