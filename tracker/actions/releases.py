"""What a protected committee decided goes out later: the hour of publishing shall not say who was at work when.

All that a committee decides on one day goes out together, at one instant of the following day that chance chooses.
The instant stands in the row from the decision on: whatever is killed or away, the next sweep finds what is due.
"""

import logging

from django.db import transaction
from django.utils import timezone

from tracker import workflow
from tracker.actions.reports import Outdated, locked, make_public
from tracker.enums import ReportState, Step
from tracker.models import ProgressReport
from tracker.permissions import Refused, check_constituted, committee_of
from tracker.selectors.committees import constitution_of
from tracker.selectors.facts import NotInForce

log = logging.getLogger(__name__)


def release_due() -> int:
    """Publish what is due, each report in a transaction of its own; says how many. Harmless when run twice at once.

    What may not go out yet, because its committee or its target is not what it was, stays decided; its page says why.
    """
    due = list(ProgressReport.objects.due(timezone.now()).values_list("pk", flat=True))
    return sum(_try(pk) for pk in due)


def _try(pk: int) -> bool:
    try:
        return _release(pk)
    except (Refused, Outdated, NotInForce) as why:
        log.info("a decided report is not released yet: %s", type(why).__name__)
    except Exception:
        # Whatever is wrong with this one, the others go out.
        log.exception("a decided report could not be released")
    return False


@transaction.atomic
def _release(pk: int) -> bool:
    report = locked(pk)
    now = timezone.now()
    if report.state != ReportState.DECIDED or report.release_at is None or report.release_at > now:
        return False
    check_constituted(constitution_of(committee_of(report), on=timezone.localdate()))
    report.state, _duty = workflow.next_state(ReportState(report.state), Step.RELEASE)
    report.version, report.release_at = report.version + 1, None
    make_public(report, by=None)
    return True
