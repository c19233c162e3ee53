"""Rows that hang on a row, as one column of the same question."""

from typing import Any

from django.db.models import Aggregate, JSONField


class Gathered(Aggregate):
    """Rows of a group as one list of JSON, in one way on both databases."""

    function = "JSONB_AGG"
    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """SQLite calls it otherwise."""
        return super().as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **more)
