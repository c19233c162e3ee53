"""The files of the reply that a State prepares: handed in, looked at and taken out by who writes it alone."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.actions.reply_drafts import keep_reply
from tracker.models.files import Holder
from tracker.selectors.workspace.files import copy_in, own_reply_folder
from tracker.selectors.workspace.states import report_to_reply
from tracker.transfer.arriving import takes_files
from tracker.transfer.serving import file_answer
from tracker.workspace.answers import MemberRequest, member_page
from tracker.workspace.file_pages import Shelf, confirmed, list_page, removed


@takes_files
@member_page
@require_http_methods(["GET", "HEAD", "POST"])
def file_list(request: MemberRequest, code: str, uuid: UUID) -> HttpResponse:
    """The files of the person's next reply to a report; sent, more of them."""
    shelf = _own(request, code, uuid)
    if request.method != "POST" and not shelf.folder.is_open:
        return redirect("workspace:reply", code, uuid)
    return list_page(request, shelf, lambda: _begun(request, code, uuid))


@member_page
@require_POST
def file_confirm(request: MemberRequest, code: str, uuid: UUID, number: int) -> HttpResponse:
    """The answer to what the copy shows."""
    return confirmed(request, _own(request, code, uuid), number)


@member_page
@require_POST
def file_remove(request: MemberRequest, code: str, uuid: UUID, number: int) -> HttpResponse:
    """Take a file out of the reply."""
    return removed(request, _own(request, code, uuid), number)


@member_page
@require_safe
def file(request: MemberRequest, code: str, uuid: UUID, number: int) -> HttpResponseBase:
    """The clean copy, for whoever handed it in."""
    return file_answer(request, copy_in(_own(request, code, uuid).folder, number))


def _begun(request: MemberRequest, code: str, uuid: UUID) -> Holder:
    """What the files hang on: the draft of the reply, begun with the first of them."""
    report = report_to_reply(request.user, code, uuid, today=timezone.localdate())
    if report is None:
        raise Http404
    return Holder(reply=keep_reply(report, by=request.user).uuid)


def _own(request: MemberRequest, code: str, uuid: UUID) -> Shelf:
    """Where the files of the next reply lie, if the person may give one."""
    folder = own_reply_folder(request.user, code, uuid, on=timezone.localdate())
    if folder is None:
        raise Http404
    return Shelf(folder, "reply_files", "reply_file", (code, uuid))
