"""The files of a report: handed in by its author, looked at, taken out; read by its committee."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.actions import files
from tracker.enums import REFUSAL_LABELS
from tracker.files import Unfit
from tracker.models import EvidenceFile
from tracker.permissions import files_seen_by
from tracker.selectors.files import member_file
from tracker.selectors.workspace.files import Folder, MemberFile, files_page, own_folder
from tracker.transfer.arriving import sent_bytes, takes_files
from tracker.transfer.serving import file_answer
from tracker.workspace.answers import UNPROCESSABLE, MemberRequest, member_page, page
from tracker.workspace.file_forms import AnswerForm, UploadForm


@dataclass(frozen=True)
class Card:
    """A file on the page, with the question about its copy where that waits for an answer."""

    file: MemberFile
    form: AnswerForm | None


@takes_files
@member_page
@require_http_methods(["GET", "HEAD", "POST"])
def file_list(request: MemberRequest, uuid: UUID) -> HttpResponse:
    """The files of a report that can still be changed; sent, more of them."""
    folder = _own(request, uuid)
    if request.method != "POST":
        if not folder.is_open:
            return redirect("workspace:receipt", uuid)
        return _files_page(request, folder, UploadForm())
    sent, chosen = request.POST, request.FILES
    arrived = getattr(request, "files_arrived", 0)
    form = UploadForm(sent, chosen, sent_bytes=sent_bytes(request), sent_files=arrived)
    form.is_valid()
    for one, reason in files.receive(form.good, report=uuid, by=request.user):
        form.refuse(one, _why(reason))
    if form.errors:
        return _files_page(request, folder, form)
    return redirect("workspace:files", uuid)


@member_page
@require_POST
def file_confirm(request: MemberRequest, uuid: UUID, number: int) -> HttpResponse:
    """The answer to what the copy shows."""
    folder = _own(request, uuid)
    file = _one_of(request, folder, number)
    form = AnswerForm(request.POST, prefix=_prefix(number))
    if not form.is_valid():
        return _files_page(request, folder, UploadForm(), answered=(number, form))
    if form.cleaned_data["answer"] == AnswerForm.NOBODY:
        files.confirm(file, by=request.user)
        messages.success(request, _("E%(number)s can go along with the report.") % {"number": number})
    else:
        text = _(
            "E%(number)s does not go along as it is. Remove it, cover the names and faces in a copy of your own "
            "(paint over them in the picture itself, or print the page and cover it), and send that copy."
        )
        messages.warning(request, text % {"number": number})
    return redirect("workspace:files", uuid)


@member_page
@require_POST
def file_remove(request: MemberRequest, uuid: UUID, number: int) -> HttpResponse:
    """Take a file out of the report."""
    folder = _own(request, uuid)
    files.remove(_one_of(request, folder, number), by=request.user)
    messages.success(request, _("E%(number)s is removed and deleted.") % {"number": number})
    return redirect("workspace:files", uuid)


@member_page
@require_safe
def file(request: MemberRequest, uuid: UUID, number: int) -> HttpResponseBase:
    """The clean copy, for whoever may read the report."""
    return file_answer(request, member_file(request.user, uuid, number, on=timezone.localdate()))


def _why(reason: Unfit | files.TooManyFiles) -> str | Promise:
    """Why a file was turned away, in words."""
    if isinstance(reason, Unfit):
        return REFUSAL_LABELS[reason.refusal]
    return _("This report has its ten files already. Remove one first.")


def _own(request: MemberRequest, uuid: UUID) -> Folder:
    """Where the files of a report lie, if the person writes it."""
    folder = own_folder(request.user, uuid, on=timezone.localdate())
    if folder is None:
        raise Http404
    return folder


def _one_of(request: MemberRequest, folder: Folder, number: int) -> EvidenceFile:
    seen = files_seen_by(request.user, on=timezone.localdate())
    return get_object_or_404(seen, report__uuid=folder.uuid, number=number)


def _files_page(
    request: MemberRequest,
    folder: Folder,
    form: UploadForm,
    *,
    answered: tuple[int, AnswerForm] | None = None,
) -> HttpResponse:
    """The page: the files with their questions, and the form for more."""
    if not folder.is_open:
        raise Http404
    found = files_page(folder)
    cards = [Card(one, _question(one, answered)) for one in found.files]
    wrong = answered[1] if answered else form
    return page(
        request,
        "files",
        status=UNPROCESSABLE if wrong.errors else 200,
        found=found,
        cards=cards,
        upload=form,
        form=wrong,
        demonstration=folder.fictional,
    )


def _question(file: MemberFile, answered: tuple[int, AnswerForm] | None) -> AnswerForm | None:
    """The question about a copy, as it was just answered or not yet."""
    if not file.waits_for_an_answer:
        return None
    if answered and answered[0] == file.number:
        return answered[1]
    return AnswerForm(prefix=_prefix(file.number))


def _prefix(number: int) -> str:
    return f"e{number}"
