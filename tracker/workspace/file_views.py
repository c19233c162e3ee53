"""The files of a report: handed in by its author, looked at, taken out; read by its committee."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.models.files import Holder
from tracker.selectors.files import member_file
from tracker.selectors.workspace.files import own_folder
from tracker.transfer.arriving import takes_files
from tracker.transfer.serving import file_answer
from tracker.workspace.answers import MemberRequest, member_page
from tracker.workspace.file_pages import Shelf, confirmed, list_page, removed


@takes_files
@member_page
@require_http_methods(["GET", "HEAD", "POST"])
def file_list(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """The files of a report that can still be changed; sent, more of them."""
    shelf = _own(request, uuid)
    if request.method != "POST" and not shelf.folder.is_open:
        return redirect("workspace:receipt", uuid)
    return list_page(request, shelf, lambda: Holder(report=uuid))


@member_page
@require_POST
def file_confirm(request: MemberRequest, uuid: UUID, number: int) -> HttpResponse:
    """The answer to what the copy shows."""
    return confirmed(request, _own(request, uuid), number)


@member_page
@require_POST
def file_remove(request: MemberRequest, uuid: UUID, number: int) -> HttpResponse:
    """Take a file out of the report."""
    return removed(request, _own(request, uuid), number)


@member_page
@require_safe
def file(request: MemberRequest, uuid: UUID, number: int) -> HttpResponseBase:
    """The clean copy, for whoever may read the report."""
    return file_answer(request, member_file(request.user, uuid, number, on=timezone.localdate()))


def _own(request: MemberRequest, uuid: UUID) -> Shelf:
    """Where the files of a report lie, if the person writes it."""
    folder = own_folder(request.user, uuid, on=timezone.localdate())
    if folder is None:
        raise Http404
    return Shelf(folder, "files", "file", (uuid,))
