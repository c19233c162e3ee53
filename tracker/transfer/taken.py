"""An extract as a file, in one of the forms in which pages can be taken away."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpResponse

from tracker.selectors.imprint import Imprint
from tracker.transfer.as_csv import as_csv
from tracker.transfer.as_json import as_json, version_of
from tracker.transfer.as_pdf import as_pdf
from tracker.transfer.as_xlsx import as_xlsx
from tracker.transfer.extract import Extract
from tracker.transfer.serving import FILE_POLICY


@dataclass(frozen=True)
class Form:
    """A form of file: what it is called on the wire, and what writes it."""

    media_type: str
    write: Callable[[Extract, Imprint], bytes]


FORMS: Mapping[str, Form] = {
    "csv": Form("text/csv; charset=utf-8", as_csv),
    "xlsx": Form("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "json": Form("application/json; charset=utf-8", as_json),
    "pdf": Form("application/pdf", as_pdf),
}


def taken(extract: Extract, imprint: Imprint, form: str, *, tags: bool = False) -> HttpResponse:
    """The file to save, named after its view, its day and its version."""
    written = as_csv(extract, imprint, tags=True) if tags else FORMS[form].write(extract, imprint)
    name = f"gcm-scorecard_{extract.view}_{extract.as_of.isoformat()}_{version_of(extract)}.{form}"
    return HttpResponse(
        written,
        content_type=FORMS[form].media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Security-Policy": FILE_POLICY,
        },
    )
