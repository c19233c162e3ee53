"""The rig's service manager, on processes that do nothing."""

import os
from pathlib import Path

from bench.faults.processes import Service
from bench.faults.waiting import wait_until

PARENT_AND_CHILD = ["sh", "-c", "sleep 60 & wait"]


def started(folder):
    service = Service("sleeper", PARENT_AND_CHILD, env=os.environ, folder=folder)
    service.start()
    wait_until(lambda: len(service.children()) == 1, "the child is there", seconds=5, every=0.01)
    return service


def is_there(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return state_of(pid) != "Z"


def state_of(pid):
    return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0]


def test_killed_head_is_started_again_and_its_orphans_are_gone(tmp_path):
    service = started(tmp_path)
    head, [child] = service.pid, service.children()

    service.kill_head()
    wait_until(lambda: not service.is_alive, "the head is dead", seconds=5, every=0.01)
    orphan_lived = is_there(child)
    service.revive()

    assert orphan_lived
    assert service.is_alive
    assert (service.pid != head, service.restarts) == (True, 1)
    wait_until(lambda: not is_there(child), "the orphan is gone", seconds=5, every=0.01)
    service.stop()


def test_service_that_is_held_down_is_not_started_again(tmp_path):
    service = started(tmp_path)

    with service.down():
        service.revive()
        was_alive = service.is_alive

    assert (was_alive, service.is_alive, service.restarts) == (False, True, 0)
    service.stop()


def test_frozen_service_stands_still_and_goes_on(tmp_path):
    service = started(tmp_path)

    with service.frozen():
        wait_until(lambda: state_of(service.pid) == "T", "it stands still", seconds=5, every=0.01)
    wait_until(lambda: state_of(service.pid) != "T", "it goes on", seconds=5, every=0.01)

    service.stop()
    assert not service.is_alive


def test_stopped_service_leaves_nothing_behind(tmp_path):
    service = started(tmp_path)
    [child] = service.children()

    service.stop()

    assert not service.is_alive
    wait_until(lambda: not is_there(child), "the child is gone", seconds=5, every=0.01)
