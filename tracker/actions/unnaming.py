"""Taking the name, or the label, off a report that is out: it is never put back, and copies are not called back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.actions.corrections import hide_others
from tracker.actions.reports import locked, write_record
from tracker.enums import Credit
from tracker.models import ProgressReport, User
from tracker.models.report_rows import GOING_OUT
from tracker.permissions import Refused, check_votes, committee_of


@transaction.atomic
def take_name_away(report: ProgressReport, *, by: User) -> ProgressReport:
    """Say no more of the report's committee than its region, from now on; nor of what it corrects or is corrected by.

    To the region only, and not to a label: a copy with the name would say whose label it is.
    """
    kept = locked(report.pk)
    check_votes(by, committee_of(kept), on=timezone.localdate())
    if kept.state not in GOING_OUT:
        raise Refused(_("This report is not public: its author chooses how it will be shown."))
    if kept.credit == Credit.REGION:
        return kept
    kept.credit, kept.label = Credit.REGION, ""
    kept.save(update_fields=["credit", "label"])
    for one in (kept, *hide_others(kept)):
        write_record("report.unnamed", one, by=by)
    return kept
