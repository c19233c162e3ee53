"""The files of published reports: their clean copies, for everyone."""

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase

from tracker.public.answers import public_file
from tracker.selectors.files import published_file
from tracker.transfer.serving import file_answer


@public_file
def file(request: HttpRequest, uuid: UUID, number: int) -> HttpResponseBase:
    """One file of a report that is or was public."""
    return file_answer(request, published_file(uuid, number))
