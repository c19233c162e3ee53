"""One run: the site is started, people work, faults happen, the dust settles, and the invariants are asked."""

import random
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from bench.desks import Desk
from bench.faults import invariants, stored
from bench.faults.breaking import Rig
from bench.faults.catalogue import FAULTS, Fault, plan
from bench.faults.ledger import Ledger
from bench.faults.people import GaveUp, Team, assemble
from bench.faults.servers import PostgreSQL, Site, manage
from bench.faults.waiting import NeverCame

Database = psycopg.Connection[tuple[object, ...]]


@dataclass(frozen=True, kw_only=True)
class Setting:
    """How a run is made."""

    seed: int
    faults: int
    rest: tuple[float, float] = (0.5, 2.5)  # seconds between two faults
    pause: float = 0.3  # mean seconds between two pieces of a team's work
    settle: float = 60.0
    kinds: tuple[Fault, ...] = FAULTS
    calm: float = 0.0  # seconds of work before the first fault
    one_token: bool = True
    more_env: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Outcome:
    """What came of a run."""

    setting: Setting
    ledger: Ledger
    injected: list[tuple[Fault, list[str]]] = field(default_factory=list)
    violations: dict[str, list[str]] = field(default_factory=dict)
    worked: float = 0.0
    settled: float = 0.0
    reports: int = 0

    @property
    def holds(self) -> bool:
        """Whether every invariant holds in the end."""
        return not any(self.violations.values())

    @property
    def survived(self) -> int:
        """How many faults were survived: none at all, if an invariant is broken in the end."""
        return sum(not wrong for _, wrong in self.injected) if self.holds else 0

    @property
    def is_good(self) -> bool:
        """Whether every fault was survived."""
        return self.survived == len(self.injected) > 0


def run(
    setting: Setting, *, postgresql: PostgreSQL, database: str, folder: Path, desks: list[Desk]
) -> Outcome:
    """Make one run on a fresh database."""
    site = Site(postgresql, folder, database=database, more_env=setting.more_env)
    ledger = Ledger()
    outcome = Outcome(setting, ledger)
    teams = [
        assemble(desk, site.address, ledger, seed=str(setting.seed), one_token=setting.one_token)
        for desk in desks
    ]
    try:
        site.start()
        began = time.monotonic()
        rig = Rig(site, teams[0], ledger, random.Random(setting.seed))
        with _at_work(teams, pause=setting.pause):
            _inject(rig, outcome)
        outcome.worked = time.monotonic() - began
        _settle(site, outcome)
        _judge(site, outcome, teams)
    finally:
        site.stop()
    return outcome


@contextmanager
def _at_work(teams: list[Team], *, pause: float) -> Iterator[None]:
    """Everybody signs in; all teams but the first work until the block ends, and finish what they are at."""
    ended = threading.Event()
    with ThreadPoolExecutor(2) as pool:  # a password costs the server a second's work
        list(pool.map(Team.sign_in, teams))
    threads = [
        threading.Thread(target=team.work, args=[ended], kwargs={"pause": pause}, daemon=True)
        for team in teams[1:]
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def _inject(rig: Rig, outcome: Outcome) -> None:
    """One fault after the other, with a rest before each."""
    setting = outcome.setting
    time.sleep(setting.calm)
    for fault in plan(rig.chance, setting.faults, kinds=setting.kinds):
        rig.wait(*setting.rest)
        try:
            wrong = fault.inject(rig) or []
        except (GaveUp, NeverCame) as trouble:
            wrong = [str(trouble)]
        outcome.injected.append((fault, wrong))
    rig.site.wait_for_web()


def _settle(site: Site, outcome: Outcome) -> None:
    """Wait until the scores are right and nothing waits, or the time for it is over."""
    began = time.monotonic()
    while time.monotonic() - began < outcome.setting.settle:
        with site.postgresql.connect(site.database) as connection:
            if not _unsettled(site, connection):
                break
        time.sleep(1)
    outcome.settled = time.monotonic() - began


def _unsettled(site: Site, connection: Database) -> list[str]:
    """What is not right yet, the cheap questions first."""
    found = invariants.wrong_standings(stored.read(connection)) or _waiting(connection)
    return found or _command(site, "verify_scores")


def _judge(site: Site, outcome: Outcome, teams: list[Team]) -> None:
    """Ask every invariant."""
    ledger = outcome.ledger
    with site.postgresql.connect(site.database) as connection:
        found, waiting = stored.read(connection), _waiting(connection)
    outcome.reports = len(found.reports)
    outcome.violations = {
        "I1": invariants.lost_or_doubled(ledger.acknowledged, found),
        "I2": invariants.refused_but_stored(ledger.refused, found),
        "I3": invariants.wrong_standings(found) + _command(site, "verify_scores"),
        "I4": waiting,
        "I5": invariants.events_without_effect(found) + _command(site, "verify_audit"),
        "I7": invariants.unclear_answers(ledger) + [trouble for team in teams for trouble in team.troubles],
    }


def _waiting(connection: Database) -> list[str]:
    try:
        return invariants.waiting(stored.dirty(connection))
    except psycopg.errors.UndefinedTable as fault:
        return [str(fault).splitlines()[0]]


def _command(site: Site, name: str) -> list[str]:
    """What one of the product's own commands finds wrong."""
    ended = manage(site.env, name)
    if ended.returncode == 0:
        return []
    said = [line for line in (ended.stdout or ended.stderr).splitlines() if line.strip()]
    return [f"{name}: {line}" for line in said] or [f"{name} ended with {ended.returncode}"]
