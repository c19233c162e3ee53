"""Reading more rows than the memory should hold."""

from contextlib import nullcontext

from django.db import connection, transaction


def streaming() -> transaction.Atomic | nullcontext[None]:
    """PostgreSQL streams within a transaction only; on SQLite one would keep everybody from writing meanwhile."""
    return transaction.atomic() if connection.vendor == "postgresql" else nullcontext()
