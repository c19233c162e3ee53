"""Files hang on a report or on a State's reply, and a reply is kept as it is typed before it is given.

Columns may be empty from now on and one is added: no row is written. The rules are checked once over the table of files.
Backwards the files of replies go, since they would hang on nothing; what lies in the store is swept up afterwards.
"""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def delete_files_of_replies(apps, schema_editor):
    apps.get_model("tracker", "EvidenceFile").objects.exclude(reply=None).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0022_notes_at_interests"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReplyDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("kept", models.TextField(default="{}", verbose_name="what was typed")),
                ("saved_at", models.DateTimeField(db_index=True, verbose_name="saved")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reply_drafts",
                        to="tracker.progressreport",
                        verbose_name="report",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft of a reply",
                "verbose_name_plural": "drafts of replies",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "author"), name="reply_draft_one_per_author")
                ],
            },
        ),
        migrations.AddField(
            model_name="evidencefile",
            name="reply",
            field=models.ForeignKey(
                blank=True,
                db_column="reply_uuid",
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="files",
                to="tracker.reply",
                to_field="uuid",
                verbose_name="reply",
            ),
        ),
        migrations.AlterField(
            model_name="evidencefile",
            name="committee",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="files",
                to="tracker.committee",
                verbose_name="committee",
            ),
        ),
        migrations.AlterField(
            model_name="evidencefile",
            name="report",
            field=models.ForeignKey(
                blank=True,
                db_column="report_uuid",
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="files",
                to="tracker.progressreport",
                to_field="uuid",
                verbose_name="report",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidencefile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("committee__isnull", False), ("reply", None), ("report__isnull", False)),
                    models.Q(
                        ("committee", None),
                        ("original_kept", False),
                        ("reply__isnull", False),
                        ("report", None),
                    ),
                    _connector="OR",
                ),
                name="file_of_a_report_or_a_reply",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidencefile",
            constraint=models.UniqueConstraint(
                fields=("reply", "number"), name="file_number_within_its_reply"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidencefile",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "refused"), _negated=True),
                fields=("reply", "sha256"),
                name="file_once_per_reply",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, delete_files_of_replies),
    ]
