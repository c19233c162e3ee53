"""Faults of people and networks: sent twice or changed, decided at once, cut off. Each says what came out wrong."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from bench.faults.breaking import Rig
from bench.faults.ledger import Acknowledged, Act, Answer, Away, Refused
from bench.faults.people import DONE, KEPT_APART, Typed, narrative
from bench.faults.processes import kill
from bench.faults.waiting import wait_until

TIMES, DECISIONS = 10, 8
HELD_BACK = "SELECT count(*) FROM pg_stat_activity WHERE %s = ANY(pg_blocking_pids(pid))"


def click_ten_times(rig: Rig) -> list[str]:
    """The same form is sent ten times at once: one report, ten good answers."""
    team = rig.team
    typed = team.fill_in()
    forms = [typed, *(team.again(typed) for _ in range(TIMES - 1))]
    answers = _at_once([_sending(rig, form) for form in forms])
    good = [(form, answer) for form, answer in zip(forms, answers, strict=True) if answer.status == DONE]
    for form, answer in good[:1]:
        team.note(Act.DRAFTED, form, answer)
    places = {answer.location for _, answer in good}
    return (
        []
        if len(good) == TIMES and len(places) == 1
        else [f"{len(good)} good answers, {len(places)} reports"]
    )


def send_changed(rig: Rig) -> list[str]:
    """The same page is sent again with another text: refused, and the first is kept."""
    team = rig.team
    typed = team.fill_in()
    kept = team.log(typed)
    other = f"{typed.mark}-changed"
    changed = {**typed.fields, "value": str(typed.value + 1), "narrative": narrative(other)}
    answer = team.reporter.post(typed.path, changed, act="log changed", expected=frozenset({KEPT_APART}))
    team.ledger.refused.append(Refused(Act.DRAFTED, other))
    again = team.reporter.post(typed.path, typed.fields, act="log again", expected=frozenset({DONE}))
    wrong = [] if answer.status == KEPT_APART else [f"another text was answered with {answer.status}"]
    return wrong + (
        [] if kept.uuid in again.location else [f"the first text was answered with {again.status}"]
    )


def decide_at_once(rig: Rig) -> list[str]:
    """Both deciders press at once, four times each, now and then one to publish and one to send back: one wins."""
    kept = rig.team.handed_in()
    both = [_decision(rig, kept, number) for number in range(len(rig.team.deciders))]
    answers = _at_once([both[number % len(both)] for number in range(DECISIONS)])
    won = sum(answer.status == DONE for answer in answers)
    rig.ledger.acknowledged.append(replace(kept, act=Act.DECIDED))
    return [] if won == 1 else [f"{won} of {DECISIONS} decisions won"]


def leave_before_the_answer(rig: Rig) -> list[str]:
    """The answer is lost on the way, and the person sends the same form again; so with the decision."""
    team = rig.team
    typed = team.fill_in()
    team.reporter.browser.post_and_leave(typed.path, typed.fields)
    rig.wait(0.2, 0.6)
    kept = team.log(team.again(typed))
    team.hand_in(kept)
    decider, path = team.deciders[0], f"/work/reports/{kept.uuid}"
    fields = decider.open(f"{path}/review/")
    decider.browser.post_and_leave(f"{path}/publish/", fields)
    rig.wait(0.2, 0.6)
    decider.send(f"{path}/publish/", fields, act="publish again", or_else=KEPT_APART)
    rig.ledger.acknowledged.append(replace(kept, act=Act.PUBLISHED))
    return []


def kill_before_the_commit(rig: Rig) -> list[str]:
    """The web workers die in the middle of a decision: nothing of it is stored, and the next try works."""
    kept = rig.team.handed_in()
    decider, path = rig.team.deciders[0], f"/work/reports/{kept.uuid}"
    fields, expected = decider.open(f"{path}/review/"), frozenset({DONE, KEPT_APART})

    def publish() -> Answer:
        return decider.post(f"{path}/publish/", fields, act="publish, cut off", expected=expected)

    with rig.site.postgresql.connect(rig.site.database) as held, ThreadPoolExecutor(1) as pool:
        with rig.away(Away.WEB), held.transaction():
            held.execute("SELECT 1 FROM tracker_progressreport WHERE uuid = %s FOR UPDATE", [kept.uuid])
            answer = pool.submit(publish)
            wait_until(
                lambda: _is_held_back(rig, by=held.info.backend_pid),
                "the decision waits",
                seconds=3,
                every=0.05,
            )
            for worker in rig.site.web.children():
                kill(worker)
            answer.result()
            rig.site.wait_for_web()
        found = held.execute(
            "SELECT state FROM tracker_progressreport WHERE uuid = %s", [kept.uuid]
        ).fetchone()
    decider.send(f"{path}/publish/", fields, act="publish again", or_else=KEPT_APART)
    rig.ledger.acknowledged.append(replace(kept, act=Act.PUBLISHED))
    return [] if found == ("submitted",) else [f"cut off before its commit, the report is {found}"]


def _is_held_back(rig: Rig, *, by: int) -> bool:
    """Whether somebody waits for what a connection holds."""
    with rig.site.postgresql.connect(rig.site.database) as fresh:
        found = fresh.execute(HELD_BACK, [by]).fetchone()
    return found is not None and found[0] != 0


def _sending(rig: Rig, typed: Typed) -> Callable[[], Answer]:
    """The sending of one form, once."""
    return lambda: rig.team.reporter.post(typed.path, typed.fields, act="log ×10", expected=frozenset({DONE}))


def _decision(rig: Rig, kept: Acknowledged, number: int) -> Callable[[], Answer]:
    """One decider's decision; the second now and then sends back what the first publishes."""
    decider, path = rig.team.deciders[number], f"/work/reports/{kept.uuid}"
    fields, step = decider.open(f"{path}/review/"), "publish"
    if number and rig.chance.random() < 0.5:
        fields, step = {**fields, "reason": "Name the page."}, "send-back"
    expected = frozenset({DONE, KEPT_APART})
    return lambda: decider.post(f"{path}/{step}/", fields, act="decide at once", expected=expected)


def _at_once(acts: list[Callable[[], Answer]]) -> list[Answer]:
    """Do all of it at the same time, as nearly as threads can."""
    with ThreadPoolExecutor(len(acts)) as pool:
        return [answer.result() for answer in [pool.submit(act) for act in acts]]
