"""What was handed in, the notes at its fields, why a report was corrected or withdrawn.

The rules about published reports are said anew, with the withdrawn among them: each is checked once over the table,
and no row is written."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0016_evidence_files"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReviewNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("answer", "Answer"),
                            ("value", "Figure"),
                            ("done", "Steps reached"),
                            ("reference_on", "Year or date"),
                            ("narrative", "What happened"),
                            ("grade", "How well it is known"),
                            ("first_url", "First page"),
                            ("second_url", "Second page"),
                        ],
                        max_length=20,
                        verbose_name="field",
                    ),
                ),
                ("text", models.TextField(verbose_name="note")),
                ("at", models.DateTimeField(verbose_name="written")),
            ],
            options={
                "verbose_name": "note",
                "verbose_name_plural": "notes",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("entry", models.JSONField(verbose_name="what was handed in")),
                ("digest", models.CharField(max_length=64, verbose_name="digest")),
                ("submitted_at", models.DateTimeField(verbose_name="handed in")),
            ],
            options={
                "verbose_name": "submission",
                "verbose_name_plural": "submissions",
                "ordering": ["report_id", "number"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="progressreport",
            name="report_public_ones_say_since_when",
        ),
        migrations.RemoveConstraint(
            model_name="progressreport",
            name="report_published_by_a_decider",
        ),
        migrations.RemoveConstraint(
            model_name="progressreport",
            name="report_keeps_whether_its_committee_led",
        ),
        migrations.RemoveConstraint(
            model_name="progressreport",
            name="report_superseded_by_another",
        ),
        migrations.AddField(
            model_name="progressreport",
            name="correction_reason",
            field=models.TextField(
                blank=True, db_default="", default="", verbose_name="why it corrects an older report"
            ),
        ),
        migrations.AddField(
            model_name="progressreport",
            name="withdrawal_reason",
            field=models.TextField(
                blank=True, db_default="", default="", verbose_name="why it was withdrawn"
            ),
        ),
        migrations.AlterField(
            model_name="progressreport",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("submitted", "Waiting for review"),
                    ("returned", "Sent back"),
                    ("decided", "Decided, to be published"),
                    ("published", "Published"),
                    ("superseded", "Replaced by a newer report"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="draft",
                max_length=12,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="progressreport",
            name="superseded_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="replaced or withdrawn"),
        ),
        migrations.AddConstraint(
            model_name="progressreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("published_at__isnull", False),
                        ("state__in", ["published", "superseded", "withdrawn"]),
                    ),
                    models.Q(
                        models.Q(("state__in", ["published", "superseded", "withdrawn"]), _negated=True),
                        ("published_at", None),
                    ),
                    _connector="OR",
                ),
                name="report_public_ones_say_since_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="progressreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("led__isnull", False),
                        ("origin", "committee"),
                        ("state__in", ["published", "superseded", "withdrawn"]),
                    ),
                    models.Q(
                        models.Q(
                            ("origin", "committee"),
                            ("state__in", ["published", "superseded", "withdrawn"]),
                            _negated=True,
                        ),
                        ("led", None),
                    ),
                    _connector="OR",
                ),
                name="report_keeps_whether_its_committee_led",
            ),
        ),
        migrations.AddConstraint(
            model_name="progressreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["published", "superseded", "withdrawn"]), _negated=True),
                    ("origin", "series"),
                    ("decided_by__isnull", False),
                    _connector="OR",
                ),
                name="report_published_by_a_decider",
            ),
        ),
        migrations.AddConstraint(
            model_name="progressreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "superseded"),
                        ("superseded_at__isnull", False),
                        ("superseded_by__isnull", False),
                        models.Q(("superseded_by", models.F("id")), _negated=True),
                    ),
                    models.Q(
                        ("state", "withdrawn"), ("superseded_at__isnull", False), ("superseded_by", None)
                    ),
                    models.Q(
                        models.Q(("state__in", ["superseded", "withdrawn"]), _negated=True),
                        ("superseded_at", None),
                        ("superseded_by", None),
                    ),
                    _connector="OR",
                ),
                name="report_superseded_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="progressreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "withdrawn"), _negated=True),
                    models.Q(("withdrawal_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="report_withdrawn_with_a_reason",
            ),
        ),
        migrations.AddField(
            model_name="reviewnote",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="written by",
            ),
        ),
        migrations.AddField(
            model_name="submission",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="submissions",
                to="tracker.progressreport",
                verbose_name="report",
            ),
        ),
        migrations.AddField(
            model_name="reviewnote",
            name="submission",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notes",
                to="tracker.submission",
                verbose_name="submission",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(fields=("report", "number"), name="submission_number_once"),
        ),
        migrations.AddConstraint(
            model_name="reviewnote",
            constraint=models.UniqueConstraint(fields=("submission", "field"), name="note_one_at_a_field"),
        ),
        migrations.AddConstraint(
            model_name="reviewnote",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="note_says_something"
            ),
        ),
    ]
