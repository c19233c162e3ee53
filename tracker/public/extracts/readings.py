"""Readings: all that was published about one target of one place, and one report with its parts."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.enums import ANSWER_LABELS, MARK_LABELS
from tracker.public.extracts.reading_columns import REPORT_COLUMNS, TARGET_COLUMNS
from tracker.public.target_telling import target_telling
from tracker.scoring import Answer, goal_of
from tracker.selectors.readings import ReadingRow
from tracker.selectors.reports import ReportPage, report_page
from tracker.selectors.targets import TargetPage, UnshownTarget, target_page
from tracker.transfer.extract import Cells, Extract, row_of
from tracker.wording import answered, reference


def target(*, as_of: date | None, place: str, commitment: str, years: int) -> Extract | None:
    """Every reading of one target of one place, each with the target’s goal and mark beside it."""
    page = target_page(place, commitment, years, as_of=as_of)
    if page is None:
        return None
    about: Cells = {
        "place": page.place.code,
        "objective": page.objective_number,
        "commitment": page.commitment_code,
        "commitment_title": page.commitment_title,
        "horizon": page.years,
        "target": page.title,
    }
    known: Cells = {**about, **_mark_of(page)}
    readings: list[Cells] = [_reading(row, page) for row in page.readings]
    nothing: Cells = {"unit": page.unit or None, "missing": "no_report"}
    return Extract(
        view=f"target-{place}-{commitment}-{years}",
        title=f"{page.place.name}: {page.title}",
        sentence=_sentence(page),
        as_of=page.as_of if isinstance(page, TargetPage) and page.as_of else timezone.localdate(),
        columns=TARGET_COLUMNS,
        rows=tuple(row_of(TARGET_COLUMNS, {**known, **one}) for one in readings or [nothing]),
        caveats=_target_caveats(page),
    )


def _sentence(page: TargetPage | UnshownTarget) -> str:
    if isinstance(page, UnshownTarget):
        return str(page.standing.fault.label)
    mark = _("The mark: %(mark)s.") % {"mark": MARK_LABELS[page.standing.mark]}
    return f"{mark} {target_telling(page).lede}"


def _target_caveats(page: TargetPage | UnshownTarget) -> tuple[str, ...]:
    nothing = _("No report is not a no: where nothing was reported the figure is missing, and never zero.")
    own = page.caveat if isinstance(page, TargetPage) else ""
    return (own, nothing) if own else (nothing,)


def _mark_of(page: TargetPage | UnshownTarget) -> Cells:
    if isinstance(page, UnshownTarget):
        return {}
    spec, found = page.spec, page.standing
    return {
        "baseline": spec.baseline,
        "baseline_on": spec.baseline_on,
        "goal": goal_of(spec),
        "due_on": spec.due_on,
        "mark": found.mark.value,
        "mark_status": found.status.value if found.status else None,
        "score": found.score,
        "share": found.share,
    }


def _reading(row: ReadingRow, page: TargetPage | UnshownTarget) -> Cells:
    used = page.used if isinstance(page, TargetPage) else None
    steps = tuple((code, title) for code, title, _weight in page.milestones)
    return {
        **_answer(row, unit=page.unit, steps=steps),
        "status": "replaced" if row.replaced else "published",
        "used": used is not None and used.key == row.key,
        "left_out": row.left_out.value if row.left_out else None,
    }


def _answer(row: ReadingRow, *, unit: str, steps: tuple[tuple[str, str], ...]) -> Cells:
    words = str(ANSWER_LABELS[row.answer])
    if row.answer == Answer.STEPS:
        words = answered(row.answer, row.value, unit, row.done, steps)
    return {
        "report": str(row.uuid),
        "reference_on": row.on,
        "reference": reference(row.on, yearly=row.yearly),
        "yearly": row.yearly,
        "answer": row.answer.value,
        "answer_label": words,
        "value": row.value,
        "unit": unit or None,
        "missing": None if row.value is not None else row.answer.value,
        "steps": " ".join(row.done) or None,
        "grade": row.grade.value if row.grade else None,
        "credited_to": str(row.committee.name) if row.committee else None,
        "source": row.source or None,
        "source_url": row.source_url or None,
        "vintage": row.vintage or None,
        "published_on": row.published_on,
        "caveat": row.caveat or None,
    }


def report(*, uuid: UUID) -> Extract | None:
    """One report: the whole, and the parts that may be shown."""
    page = report_page(uuid)
    if page is None:
        return None
    return Extract(
        view=f"report-{page.reading.uuid}",
        title=f"{page.place.name}, {reference(page.reading.on, yearly=page.reading.yearly)}: {page.title}",
        sentence=_said(page),
        as_of=timezone.localdate(),
        columns=REPORT_COLUMNS,
        rows=tuple(row_of(REPORT_COLUMNS, cells) for cells in _report(page)),
        caveats=(page.reading.caveat,) if page.reading.caveat else (),
    )


def _said(page: ReportPage) -> str:
    return answered(page.reading.answer, page.reading.value, page.unit, page.reading.done, page.milestones)


def _report(page: ReportPage) -> Iterator[Cells]:
    status = "withdrawn" if page.withdrawn_because else "replaced" if page.replaced_on else "published"
    whole: Cells = {
        "place": page.place.code,
        "commitment": page.commitment_code,
        "commitment_title": page.commitment_title,
        "horizon": page.years,
        "target": page.title,
        **_answer(page.reading, unit=page.unit, steps=page.milestones),
        "status": status,
        "replaced_by": str(page.replaced_by) if page.replaced_by else None,
        "address": settings.SITE_URL.rstrip("/") + reverse("public:report", args=[page.reading.uuid]),
    }
    yield {**whole, "narrative": page.narrative or None}
    for table in page.parts:
        dimension = table.dimension.value
        if not table.rows:
            yield {**whole, "dimension": dimension, "value": None, "missing": "hidden"}
        for row in table.rows:
            missing = None if row.value is not None else "small_number" if row.small else "hidden"
            yield {
                **whole,
                "dimension": dimension,
                "group": str(row.label),
                "value": row.value,
                "missing": missing,
            }
