"""What is said of somebody's words on the page where they are checked."""

from django.utils.translation import gettext as _

from tracker.models import GoodPractice, ProgressReport, User
from tracker.selectors.terms import FieldHints, HintRow, field_hints


def hints_on(report: ProgressReport, *, by: User) -> tuple[FieldHints, ...]:
    """The hints on what the author wrote; what is quoted from a page is not the author's."""
    texts = {
        "narrative": (_("What happened?"), report.narrative),
        "jump_reason": (_("Why it differs so much"), report.jump_reason),
        "conflict_with": (_("Interests"), report.conflict_with),
    }
    return field_hints(texts, form=report.submit_token, by=by)


def kept_on(report: ProgressReport) -> dict[str, tuple[HintRow, ...]]:
    """The words that its author kept against a hint and that still stand there, by field. Two queries."""
    if report.author is None:
        return {}
    found = hints_on(report, by=report.author)
    kept = {one.field: tuple(row for row in one.rows if row.kept) for one in found}
    return {field: rows for field, rows in kept.items() if rows}


def hints_on_practice(practice: GoodPractice, *, by: User) -> tuple[FieldHints, ...]:
    """The hints on a good practice, in the language that its author says it is in."""
    texts = {
        "title": (_("Title"), practice.title),
        "done": (_("What was done?"), practice.done),
        "outcome": (_("What came of it?"), practice.outcome),
    }
    return field_hints(texts, form=practice.submit_token, by=by, language=practice.language)
