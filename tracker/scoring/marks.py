"""From a status and a share of the way to the mark a reader sees first, and to the score that rolls up."""

from fractions import Fraction

from tracker.scoring.words import Mark, Status

IN_PART_AT = Fraction(1, 4)
FULL = Fraction(100)

# The statuses that decide the mark by themselves; with all others the share of the way does.
MARK_OF_STATUS: dict[Status, Mark] = {
    Status.MET: Mark.MET,
    Status.MET_LATE: Mark.MET,
    Status.HELD: Mark.MET,
    Status.BREACHED: Mark.NOT_MET,
    Status.MOVING_BACKWARDS: Mark.BACKWARDS,
    Status.NO_DATA: Mark.NO_EVIDENCE,
    Status.NOT_ASSESSABLE: Mark.NO_EVIDENCE,
    Status.NOT_APPLICABLE: Mark.NOT_APPLICABLE,
}
WITHOUT_SCORE = frozenset({Mark.NO_EVIDENCE, Mark.NOT_APPLICABLE})
# A direction without a number scores all or nothing.
FULL_WITHOUT_SHARE = frozenset({Status.MET, Status.ON_PACE, Status.HELD})


def mark_of(status: Status, share: Fraction | None) -> Mark:
    """The mark: where the status leaves it open, met in part from a quarter of the way on.

    Improve has no share: on pace, it is met in part, since the figure is better but its date has not come.
    """
    if status in MARK_OF_STATUS:
        return MARK_OF_STATUS[status]
    if share is None:
        return Mark.IN_PART if status is Status.ON_PACE else Mark.NOT_MET
    return Mark.IN_PART if share >= IN_PART_AT else Mark.NOT_MET


def score_of(status: Status, share: Fraction | None) -> Fraction | None:
    """The share of the way within 0 to 100; without a share 100 or 0; None where there is no evidence."""
    if MARK_OF_STATUS.get(status) in WITHOUT_SCORE:
        return None
    if share is None:
        return FULL if status in FULL_WITHOUT_SHARE else Fraction(0)
    return FULL * min(max(share, Fraction(0)), Fraction(1))
