"""The fault rig: `python -m bench.faults --seed 7 --faults 20`. docs/faults.md says what it does."""

import argparse
import secrets
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bench import desks
from bench.faults import report
from bench.faults.catalogue import FAULTS
from bench.faults.controls import CONTROLS, Control
from bench.faults.servers import TEMPLATE, PostgreSQL, manage, missing_programs, product_env
from bench.faults.trial import Outcome, Setting, run

CALM = 15.0
MOST_FAULTS_IN_CONTROL = 6
SHORT = {"faults": len(FAULTS), "places": 5}
LONG = {"seeds": 20, "faults": 20, "control": "all"}


@dataclass
class Ground:
    """A PostgreSQL with the made-up world in it, ready to be copied for each run."""

    postgresql: PostgreSQL
    folder: Path
    world: list[desks.Desk]
    runs: int = 0

    def run(self, setting: Setting) -> Outcome:
        """One run on a copy of the world."""
        self.runs += 1
        name = f"run_{self.runs}"
        folder = self.folder / name
        folder.mkdir()
        self.postgresql.make_database(name, template=TEMPLATE)
        try:
            outcome = run(setting, postgresql=self.postgresql, database=name, folder=folder, desks=self.world)
        finally:
            self.postgresql.drop_database(name)
        if outcome.is_good:
            shutil.rmtree(folder)
        return outcome


@contextmanager
def prepared(folder: Path, *, places: int, commitments: int) -> Iterator[Ground]:
    """PostgreSQL, migrated and with the world made, for as long as the block lasts."""
    postgresql = PostgreSQL(folder)
    try:
        postgresql.start()
        postgresql.make_database(TEMPLATE)
        env, file = product_env(postgresql, folder, database=TEMPLATE), folder / "desks.json"
        _must(env, "migrate", "--verbosity", "0")
        size = f"places={places}, commitments={commitments}"
        make = f"from bench.world import write_world; write_world({str(file)!r}, {size})"
        _must(env, "shell", "--no-imports", "--command", make)
        for asked_in_the_end in ("verify_scores", "verify_audit"):
            _must(env, asked_in_the_end)
        yield Ground(postgresql, folder, desks.read(file))
    finally:
        postgresql.stop()


def _must(env: dict[str, str], *arguments: str) -> None:
    """Run a command of the product that nothing can go on without."""
    ended = manage(env, *arguments)
    if ended.returncode:
        raise SystemExit(f"manage.py {arguments[0]} failed:\n{ended.stdout}{ended.stderr}")


def run_seeds(ground: Ground, setting: Setting, *, seeds: int) -> bool:
    """One run per seed; prints each, then the sum."""
    outcomes = []
    for seed in range(setting.seed, setting.seed + seeds):
        outcomes.append(ground.run(replace(setting, seed=seed)))
        say(report.table(outcomes[-1]))
    if seeds > 1:
        say(report.total(outcomes))
    return all(outcome.is_good for outcome in outcomes)


def run_controls(ground: Ground, setting: Setting, controls: Sequence[Control]) -> bool:
    """Each control once, also after one that was not caught."""
    caught = [run_control(ground, setting, control) for control in controls]
    say(f"\ncontrols caught: {sum(caught)}/{len(caught)}")
    return all(caught)


def run_control(ground: Ground, setting: Setting, control: Control) -> bool:
    """Two runs with a defence switched off: one without faults, which must hold, and one with, which must break."""
    changed = replace(setting, kinds=control.kinds(), one_token=control.one_token, more_env=control.env())
    calm, shaken = ground.run(replace(changed, faults=0, calm=CALM)), ground.run(changed)
    for outcome in (calm, shaken):
        say(report.table(outcome))
    say(report.of_control(control, calm=calm, shaken=shaken))
    return calm.holds and bool(shaken.violations.get(control.must_break))


def say(text: str) -> None:
    """Print at once, so that a long run can be followed."""
    print(text, flush=True)


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__)
    add = parser.add_argument
    add("--seed", type=int, default=None, help="the first seed; without it, a new one is drawn")
    add("--seeds", type=int, default=1, help="how many seeds, one run each")
    add("--faults", type=int, default=20, help="faults in each run")
    add("--places", type=int, default=8, help="committees, one of them for the faults' own use")
    add("--only", default="", help="only the kinds of fault with this in their name")
    add("--control", choices=[*CONTROLS, "all"], help="switch a defence off: good when an invariant breaks")
    add("--short", action="store_true", help="every kind of fault once, in about two minutes")
    add("--long", action="store_true", help="20 seeds with 20 faults each, then every control")
    add("--missing", action="store_true", help="only say what the rig needs and does not find")
    asked = parser.parse_args()
    vars(asked).update(SHORT if asked.short else LONG if asked.long else {})
    asked.kinds = tuple(fault for fault in FAULTS if asked.only in fault.name)
    if not asked.kinds:
        parser.error(f"no fault has {asked.only!r} in its name: {', '.join(fault.name for fault in FAULTS)}")
    if asked.seed is None:
        asked.seed = secrets.randbelow(100_000)
    return asked


def run_all(asked: argparse.Namespace, folder: Path) -> bool:
    """The seeds, the controls, or both; says whether all is as it must be."""
    setting = Setting(seed=asked.seed, faults=asked.faults, kinds=asked.kinds)
    names = list(CONTROLS) if asked.control == "all" else [asked.control] * bool(asked.control)
    good = True
    with prepared(folder, places=asked.places, commitments=9) as ground:
        if asked.long or not names:
            good = run_seeds(ground, setting, seeds=asked.seeds)
        if names:
            shaken = replace(setting, faults=min(asked.faults, MOST_FAULTS_IN_CONTROL))
            good = run_controls(ground, shaken, [CONTROLS[name] for name in names]) and good
    return good


def main() -> int:
    """Run what was asked for; 0 when all is as it must be."""
    asked = arguments()
    missing = ", ".join(missing_programs())
    if asked.missing or missing:
        say(missing)
        return 0 if asked.missing else 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = Path(tempfile.mkdtemp(prefix="rig-"))
    folder.chmod(0o755)
    say(f"seed {asked.seed}; logs in {folder}")
    good = run_all(asked, folder)
    if good:
        shutil.rmtree(folder)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
