"""By which the first page and the search find what committees published last, and the search what is gone since.

On PostgreSQL the indexes are made while reports go on being written.
"""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class AddIndex(AddIndexConcurrently):
    """Beside everything else on PostgreSQL; on SQLite, which knows one writer, as any other."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        vendor = schema_editor.connection.vendor
        kind = AddIndexConcurrently if vendor == "postgresql" else migrations.AddIndex
        kind.database_forwards(self, app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        vendor = schema_editor.connection.vendor
        kind = AddIndexConcurrently if vendor == "postgresql" else migrations.AddIndex
        kind.database_backwards(self, app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):
    """Only what committees published stands in it."""

    atomic = False
    dependencies = [("tracker", "0025_disputes_are_told_of")]

    operations = [
        AddIndex(
            model_name="progressreport",
            index=models.Index(
                name="report_published_last",
                fields=["-published_at", "-id"],
                condition=models.Q(state="published", origin="committee"),
            ),
        ),
        AddIndex(
            model_name="progressreport",
            index=models.Index(
                name="report_gone_by_day",
                fields=["superseded_at"],
                condition=models.Q(superseded_at__isnull=False),
            ),
        ),
    ]
