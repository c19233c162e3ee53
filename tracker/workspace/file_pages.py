"""What the pages of files have in common, whether they hang on a report or on the reply that a State prepares."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tracker.actions import files
from tracker.actions.file_holders import TooManyFiles
from tracker.enums import REFUSAL_LABELS
from tracker.files import Unfit
from tracker.models import EvidenceFile
from tracker.models.files import Holder
from tracker.selectors.workspace.files import Folder, MemberFile, file_in, files_page
from tracker.transfer.arriving import sent_bytes
from tracker.workspace.answers import UNPROCESSABLE, MemberRequest, page
from tracker.workspace.file_forms import AnswerForm, UploadForm


@dataclass(frozen=True)
class Shelf:
    """The files of one report or reply, and where their pages are: addresses of these names, with these arguments."""

    folder: Folder
    template: str
    names: str
    args: tuple[object, ...]

    def at(self, name: str = "s", *more: object) -> str:
        """The address of the list, or of what is done with one of the files."""
        return reverse(f"workspace:{self.names}{name}", args=[*self.args, *more])


@dataclass(frozen=True)
class Card:
    """A file on the page with its addresses, and the question about its copy where that waits for an answer."""

    file: MemberFile
    form: AnswerForm | None
    copy: str
    confirm: str
    remove: str


def list_page(request: MemberRequest, shelf: Shelf, begin: Callable[[], Holder]) -> HttpResponse:
    """The files; sent, more of them, for which `begin` says what they hang on."""
    if request.method != "POST":
        return files_answer(request, shelf, UploadForm())
    sent, chosen = request.POST, request.FILES
    arrived = getattr(request, "files_arrived", 0)
    form = UploadForm(sent, chosen, sent_bytes=sent_bytes(request), sent_files=arrived)
    form.is_valid()
    if form.good or not shelf.folder.is_open:
        holder = begin()
        for one, reason in files.receive(
            form.good, report=holder.report, reply=holder.reply, by=request.user
        ):
            form.refuse(one, _why(reason))
    if form.errors:
        return files_answer(request, shelf, form)
    return redirect(shelf.at())


def confirmed(request: MemberRequest, shelf: Shelf, number: int) -> HttpResponse:
    """The answer to what the copy shows."""
    file = _one_of(shelf, number)
    form = AnswerForm(request.POST, prefix=_prefix(number))
    if not form.is_valid():
        return files_answer(request, shelf, UploadForm(), answered=(number, form))
    if form.cleaned_data["answer"] == AnswerForm.NOBODY:
        files.confirm(file, by=request.user)
        is_reply = shelf.folder.reply is not None
        text = _("E%(number)s can go along with the reply.") if is_reply else ""
        text = text or _("E%(number)s can go along with the report.")
        messages.success(request, text % {"number": number})
    else:
        text = _(
            "E%(number)s does not go along as it is. Remove it, cover the names and faces in a copy of your own "
            "(paint over them in the picture itself, or print the page and cover it), and send that copy."
        )
        messages.warning(request, text % {"number": number})
    return redirect(shelf.at())


def removed(request: MemberRequest, shelf: Shelf, number: int) -> HttpResponse:
    """Take a file out."""
    files.remove(_one_of(shelf, number), by=request.user)
    messages.success(request, _("E%(number)s is removed and deleted.") % {"number": number})
    return redirect(shelf.at())


def files_answer(
    request: MemberRequest,
    shelf: Shelf,
    form: UploadForm,
    *,
    answered: tuple[int, AnswerForm] | None = None,
) -> HttpResponse:
    """The page: the files with their questions, and the form for more."""
    if not shelf.folder.is_open:
        raise Http404
    found = files_page(shelf.folder)
    wrong = answered[1] if answered else form
    return page(
        request,
        shelf.template,
        status=UNPROCESSABLE if wrong.errors else 200,
        found=found,
        cards=[_card(shelf, one, answered) for one in found.files],
        here=shelf.at(),
        args=shelf.args,
        upload=form,
        form=wrong,
        demonstration=shelf.folder.fictional,
    )


def _card(shelf: Shelf, file: MemberFile, answered: tuple[int, AnswerForm] | None) -> Card:
    copy, confirm, remove = (shelf.at(name, file.number) for name in ("", "_confirm", "_remove"))
    return Card(file, _question(file, answered), copy, confirm, remove)


def _question(file: MemberFile, answered: tuple[int, AnswerForm] | None) -> AnswerForm | None:
    """The question about a copy, as it was just answered or not yet."""
    if not file.waits_for_an_answer:
        return None
    if answered and answered[0] == file.number:
        return answered[1]
    return AnswerForm(prefix=_prefix(file.number))


def _one_of(shelf: Shelf, number: int) -> EvidenceFile:
    file = file_in(shelf.folder, number)
    if file is None:
        raise Http404
    return file


def _why(reason: Unfit | TooManyFiles) -> str | Promise:
    """Why a file was turned away, in words."""
    if isinstance(reason, Unfit):
        return REFUSAL_LABELS[reason.refusal]
    return _("There are ten files already. Remove one first.")


def _prefix(number: int) -> str:
    return f"e{number}"
