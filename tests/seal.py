"""The triggers that seal the audit chain and the editions, lifted while a test plays the thief or empties tables."""

from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

from django.db import connection

from tracker import migrations


def _file(name):
    (found,) = Path(migrations.__path__[0]).glob(f"*_{name}.py")
    return found


FILE = _file("audit_is_a_chain")
SEALING = [
    import_module(f"{migrations.__name__}.{file.stem}") for file in (FILE, _file("rounds_and_editions"))
]


def lift():
    """Take the triggers away, until the test's transaction is rolled back."""
    connection.check_constraints()
    _take()


@contextmanager
def unsealed():
    """Without the triggers; put back afterwards."""
    _take()
    try:
        yield
    finally:
        for sealing in SEALING:
            sealing.put_triggers(None, SimpleNamespace(connection=connection, execute=execute))


def _take():
    for sealing in SEALING:
        sealing.take_triggers(None, SimpleNamespace(connection=connection, execute=execute))


def execute(statement, params=None):
    """One statement, past the models."""
    with connection.cursor() as cursor:
        return cursor.execute(statement, params)
