"""Several decisions in one go: each is an act of its own, and one that fails stops no other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tracker.actions.reports import Changed, Outdated, publish
from tracker.enums import ReportState
from tracker.models import ProgressReport, User
from tracker.permissions import Refused, reports_seen_by
from tracker.selectors.audit import last_act_on
from tracker.selectors.facts import NotInForce
from tracker.workflow import StepRefused


@dataclass(frozen=True, kw_only=True)
class Result:
    """What became of one report: published, decided and to go out on a day, or why not."""

    uuid: UUID
    why_not: str | Promise = ""
    goes_out_on: date | None = None

    @property
    def done(self) -> bool:
        """Whether it is decided now."""
        return not self.why_not


def publish_each(chosen: Iterable[tuple[UUID, int]], *, by: User) -> tuple[Result, ...]:
    """Publish each of these reports, if it still is the version that was read; says of each what became of it."""
    wanted = list(dict.fromkeys(chosen))
    found = reports_seen_by(by, on=timezone.localdate()).filter(uuid__in=[uuid for uuid, _version in wanted])
    reports = {report.uuid: report for report in found}
    return tuple(_result(uuid, reports.get(uuid), version, by=by) for uuid, version in wanted)


def _result(uuid: UUID, report: ProgressReport | None, version: int, *, by: User) -> Result:
    if report is None:
        return Result(uuid=uuid, why_not=_("It is not there any more: its author may have taken it back."))
    try:
        decided = publish(report, by=by, version=version)
    except (Refused, Changed, StepRefused, Outdated, NotInForce) as refusal:
        return Result(uuid=uuid, why_not=_why_not(report, refusal))
    return Result(uuid=uuid, goes_out_on=decided.release_at.date() if decided.release_at else None)


def _why_not(report: ProgressReport, refusal: Exception) -> str | Promise:
    """Why one was not published, in words."""
    if isinstance(refusal, Refused):
        return refusal.reason
    if isinstance(refusal, Changed):
        return _("It was changed after your list was drawn: read it again.")
    if isinstance(refusal, StepRefused):
        return _decided(report, refusal.state)
    return _("Its target was changed, and the report no longer fits it.")


def _decided(report: ProgressReport, state: ReportState) -> str:
    """Who was faster."""
    act = last_act_on(str(report.uuid))
    if act is None or not act.by:
        return _("It was decided already: it stands at “%(state)s”.") % {"state": state.label}
    said = {"name": act.by, "state": state.label}
    return _("%(name)s was faster: it stands at “%(state)s”.") % said
