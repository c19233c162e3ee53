"""What must hold when the dust has settled. Each function answers with what is wrong; nothing means that it holds."""

from collections import Counter
from collections.abc import Collection, Iterable

from bench.faults.ledger import (
    NO_ANSWER,
    OUT_OF_REACH,
    Acknowledged,
    Act,
    Answer,
    Away,
    Ledger,
    Refused,
    Window,
)
from bench.faults.stored import Report, Stored

TOO_LONG = 10.0
TITLES = {
    "I1": "what was acknowledged is stored, once",
    "I2": "nothing that was refused is stored",
    "I3": "every score is what computing it from nothing gives",
    "I4": "no score still waits to be computed",
    "I5": "the record of acts verifies, one entry per effect",
    "I6": "no file without a row, no row without a file",
    "I7": "every person saw success or a clear message",
}
# What a report must be after an act was acknowledged.
STATES_AFTER = {
    Act.DRAFTED: None,
    Act.PUBLISHED: {"published", "superseded"},
    Act.SENT_BACK: {"returned"},
    Act.DECIDED: {"published", "superseded", "returned"},
}


def lost_or_doubled(acknowledged: Iterable[Acknowledged], stored: Stored) -> list[str]:
    """I1: everything that was acknowledged stands there as it was acknowledged, and nothing stands there twice."""
    by_mark = stored.by_mark()
    doubled = [
        f"{mark}: stored {len(reports)} times" for mark, reports in by_mark.items() if len(reports) > 1
    ]
    kept = ((one, by_mark.get(one.mark, [])) for one in acknowledged)
    lost = [
        f"{one.mark}: {one.act} was acknowledged, {fault}"
        for one, rows in kept
        if (fault := _lost(one, rows))
    ]
    return [*doubled, *lost]


def _lost(one: Acknowledged, rows: list[Report]) -> str:
    """What is missing of an acknowledged act."""
    row = next((row for row in rows if row.uuid == one.uuid), None)
    if row is None:
        return "and no such report is stored"
    if (row.token, row.value) != (one.token, one.value):
        return f"and {row.value} under {row.token} is stored, not {one.value} under {one.token}"
    if one.act == Act.SUBMITTED:
        return "" if row.was_submitted else f"and the report is a {row.state}"
    states = STATES_AFTER[one.act]
    return "" if states is None or row.state in states else f"and the report is {row.state}"


def refused_but_stored(refused: Iterable[Refused], stored: Stored) -> list[str]:
    """I2: a form that was refused left nothing, and a decision that was refused decided nothing."""
    by_mark = stored.by_mark()
    return [
        f"{one.mark}: {one.act} was refused, and is {row.state}"
        for one in refused
        for row in by_mark.get(one.mark, [])
        if one.act != Act.PUBLISHED or row.is_public
    ]


def wrong_standings(stored: Stored) -> list[str]:
    """I3, without asking the product: each target rests on its newest published figure, with the share it makes."""
    newest: dict[int, Report] = {}
    for report in sorted(stored.reports, key=lambda one: one.reference_on):
        if report.state == "published":
            newest[report.target] = report
    wrong = []
    for row in stored.standings:
        counts = newest.get(row.target)
        expected = (counts.id, row.share_at(counts.value)) if counts else (None, None)
        if (row.used, row.share) != expected:
            wrong.append(f"target {row.target}: shows {(row.used, row.share)}, should be {expected}")
    without = set(newest) - {row.target for row in stored.standings}
    return wrong + [f"target {target}: published about, and has no score" for target in sorted(without)]


def waiting(dirty: tuple[int, int]) -> list[str]:
    """I4: nothing waits to be computed, and nothing was given up, since nothing in the made-up world is poisoned."""
    pending, quarantined = dirty
    words = [f"{pending} rows still wait"] if pending else []
    return words + ([f"{quarantined} rows were given up"] if quarantined else [])


def events_without_effect(stored: Stored) -> list[str]:
    """I5: the record of acts has exactly one entry for each effect, and none without."""
    effects, events = stored.effects(), Counter(stored.events)
    return [
        f"{act} {uuid}: {events[act, uuid]} entries for {effects[act, uuid]} effects"
        for act, uuid in sorted(effects | events)
        if events[act, uuid] != effects[act, uuid]
    ]


def unclear_answers(ledger: Ledger) -> list[str]:
    """I7: no answer leaks code, signs anybody out, makes no sense or takes too long; a broken one has its excuse."""
    found = ((answer, _unclear(answer, ledger.windows)) for answer in ledger.answers)
    return [f"{answer.act}: {fault}" for answer, fault in found if fault]


def _unclear(answer: Answer, windows: Iterable[Window]) -> str:
    """What is wrong with one answer."""
    away = {window.away for window in windows if window.excuses(answer)} - {Away.REDIS}
    if answer.leaks_code:
        return "a traceback was shown"
    if answer.signed_out:
        return "was signed out"
    if not answer.is_plain:
        return f"{answer.status} without a heading"
    if answer.is_broken:
        return _without_excuse(answer.status, away)
    if answer.status not in answer.expected:
        return f"{answer.status} makes no sense here"
    return f"took {answer.seconds:.1f} s" if answer.seconds > TOO_LONG and not away else ""


def _without_excuse(status: int, away: Collection[Away]) -> str:
    """What is wrong with a broken answer: what it says must be away, and nothing excuses a fault of our own."""
    excuse = {NO_ANSWER: Away.WEB, OUT_OF_REACH: Away.DATABASE}.get(status)
    if excuse is None:
        return f"{status}, a fault of our own"
    return "" if excuse in away else f"{status or 'no answer'}, and nothing was away"
