"""The method once more, told as naively as it is written down: yearly answers only, one long staircase, no reuse.

It shares no code with tracker.scoring beyond the words and the plain values.
"""

from fractions import Fraction

from tracker.scoring import Answer, Better, Kind, Status

FIGURES = {Kind.LEVEL, Kind.RELATIVE_CHANGE, Kind.SHARE, Kind.IMPROVE, Kind.MAINTAIN}


def status_of(spec, readings, as_of):  # noqa: C901, PLR0911, PLR0912, PLR0915
    known = []
    for reading in readings:
        gone = reading.withdrawn_on is not None and reading.withdrawn_on <= as_of
        if reading.published_on <= as_of and not gone:
            known.append(reading)
    if not spec.applies:
        return Status.NOT_APPLICABLE
    if known:
        last_year = max(reading.on.year for reading in known)
        if best([one for one in known if one.on.year == last_year]).answer is Answer.NOT_APPLICABLE:
            return Status.NOT_APPLICABLE
    if not spec.assessable:
        return Status.NOT_ASSESSABLE

    amounts = {}
    unmeasured = False
    for year in sorted({reading.on.year for reading in known}):
        rest = [reading for reading in known if reading.on.year == year]
        while rest:
            first = best(rest)
            rest.remove(first)
            if spec.kind in FIGURES and year <= spec.baseline_on.year and spec.baseline is not None:
                continue
            if spec.kind in FIGURES and first.answer is Answer.FIGURE and spec.baseline is None:
                unmeasured = True
                continue
            amount = amount_of(spec, first, amounts)
            if amount is not None:
                amounts[year] = amount
                break
    if not amounts:
        return Status.NOT_ASSESSABLE if unmeasured else Status.NO_DATA

    latest, due = max(amounts), spec.due_on.year
    after = as_of > spec.due_on
    grace_over = as_of.year > due + spec.grace_months // 12
    if spec.kind in {Kind.IMPROVE, Kind.MAINTAIN}:
        if after and latest < due:
            return Status.OVERDUE if grace_over else Status.AWAITING_END_LINE
        gain = amounts[latest] - Fraction(spec.baseline)
        if spec.better is Better.LOWER:
            gain = -gain
        margin = Fraction(spec.tolerance) * abs(Fraction(spec.baseline))
        if spec.kind is Kind.MAINTAIN:
            return Status.BREACHED if gain < -margin else Status.HELD
        if after:
            return Status.MET if gain > margin else Status.MISSED
        if gain > margin:
            return Status.ON_PACE
        return Status.MOVING_BACKWARDS if gain < -margin else Status.NO_CHANGE

    shares = {year: share_of(spec, amount) for year, amount in amounts.items()}
    share = shares[latest]
    for year, one in shares.items():
        if year <= due and one >= 1:
            return Status.MET if share >= 1 else Status.MET_NOT_SUSTAINED
    if share >= 1:
        return Status.MET_LATE
    if after:
        if latest >= due:
            return Status.MISSED
        return Status.OVERDUE if grace_over else Status.AWAITING_END_LINE
    if spec.kind is Kind.YES_NO:
        return Status.NOT_MET
    if share < -Fraction(spec.tolerance):
        return Status.MOVING_BACKWARDS
    if share <= Fraction(spec.tolerance):
        return Status.NO_CHANGE
    gone_by = Fraction(max(latest - spec.baseline_on.year, 0), due - spec.baseline_on.year)
    gone_by = min(gone_by, Fraction(1))
    if gone_by < Fraction(1, 10):
        return Status.TOO_EARLY
    if share >= gone_by * Fraction(95, 100):
        return Status.ON_PACE
    return Status.BEHIND_PACE if share >= gone_by * Fraction(60, 100) else Status.FAR_BEHIND


def best(readings):
    winner = readings[0]
    for reading in readings[1:]:
        if reading.standing != winner.standing:
            better = reading.standing < winner.standing
        elif reading.published_on != winner.published_on:
            better = reading.published_on > winner.published_on
        else:
            better = reading.key < winner.key
        if better:
            winner = reading
    return winner


def amount_of(spec, reading, earlier):
    if reading.answer is Answer.NO_PROGRESS:
        if earlier:
            return earlier[max(earlier)]
        return Fraction(spec.baseline) if spec.kind in FIGURES and spec.baseline is not None else None
    if spec.kind in FIGURES:
        return Fraction(reading.value) if reading.answer is Answer.FIGURE else None
    if spec.kind is Kind.YES_NO:
        return {Answer.YES: Fraction(1), Answer.NO: Fraction(0)}.get(reading.answer)
    if reading.answer is Answer.STEPS:
        return Fraction(sum(step.weight for step in spec.milestones if step.code in reading.done))
    return None


def share_of(spec, amount):
    if spec.kind is Kind.YES_NO:
        return amount
    if spec.kind is Kind.MILESTONES:
        return amount / sum(step.weight for step in spec.milestones)
    goal = spec.goal
    if spec.kind is Kind.RELATIVE_CHANGE:
        goal = Fraction(spec.baseline) + Fraction(spec.baseline) * Fraction(spec.change) / 100
    return (amount - Fraction(spec.baseline)) / (Fraction(goal) - Fraction(spec.baseline))
