"""How the workspace answers: who is asked for, and what a refusal looks like."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tracker.access import Access, opens_to
from tracker.actions.files import FilesNotReady
from tracker.actions.reports import Outdated, RoundClosed, TokenSpent
from tracker.enums import FileState
from tracker.models import User
from tracker.permissions import Refused
from tracker.selectors.facts import NotInForce
from tracker.workflow import StepRefused

BAD_REQUEST, FORBIDDEN, CONFLICT, TOO_LARGE, UNPROCESSABLE = 400, 403, 409, 413, 422
Given = ParamSpec("Given")


class MemberRequest(HttpRequest):
    """A request by somebody who is signed in."""

    user: User


MemberView = Callable[Concatenate[MemberRequest, Given], HttpResponseBase]


def member_page(view: MemberView[Given]) -> MemberView[Given]:
    """A page of the workspace, for whoever is signed in; what the acts refuse becomes a page that says why."""

    @opens_to(Access.MEMBER)
    @wraps(view)
    def wrapped(request: MemberRequest, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except Refused as refusal:
            response = refused(request, refusal.reason, status=FORBIDDEN)
        except RoundClosed as closed:
            response = redirect("workspace:ask_unlock", closed.report.uuid)
        except StepRefused:
            text = _("Somebody has already taken this report further. Nothing you did was saved twice.")
            response = refused(request, text, status=CONFLICT)
        except NotInForce:
            text = _(
                "This target is not in force any more: nothing can be reported on it. What was reported stays."
            )
            response = refused(request, text, status=CONFLICT)
        except Outdated:
            text = _(
                "The target was changed since this report was written, and the report no longer fits it. "
                "Its author can change it; a reviewer can send it back."
            )
            response = refused(request, text, status=CONFLICT)
        except TokenSpent:
            text = _(
                "This form was already sent, with another text. The first one is kept: open it from your desk."
            )
            response = refused(request, text, status=CONFLICT)
        except FilesNotReady as unready:
            response = files_not_ready(request, unready)
        return response

    return cast(MemberView[Given], wrapped)


def page(request: HttpRequest, name: str, *, status: int = 200, **context: object) -> TemplateResponse:
    """A page of the workspace."""
    return TemplateResponse(request, f"workspace/{name}.html", {"section": "work", **context}, status=status)


def refused(request: HttpRequest, reason: str | Promise, *, status: int) -> HttpResponse:
    """A plain page that says why something was not done."""
    return page(request, "refused", status=status, reason=reason)


def files_not_ready(request: HttpRequest, unready: FilesNotReady) -> HttpResponse:
    """Why a report cannot go on because of its files, and what to do."""
    reason = why_not_ready(unready)
    return page(request, "refused", status=CONFLICT, reason=reason, files_of=unready.holder.report)


def why_not_ready(unready: FilesNotReady) -> str:
    """Why files hold back what they hang on, and what to do, for each reason that holds."""
    words = {
        FileState.RECEIVED: _("One of its files is still being checked. Wait a moment, and send it again."),
        FileState.QUARANTINED: _("One of its files could not be checked. Its author can remove it."),
        FileState.CLEAN: _(
            "Whoever handed in one of its files has still to say whether its copy names anyone."
        ),
    }
    words[FileState.CHECKING] = words[FileState.RECEIVED]
    return " ".join(dict.fromkeys(text for state, text in words.items() if state in unready.states))
