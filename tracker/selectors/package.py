"""All that is public, table by table, as rows that are read one after another; `package_facts` has the long tables.

What a page of ours does not tell is not told here either: reports that were never published, people, committees by
another name than the public one. Names and labels are the English ones, whoever asks.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from tracker.enums import Credit
from tracker.models import (
    Commitment,
    GoodPractice,
    Membership,
    Objective,
    Place,
    Process,
    Source,
    Target,
    TargetVersion,
    Term,
)
from tracker.selectors.credits import OF_A_CREDIT, credit_of

Cells = Mapping[str, Any]
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


def source_rows() -> Iterator[Cells]:
    """The sources. One query."""
    for one in Source.objects.order_by("code"):
        yield {"source": one.code, "title": one.title, "source_url": one.url or None, "read": one.opened}


def place_rows() -> Iterator[Cells]:
    """The places, each after the one it is part of. One query."""
    for one in Place.objects.select_related("parent").order_by("level", "code"):
        yield {
            "place": one.code,
            "kind": one.kind,
            **{f"name_{language}": one.names.get(language) or None for language in LANGUAGES},
            "iso2": one.iso2 or None,
            "iso3": one.iso3 or None,
            "m49": one.m49 or None,
            "un_status": one.un_status or None,
            "part_of": one.parent.code if one.parent else None,
            "fictional": one.fictional,
        }


def objective_rows() -> Iterator[Cells]:
    """The objectives. One query."""
    for one in Objective.objects.select_related("source").order_by("number"):
        yield {
            "objective": one.number,
            "label": one.labels["en"],
            "title": one.title,
            "summary": one.summary,
            "verified": one.verified,
            "source": one.source.code if one.source else None,
        }


def commitment_rows() -> Iterator[Cells]:
    """The commitments as they read today. One query."""
    about = ("objective", "area", "indicator", "source")
    for one in Commitment.objects.select_related(*about).order_by("code"):
        indicator = one.indicator
        yield {
            "commitment": one.code,
            "objective": one.objective.number,
            "title": one.title,
            "text": one.text,
            "scope": one.scope,
            "origin": one.origin,
            "status": one.status,
            "weight": one.weight,
            "area": one.area.title,
            "driver_level": one.driver_level or None,
            "populations": _joined(one.populations),
            "governance_levels": _joined(one.governance_levels),
            "lead_stakeholders": _joined(one.lead_stakeholders),
            "verifiable": one.verifiable,
            "why_not_verifiable": one.why_not_verifiable or None,
            "indicator": indicator.name if indicator else None,
            "proxy": indicator.proxy if indicator else None,
            "caveat": (indicator.caveat or None) if indicator else None,
            "verified": one.verified,
            "source": one.source.code if one.source else None,
        }


def target_rows(today: date) -> Iterator[Cells]:
    """The targets in the wording in force today; without words where none is. Two queries."""
    said = {one.target_id: one for one in TargetVersion.objects.in_force_on(today).oldest_first()}
    rows = Target.objects.select_related("commitment", "horizon")
    for one in rows.order_by("commitment__code", "horizon__years"):
        yield {
            "commitment": one.commitment.code,
            "horizon": one.horizon.years,
            "baseline_on": one.horizon.baseline_on,
            **(_wording(said[one.pk]) if one.pk in said else {"due_on": one.horizon.due_on}),
        }


def _wording(version: TargetVersion) -> Cells:
    return {
        "due_on": version.due_on,
        "title": version.title,
        "kind": version.kind,
        "better": version.better or None,
        "goal": version.goal,
        "change_per_cent": version.change,
        "unit": version.unit or None,
        "weight": version.weight,
        "grace_months": version.grace_months,
        "origin": version.origin,
        "version": version.number,
        "in_force_from": version.in_force_from,
    }


def process_rows() -> Iterator[Cells]:
    """The processes. One query."""
    for one in Process.objects.select_related("source").order_by("code"):
        yield {
            "process": one.code,
            "name": one.name,
            "region": one.region,
            "established": one.established,
            "note": one.note or None,
            "verified": one.verified,
            "members_verified": one.members_verified,
            "source": one.source.code if one.source else None,
        }


def membership_rows() -> Iterator[Cells]:
    """Which State takes part in which process, from when until when. One query."""
    seen: dict[tuple[str, str], int] = defaultdict(int)
    rows = Membership.objects.select_related("process", "place").order_by(
        "process__code", "place__code", "pk"
    )
    for one in rows:
        pair = (one.process.code, one.place.code)
        seen[pair] += 1
        yield {
            "membership": f"{'/'.join(pair)}/{seen[pair]}",
            "process": one.process.code,
            "place": one.place.code,
            "from_on": one.from_on,
            "until_on": one.until_on,
        }


def practice_rows() -> Iterator[Cells]:
    """The good practices that are public. One query."""
    rows = GoodPractice.objects.published().select_related("place", OF_A_CREDIT)
    for one in rows.order_by("published_at", "uuid"):
        yield {
            "practice": str(one.uuid),
            "title": one.title,
            "language": one.language,
            "place": one.place.code,
            "credited_to": str(credit_of(one.committee, Credit(one.credit)).name),
            "published_on": one.published_at.date() if one.published_at else None,
        }


def practice_commitment_rows() -> Iterator[Cells]:
    """Which commitment each of them serves. One query."""
    rows = GoodPractice.objects.published().order_by("published_at", "uuid", "commitments__code")
    for uuid, code in rows.values_list("uuid", "commitments__code"):
        if code:
            yield {"practice": str(uuid), "commitment": code}


def term_rows() -> Iterator[Cells]:
    """The words to avoid and to prefer. One query."""
    for one in Term.objects.select_related("source").order_by("language", "code"):
        yield {
            "term": one.code,
            "language": one.language,
            "avoid": _joined(one.avoid),
            "prefer": _joined(one.prefer),
            "why": one.why,
            "note": one.note or None,
            "verified": one.verified,
            "source": one.source.code if one.source else None,
        }


def _joined(several: Iterable[str]) -> str | None:
    return "; ".join(several) or None
