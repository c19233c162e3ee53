"""How the ways in which a committee may be shown are put to whoever chooses one."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from tracker.enums import Credit
from tracker.models import Committee
from tracker.selectors.credits import shown_as
from tracker.selectors.known import Known

if TYPE_CHECKING:
    from tracker.workspace.forms import ReportForm


def credit_words(committee: Committee, level: Credit) -> str:
    """A choice, with what the report would say."""
    return with_words(level, shown_as(committee, Known(level)))


def with_words(level: Credit, words: str) -> str:
    """`By its region only: “A committee in Western Asia”`."""
    return _("%(level)s: “%(words)s”") % {"level": level.label, "words": words}


def usual_and_why(usual: Credit) -> str:
    """That one is chosen already, and what follows from another."""
    if usual == Credit.REGION:
        return _("Your committee is protected: no report of it says more.")
    return _(
        "What your committee asks for is chosen already. Choose less where this report could put somebody at risk: "
        "once it is public, no copy can be called back."
    )


def known_asked(form: "ReportForm") -> str:
    """What the reader can conclude all the same."""
    words = _(
        "Other committees follow %(place)s as well. Your words, your evidence and your way of writing can give "
        "you away all the same."
    )
    if form.alone:
        words = _(
            "Yours is the only committee that is known to follow %(place)s: whoever reads this report can guess "
            "whose it is, however it is shown."
        )
    return words % {"place": form.question.place.name}
