"""What is said of a report's words on the page where its author checks it."""

from django.utils.translation import gettext as _

from tracker.models import ProgressReport, User
from tracker.selectors.terms import FieldHints, field_hints


def hints_on(report: ProgressReport, *, by: User) -> tuple[FieldHints, ...]:
    """The hints on what the author wrote; what is quoted from a page is not the author's."""
    texts = {"narrative": (_("What happened?"), report.narrative)}
    return field_hints(texts, form=report.submit_token, by=by)
