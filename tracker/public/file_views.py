"""The files of published reports and of the replies to them: their clean copies, for everyone."""

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase

from tracker.public.answers import public_file
from tracker.selectors.files import published_file, replied_file
from tracker.transfer.serving import file_answer


@public_file
def file(request: HttpRequest, uuid: UUID, number: int) -> HttpResponseBase:
    """One file of a report that is or was public."""
    return file_answer(request, published_file(uuid, number))


@public_file
def reply_file(request: HttpRequest, uuid: UUID, reply: int, number: int) -> HttpResponseBase:
    """One file of a reply that can be read, by the number of the reply among those to its report."""
    return file_answer(request, replied_file(uuid, reply, number))
