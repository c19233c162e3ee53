"""An import whose process is killed while it stores leaves nothing, and afterwards everything; undoing as well.

With a real process and a real signal, on this PostgreSQL or on a SQLite file of its own.
"""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

HERE = Path(__file__).parents[2]
ROWS = 40


class Processes:
    """Processes on one database, one after the other."""

    def __init__(self, folder):
        self.environment = {
            **os.environ,
            "STATE_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "scorecard.settings",
        }
        if connection.vendor == "postgresql":
            server, name = os.environ["DATABASE_URL"].rsplit("/", 1)[0], connection.settings_dict["NAME"]
            self.environment["DATABASE_URL"] = f"{server}/{name}"

    def command(self, what):
        program = f"import django; django.setup(); from tests.store_a_table import main; main('{what}')"
        return [sys.executable, "-c", program]

    def told(self, what):
        """What one says that comes to its end."""
        options = {"cwd": HERE, "env": self.environment, "capture_output": True, "text": True}
        return json.loads(subprocess.run(self.command(what), check=True, **options).stdout)

    def killed_half_way(self, what):
        """One that is killed once it says that it is half-way."""
        with subprocess.Popen(
            self.command(what), cwd=HERE, env=self.environment, stdout=subprocess.PIPE, text=True
        ) as process:
            said = process.stdout.readline().strip()
            process.send_signal(signal.SIGKILL)
            code = process.wait(timeout=30)
        return said, code


@pytest.mark.django_db(transaction=True)
def test_killed_half_way_leaves_nothing_or_everything(tmp_path):
    processes = Processes(tmp_path)

    killed = processes.killed_half_way("store")
    after_the_kill = processes.told("look")
    gone_on = processes.told("go_on")
    killed_again = processes.killed_half_way("undo")
    after_that = processes.told("look")
    undone = processes.told("go_on")

    assert killed == killed_again == ("half", -signal.SIGKILL)
    assert after_the_kill == {"state": "storing", "versions": 0, "acts": 0}
    assert gone_on == {"state": "stored", "versions": ROWS, "acts": 1}
    assert after_that == {"state": "undoing", "versions": ROWS, "acts": 1}
    assert undone == {"state": "undone", "versions": 2 * ROWS, "acts": 2}
