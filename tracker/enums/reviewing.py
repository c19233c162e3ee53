"""The closed lists of reviews and disputes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoteAt(models.TextChoices):
    """The fields of a report that a reviewer can write a note at, by the names they have in the form."""

    ANSWER = "answer", _("Answer")
    FIGURE = "value", _("Figure")
    STEPS = "done", _("Steps reached")
    ABOUT = "reference_on", _("Year or date")
    NARRATIVE = "narrative", _("What happened")
    GRADE = "grade", _("How well it is known")
    FIRST_PAGE = "first_url", _("First page")
    SECOND_PAGE = "second_url", _("Second page")
    INTERESTS = "conflict", _("Interests")


class DisputeGround(models.TextChoices):
    """Why somebody disputes a published report."""

    FIGURE = "figure", _("The figure or the answer is wrong")
    EVIDENCE = "evidence", _("The evidence does not show it")
    ABOUT = "about", _("It is about another date, place or thing")
    SAFETY = "safety", _("It puts somebody at risk")
    OTHER = "other", _("Something else")


class DisputeState(models.TextChoices):
    """Where a dispute stands."""

    RAISED = "raised", _("Waiting to be read")
    ACKNOWLEDGED = "acknowledged", _("Taken up")
    DECIDED = "decided", _("Decided")


class Outcome(models.TextChoices):
    """How a dispute ended for what was disputed."""

    UPHELD = "upheld", _("The report stands")
    CHANGED = "changed", _("The report was corrected")
    WITHDRAWN = "withdrawn", _("The report was withdrawn")
