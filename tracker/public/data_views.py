"""All data at once: the page that says what they are, the package, its description, and each table."""

from collections.abc import Callable
from zipfile import ZipFile

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from tracker.public.answers import page, public_file, public_page
from tracker.public.dataset import dataset_page
from tracker.public.errors import busy
from tracker.public.package import package_now
from tracker.selectors.computed_at import Busy
from tracker.transfer.package import DESCRIPTOR, Package
from tracker.transfer.serving import FILE_POLICY


@public_page
def data(request: HttpRequest) -> HttpResponse:
    """What there is to download, what each column says, under which terms, and how to cite it."""
    return page(request, "data", dataset_page(settings.SITE_URL), section="data")


@public_file
def package(request: HttpRequest) -> HttpResponseBase:
    """Everything in one file."""
    return _answer(request, lambda found: found.digest, _whole)


@public_file
def descriptor(request: HttpRequest) -> HttpResponseBase:
    """The description of the package, for programs that read its tables from here."""
    return _answer(request, lambda found: f"{found.digest}-description", _description)


@public_file
def table(request: HttpRequest, name: str) -> HttpResponseBase:
    """One table of the package."""
    return _answer(request, lambda found: f"{found.digest}-{name}", lambda found: _table(found, name))


def _answer(
    request: HttpRequest, tag: Callable[[Package], str], make: Callable[[Package], HttpResponseBase]
) -> HttpResponseBase:
    """The file, or that it has not changed; its tag is of what is in it, and tells of nothing else."""
    try:
        found = package_now()
    except Busy:
        return busy(request)
    etag = f'"{tag(found)}"'
    answer: HttpResponseBase = get_conditional_response(request, etag=etag) or make(found)
    answer.headers["ETag"] = etag
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    return answer


def _whole(found: Package) -> HttpResponseBase:
    opened = found.path.open("rb")
    return FileResponse(opened, content_type="application/zip", as_attachment=True, filename=found.file_name)


def _description(found: Package) -> HttpResponseBase:
    disposition = {"Content-Disposition": f'attachment; filename="{DESCRIPTOR}"'}
    return HttpResponse(found.descriptor, content_type="application/json; charset=utf-8", headers=disposition)


def _table(found: Package, name: str) -> HttpResponseBase:
    if name not in found.sizes:
        raise Http404
    # Closed with the answer, and the archive with it.
    opened = ZipFile(found.path).open(f"{name}.csv")  # noqa: SIM115
    answer = FileResponse(
        opened, content_type="text/csv; charset=utf-8", as_attachment=True, filename=f"{name}.csv"
    )
    answer.headers["Content-Length"] = str(found.sizes[name])
    return answer
