"""What is said of somebody's words on the page where they are checked."""

from django.utils.translation import gettext as _

from tracker.models import GoodPractice, ProgressReport, User
from tracker.selectors.terms import FieldHints, field_hints


def hints_on(report: ProgressReport, *, by: User) -> tuple[FieldHints, ...]:
    """The hints on what the author wrote; what is quoted from a page is not the author's."""
    texts = {"narrative": (_("What happened?"), report.narrative)}
    return field_hints(texts, form=report.submit_token, by=by)


def hints_on_practice(practice: GoodPractice, *, by: User) -> tuple[FieldHints, ...]:
    """The hints on a good practice, in the language that its author says it is in."""
    texts = {
        "title": (_("Title"), practice.title),
        "done": (_("What was done?"), practice.done),
        "outcome": (_("What came of it?"), practice.outcome),
    }
    return field_hints(texts, form=practice.submit_token, by=by, language=practice.language)
