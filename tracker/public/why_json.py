"""The arithmetic of a mark as JSON, from the same selector as its page. docs/explain.md says what each field means.

Exact numbers are text: `"100/3"`, `"34245.2"`. An absent value is null, never zero.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.urls import reverse

from tracker.enums import Fault
from tracker.public.dated import at
from tracker.public.explanation import explanation
from tracker.public.why_telling import steps, title, trouble
from tracker.scoring import PUBLISHED_AT, Projection, Sums
from tracker.selectors.place_refs import PlaceRef
from tracker.selectors.readings import EvidenceRow, ReadingRow
from tracker.selectors.standings import Standing, Told, Unshown, address_of
from tracker.selectors.targets import TargetPage, UnshownTarget
from tracker.selectors.why import EvidenceBelow, ReadingBelow, WhyPage
from tracker.selectors.why_parts import WhyPart

FORMAT = 1
FORMULA = {
    "coverage": "sum(weight * coverage) / sum(weight), over the parts that apply",
    "score": "sum(weight * coverage * score) / sum(weight * coverage), over the parts that apply and have a score",
    "lower": "sum(weight * lower) / sum(weight), over the parts that apply",
    "upper": "sum(weight * upper) / sum(weight), over the parts that apply",
    "published": "score is not null and coverage >= published_at",
    "rounding": "none; but a quotient whose denominator is above 10**24 is rounded to 24 decimals, a half to even",
}


def why_json(page: WhyPage) -> dict[str, Any]:
    """A roll-up with every part of it."""
    return {
        "format": FORMAT,
        "kind": "roll_up",
        **_holder(page.place, page.process, page.process_name),
        "key": page.told.key,
        "title": title(page),
        "years": page.years,
        "due_on": _day(page.due_on),
        "as_of": _day(page.as_of),
        "method_version": page.method_version,
        "digest": page.digest,
        **_state(page.told, message=trouble(page)),
        "result": _result(page.told),
        "steps": list(steps(page)),
        "made_from": page.gathering.value,
        "formula": FORMULA,
        "published_at": str(PUBLISHED_AT),
        "sums": _sums(page.working.sums) if page.working else None,
        "because": page.working.because.value if page.working else None,
        "parts": [_part(part, at=at(page.asked_for)) for part in page.parts],
        "left_out": [_left_out(part) for part in page.left_out],
        "readings": None if page.readings is None else [_reading_below(one) for one in page.readings],
        "page": _why_address(page.told, "why", at=at(page.asked_for)),
    }


def target_json(page: TargetPage) -> dict[str, Any]:
    """A single target with its goal, baseline, readings and every step between."""
    found, spec = page.assessment, page.spec
    return {
        **_target_head(page, at=at(page.as_of)),
        **_state(page.standing, message=""),
        "result": _result(page.standing),
        "steps": list(explanation(page)),
        "weight": page.weight,
        "version": page.version_number,
        "spec": {
            "kind": spec.kind.value,
            "better": spec.better.value if spec.better else None,
            "baseline": _number(spec.baseline),
            "baseline_on": _day(spec.baseline_on),
            "goal": _number(found.goal),
            "change_per_cent": _number(spec.change),
            "due_on": _day(spec.due_on),
            "path": spec.path.value,
            "path_steps": [{"on": _day(one.on), "value": _number(one.value)} for one in spec.steps],
            "milestones": [
                {"code": code, "title": name, "weight": weight} for code, name, weight in page.milestones
            ],
            "tolerance": _number(spec.tolerance),
            "grace_months": spec.grace_months,
            "assessable": spec.assessable,
            "applies": spec.applies,
        },
        "formula": {"share": "(value - baseline) / (goal - baseline)", "pace": "share / share asked by then"},
        "used": next(
            (str(row.uuid) for row in page.readings if page.used and row.key == page.used.key), None
        ),
        "value": _number(found.value),
        "share": _number(found.share),
        "elapsed": _number(found.elapsed),
        "required": _number(found.required),
        "pace": _number(found.pace),
        "readings": [_reading(row, as_of=page.as_of) for row in page.readings],
        "projection": _projection(page.projection) if page.projection else None,
        "no_projection": page.no_projection.value if page.no_projection else None,
    }


def _projection(found: Projection) -> dict[str, Any]:
    """The line through the figures and its range of 80 %, from the last figure to the due date, year by year."""
    return {
        "figures": found.figures,
        "slope_per_year": _number(found.slope),
        "needed_per_year": _number(found.needed_per_year),
        "verdict": found.verdict.value,
        "ahead": [
            {
                "year": _number(one.year),
                "value": _number(one.value),
                "low": _number(one.low),
                "high": _number(one.high),
            }
            for one in found.ahead
        ],
    }


def unshown_target_json(page: UnshownTarget) -> dict[str, Any]:
    """A single target whose mark cannot be shown: why, and what was reported."""
    return {
        **_target_head(page),
        **_state(page.standing, message=str(page.standing.fault.label)),
        "result": None,
        "steps": [],
        "readings": [_reading(row) for row in page.readings],
    }


def _target_head(page: TargetPage | UnshownTarget, *, at: str = "") -> dict[str, Any]:
    address = reverse("public:target", args=[page.place.code, page.commitment_code, page.years])
    return {
        "format": FORMAT,
        "kind": "target",
        **_holder(page.place, "", ""),
        "key": page.standing.key,
        "title": page.title,
        "unit": page.unit,
        "years": page.years,
        "as_of": _day(page.standing.as_of),
        "method_version": page.method_version,
        "digest": page.digest,
        "page": _absolute(address) + at,
    }


def _holder(place: PlaceRef | None, process: str, name: str) -> dict[str, Any]:
    if place:
        return {
            "place": {"code": place.code, "name": place.name, "fictional": place.fictional},
            "process": None,
        }
    return {"place": None, "process": {"code": process, "name": name}}


def _state(found: Told, *, message: str) -> dict[str, Any]:
    """Whether the mark is current, about to be computed anew, held, or cannot be shown."""
    state = "updating" if found.updating else "current"
    if isinstance(found, Unshown):
        state = "held" if found.fault == Fault.HELD else "cannot_be_shown"
    return {"state": state, "message": message or None}


def _result(found: Told) -> dict[str, Any] | None:
    """What is told; null where it cannot be shown."""
    return None if isinstance(found, Unshown) else _numbers(found)


def _numbers(found: Standing) -> dict[str, Any]:
    return {
        "mark": found.mark.value,
        "status": found.status.value if found.status else None,
        "score": _number(found.score),
        "coverage": _number(found.coverage),
        "lower": _number(found.lower),
        "upper": _number(found.upper),
        "published": found.published,
        "applicable_targets": found.applicable,
        "counts": {mark.value: number for mark, number in found.counts},
        "statuses": {status.value: number for status, number in found.statuses},
        "lowest_grade": found.lowest_grade.value if found.lowest_grade else None,
        "proxy": found.proxy,
        "contested": found.contested,
    }


def _sums(sums: Sums) -> dict[str, Any]:
    return {
        "weight": sums.weight,
        "known": _number(sums.known),
        "scored": _number(sums.scored),
        "lower": _number(sums.lower),
        "upper": _number(sums.upper),
    }


def _part(part: WhyPart, *, at: str) -> dict[str, Any]:
    """One row of the sum; `numbers` is what went into it, held or not, null where it cannot be used."""
    message = str(part.told.fault.label) if isinstance(part.told, Unshown) else ""
    return {
        "key": part.told.key,
        "name": part.place.name if part.place else part.name,
        "place": part.told.place or None,
        "process": part.told.process or None,
        "region": part.region.code if part.region else None,
        "weight": part.weight,
        **_state(part.told, message=message),
        "applies": part.numbers.applicable > 0 if part.numbers else None,
        "numbers": _numbers(part.numbers) if part.numbers else None,
        "left_out": part.gap.value if part.gap else None,
        "digest": part.digest,
        "why": _why_address(part.told, "why_json", at=at),
    }


def _left_out(part: WhyPart) -> dict[str, Any]:
    return {
        "key": part.told.key,
        "place": part.told.place or None,
        "reason": part.gap.value if part.gap else None,
        "in_words": str(part.gap.label) if part.gap else None,
    }


def _reading_below(one: ReadingBelow) -> dict[str, Any]:
    return {
        "report": _absolute(reverse("public:report", args=[one.uuid])),
        "place": one.place.code,
        "commitment": one.commitment,
        "years": one.years,
        "about": _day(one.on),
        "evidence": None if one.evidence is None else _evidence(one.evidence),
    }


def _reading(row: ReadingRow, *, as_of: date | None = None) -> dict[str, Any]:
    return {
        "report": _absolute(reverse("public:report", args=[row.uuid])),
        "uuid": str(row.uuid),
        "answer": row.answer.value,
        "value": _number(row.value),
        "done": list(row.done),
        "about": _day(row.on),
        "yearly": row.yearly,
        "published_on": _day(row.published_on),
        "grade": row.grade.value if row.grade else None,
        "left_out": row.left_out.value if row.left_out else None,
        "evidence": None if as_of else _evidence(row.evidence),
    }


def _evidence(pieces: Iterable[EvidenceRow | EvidenceBelow]) -> list[dict[str, Any]]:
    return [
        {"title": one.title, "url": one.url or None, "archive_url": one.archive_url or None} for one in pieces
    ]


def _why_address(found: Told, name: str, *, at: str) -> str:
    holder = "process" if found.process else "place"
    return (
        _absolute(
            reverse(f"public:{holder}_{name}", args=[found.process or found.place, address_of(found.key)])
        )
        + at
    )


def _absolute(path: str) -> str:
    return settings.SITE_URL.rstrip("/") + path


def _number(value: Fraction | Decimal | None) -> str | None:
    return None if value is None else str(value)


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None
