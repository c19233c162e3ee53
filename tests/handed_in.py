"""Files on their way through the product, as the tests hand them in."""

from hashlib import sha256
from uuid import uuid4

from tests.evidence import picture_with_gps
from tracker.actions import files
from tracker.actions.reply_drafts import keep_reply
from tracker.files.store import half_of
from tracker.models import EvidenceFile
from tracker.selectors.files import store
from tracker.transfer.arriving import ArrivedFile


def never_on_disk(data=b"%PDF-1.7 gone", name="gone.pdf"):
    """A file that got lost between its arrival and its row."""
    return ArrivedFile(
        name, stored_name=uuid4(), size=len(data), sha256=sha256(data).hexdigest(), head=data[:16]
    )


def arrived(data, name="photo.jpg"):
    """A file that has just come in, as the door leaves it."""
    file = never_on_disk(data, name)
    half_of(store().coming(file.stored_name)).write_bytes(data)
    return file


def handed_in(report, data=None, name="photo.jpg", *, by=None):
    """A file handed in with a report, and checked, as it then stands."""
    file = arrived(data or picture_with_gps(), name)
    assert files.receive([file], report=report.uuid, by=by or report.author) == []
    return EvidenceFile.objects.get(stored_name=file.stored_name)


def confirmed(report, data=None, name="photo.jpg"):
    """A file that may go along with its report."""
    return files.confirm(handed_in(report, data, name), by=report.author)


def in_reply(report, data=None, name="photo.jpg", *, by):
    """A file handed in with the reply that somebody writes, and checked, as it then stands."""
    file = arrived(data or picture_with_gps(), name)
    assert files.receive([file], reply=keep_reply(report, by=by).uuid, by=by) == []
    return EvidenceFile.objects.get(stored_name=file.stored_name)


def confirmed_in_reply(report, data=None, name="photo.jpg", *, by):
    """A file that may go along with the reply that somebody writes."""
    return files.confirm(in_reply(report, data, name, by=by), by=by)


def clean_file(report, *, number=1, **more):
    """The row of a clean file whose bytes nobody asks for."""
    return _clean(number, report=report, committee=report.committee, uploader=report.author, **more)


def clean_file_of_reply(uuid, *, by, number=1, **more):
    """The same of a reply, or of the draft of one."""
    return _clean(number, reply_id=uuid, uploader=by, **more)


def _clean(number, **more):
    known = {
        "client_name": "scan.pdf",
        "kind": "pdf",
        "size": 2_000,
        "sha256": f"{number:064}",
        "state": "clean",
        "copy_size": 1_000,
        "copy_sha256": f"{number + 100:064}",
        "pages": 2,
    }
    return EvidenceFile.objects.create(number=number, **{**known, **more})
