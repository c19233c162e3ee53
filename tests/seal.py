"""The triggers of the audit chain, taken away for as long as a test plays the thief, or empties the database."""

from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

from django.db import connection

from tracker import migrations

(FILE,) = Path(migrations.__path__[0]).glob("*_audit_is_a_chain.py")
sealing = import_module(f"{migrations.__name__}.{FILE.stem}")


def lift():
    """Take the triggers away, until the test's transaction is rolled back."""
    connection.check_constraints()
    sealing.take_triggers(None, SimpleNamespace(connection=connection, execute=execute))


@contextmanager
def unsealed():
    """Without the triggers; put back afterwards."""
    editor = SimpleNamespace(connection=connection, execute=execute)
    sealing.take_triggers(None, editor)
    try:
        yield
    finally:
        sealing.put_triggers(None, editor)


def execute(statement, params=None):
    """One statement, past the models."""
    with connection.cursor() as cursor:
        return cursor.execute(statement, params)
