"""An entry as it stands in a form, field by field: the names that a form, a draft and a draft's page share."""

from collections.abc import Mapping

from tracker.actions.entries import Entry

SOURCES = ("first", "second")
PARTS_OF_SOURCE = ("url", "archive_url", "title", "quotation", "page")


def typed_from(entry: Entry) -> dict[str, list[str]]:
    """An entry as it would be typed; what it does not say stands empty."""
    written = str(entry.reference_on.year) if entry.yearly else entry.reference_on.isoformat()
    lines: Mapping[str, str] = {
        "answer": entry.answer.value,
        "value": "" if entry.value is None else f"{entry.value:f}",
        "reference_on": written,
        "narrative": entry.narrative,
        "grade": entry.grade.value if entry.grade else "",
        "jump_reason": entry.jump_reason,
        "conflict": entry.conflict.value if entry.conflict else "",
        "conflict_with": entry.conflict_with,
        "credit": entry.credit.value if entry.credit else "",
        **{part.field: f"{part.value:f}" for part in entry.parts},
        **_sources(entry),
    }
    return {"done": list(entry.done), **{name: [line] if line else [] for name, line in lines.items()}}


def _sources(entry: Entry) -> dict[str, str]:
    """The pages that the entry rests on, in the order of the form."""
    found: dict[str, str] = {}
    for source, link in zip(SOURCES, entry.links, strict=False):
        found |= {f"{source}_{part}": str(getattr(link, part)) for part in PARTS_OF_SOURCE}
    return found
