"""Taking a file out of published reports since it names somebody: the bytes go, and what was cited says so."""

from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.actions.audit import record
from tracker.actions.entries import BadEntry, Fault
from tracker.models import EvidenceFile, ProgressReport, User
from tracker.models.report_rows import ONCE_PUBLIC
from tracker.permissions import Refused, may_redact
from tracker.selectors.files import store
from tracker.workflow import EDITABLE


@transaction.atomic
def redact_file(file: EvidenceFile, *, by: User, reason: str) -> list[EvidenceFile]:
    """Take a file out of its report, and of every other report of its committee that has the same copy.

    Copies in reports that are still written are deleted; those that were handed in stay as a line without bytes. Says
    which files are gone. Raises BadEntry without a reason, Refused for whoever may not, and for what is not public.
    """
    if not may_redact(by):
        raise Refused(_("Only an administrator takes a file out of a published report."))
    if not reason.strip():
        raise BadEntry([Fault("redaction_reason", _("Say what the file shows, without naming anybody."))])
    copies = _same_copies(file)
    own = next((one for one in copies if one.pk == file.pk), None)
    if own is None or own.report is None or own.report.state not in ONCE_PUBLIC:
        raise Refused(_("This file is not public: its author takes it out of the report."))
    for one in copies:
        _take_out(one, reason)
    for one in copies:
        record("file.redacted", by=by, about=str(one), copy=one.copy_sha256, reason=reason)
    return copies


def _same_copies(file: EvidenceFile) -> list[EvidenceFile]:
    """The file and its copies, held until the commit together with the reports that they hang on."""
    same = EvidenceFile.objects.copies().filter(committee=file.committee_id, copy_sha256=file.copy_sha256)
    reports = ProgressReport.objects.filter(uuid__in=same.order_by().values("report"))
    list(reports.select_for_update(of=("self",), no_key=True).order_by("pk").values("pk"))
    return list(same.select_for_update(of=("self",), no_key=True).select_related("report").order_by("pk"))


def _take_out(file: EvidenceFile, reason: str) -> None:
    transaction.on_commit(partial(store().drop, file.stored_name))
    if file.report is None or file.report.state in EDITABLE:
        EvidenceFile.objects.filter(pk=file.pk).delete()
        return
    file.redacted_at, file.redaction_reason = timezone.now(), reason
    file.client_name, file.original_kept = "", False
    file.save(update_fields=["redacted_at", "redaction_reason", "client_name", "original_kept"])
