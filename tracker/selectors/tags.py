"""The words that commitments are tagged with."""

from typing import Literal

from tracker.models import Commitment

Tagged = Literal["populations", "governance_levels", "lead_stakeholders"]


def words_in_use(column: Tagged) -> list[str]:
    """Every word that stands in that column of any commitment, in alphabetical order. One query."""
    lists = Commitment.objects.values_list(column, flat=True)
    return sorted({word for words in lists for word in words})
