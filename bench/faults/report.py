"""The table that a run prints."""

from collections import Counter
from collections.abc import Sequence

from bench.faults.controls import Control
from bench.faults.invariants import TITLES
from bench.faults.ledger import Act, Answer, Away
from bench.faults.trial import Outcome

SHOWN = 5
SKIPPED = {"I6": "not asked: nobody sends files here yet"}


def table(outcome: Outcome) -> str:
    """Everything about one run."""
    lines = [f"\nseed {outcome.setting.seed}: {len(outcome.injected)} faults in {outcome.worked:.0f} s"]
    lines += [*_faults(outcome), "", *_work(outcome), "", *_invariants(outcome), "", verdict(outcome)]
    return "\n".join(lines)


def verdict(outcome: Outcome) -> str:
    """The one line that counts."""
    acts = outcome.ledger.counts()
    return (
        f"survived {outcome.survived}/{len(outcome.injected)}, seed {outcome.setting.seed}: "
        f"{acts[Act.DRAFTED]} acknowledged, {acts[Act.PUBLISHED]} published, "
        f"{len(outcome.violations.get('I1', []))} lost or doubled, "
        f"{len(outcome.violations.get('I3', []))} wrong scores"
    )


def total(outcomes: Sequence[Outcome]) -> str:
    """The sum of many runs."""
    survived, injected = sum(one.survived for one in outcomes), sum(len(one.injected) for one in outcomes)
    acts = sum((one.ledger.counts() for one in outcomes), Counter[Act]())
    lost = sum(len(one.violations.get("I1", [])) for one in outcomes)
    wrong = sum(len(one.violations.get("I3", [])) for one in outcomes)
    kinds = Counter(fault.name for one in outcomes for fault, _ in one.injected)
    good = Counter(fault.name for one in outcomes for fault, troubles in one.injected if not troubles)
    lines = [f"  {name:34}{good[name]:4}/{number}" for name, number in sorted(kinds.items())]
    return "\n".join(
        [
            f"\nsurvived {survived}/{injected} over {len(outcomes)} seeds",
            *lines,
            f"acknowledged: {sum(acts.values())} acts ({acts[Act.DRAFTED]} reports); "
            f"lost or doubled: {lost}; wrong scores: {wrong}",
        ]
    )


def of_control(control: Control, *, calm: Outcome, shaken: Outcome) -> str:
    """Whether a control broke what it must, and only under faults."""
    found = shaken.violations.get(control.must_break, [])
    word = (
        f"caught, {len(found)} times by {control.must_break}"
        if found
        else f"NOT CAUGHT by {control.must_break}"
    )
    fair = "holds without faults" if calm.holds else f"BREAKS WITHOUT FAULTS ({broken(calm)})"
    return f"control {control.name} ({control.says}): {fair}; {word}. All that broke: {broken(shaken)}"


def broken(outcome: Outcome) -> str:
    """How often each invariant is broken."""
    times_broken = [f"{name} {len(wrong)}" for name, wrong in outcome.violations.items() if wrong]
    return ", ".join(times_broken) or "nothing"


def _faults(outcome: Outcome) -> list[str]:
    number = Counter(fault.name for fault, _ in outcome.injected)
    troubles = {
        name: [t for fault, wrong in outcome.injected if fault.name == name for t in wrong] for name in number
    }
    rows = {fault.name: fault.row for fault, _ in outcome.injected}
    lines = []
    for name in sorted(number):
        said = "; ".join(troubles[name]) or "as it must be"
        lines.append(f"  {name:34}{rows[name]:9}× {number[name]:<3} {said}")
    return lines


def _work(outcome: Outcome) -> list[str]:
    ledger = outcome.ledger
    acts = ", ".join(
        f"{number} {act.value.split('.')[-1]}" for act, number in sorted(ledger.counts().items())
    )
    broken = Counter(answer.status or "no answer" for answer in ledger.answers if answer.is_broken)
    sent = [answer for answer in ledger.answers if answer.act in {"log", "hand in", "publish"}]
    windows = [window for window in ledger.windows if window.away == Away.REDIS]
    without_redis = [answer for answer in sent if any(window.excuses(answer) for window in windows)]
    return [
        f"  acknowledged         {acts}; {outcome.reports} reports stored",
        f"  refused              {len(ledger.refused)}",
        f"  broken, tried again  {dict(broken) or 'none'} of {len(ledger.answers)} answers",
        f"  forms answered in    {times(sent)}",
        f"  while without Redis  {times(without_redis)}",
        f"  settled in           {outcome.settled:.0f} s",
    ]


def times(answers: Sequence[Answer]) -> str:
    """Median, 99th percentile and longest time of the answers that came."""
    seconds = sorted(answer.seconds for answer in answers if not answer.is_broken)
    if not seconds:
        return "none was sent"
    at = [seconds[int(share * (len(seconds) - 1))] for share in (0.5, 0.99, 1)]
    return "p50 {:.2f} s, p99 {:.2f} s, at most {:.2f} s ".format(*at) + f"({len(seconds)})"


def _invariants(outcome: Outcome) -> list[str]:
    lines = []
    for name, title in TITLES.items():
        wrong = outcome.violations.get(name, [])
        said = SKIPPED.get(name) or (f"BROKEN, {len(wrong)} times" if wrong else "holds")
        lines.append(f"  {name} {title:54}{said}")
        lines += [f"       {line}" for line in wrong[:SHOWN]]
        lines += [f"       and {len(wrong) - SHOWN} more"] if len(wrong) > SHOWN else []
    return lines
