"""Files on their way out: always as something to save, never as a page that could do anything."""

import logging

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response

from tracker.selectors.files import ServedFile

log = logging.getLogger(__name__)

FILE_POLICY = "default-src 'none'; sandbox"


def file_answer(request: HttpRequest, served: ServedFile | None) -> HttpResponseBase:
    """The clean copy with its headers; 404 where there is none. Who may keep it, the door says."""
    if served is None:
        raise Http404
    etag = f'"{served.digest}"'
    answer: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = _whole(served)
    answer.headers["ETag"] = etag
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    return answer


def _whole(served: ServedFile) -> HttpResponseBase:
    """The file itself, read from the disk piece by piece as it is sent."""
    try:
        opened = served.path.open("rb")
    except FileNotFoundError:
        log.error("the clean copy of %s is not in the store", served.name)
        raise Http404 from None
    return FileResponse(opened, content_type=served.media_type, as_attachment=True, filename=served.name)
