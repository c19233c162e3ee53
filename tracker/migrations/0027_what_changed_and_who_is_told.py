"""The log of published marks, and who is told of it by mail: two new tables, nothing is carried over.

What changed before is not in the log: it begins with the first score that is computed after this.
"""

import uuid

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    """New tables only."""

    dependencies = [("tracker", "0026_reports_published_last")]

    operations = [
        migrations.AddIndex(
            model_name="outbox",
            index=models.Index(
                name="outbox_of_address",
                fields=["address"],
                condition=models.Q(("address", ""), _negated=True),
            ),
        ),
        migrations.CreateModel(
            name="MarkChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("on", models.DateField(verbose_name="day")),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("commitment", "Commitment"),
                            ("objective", "Objective"),
                            ("place", "Place"),
                        ],
                        max_length=10,
                        verbose_name="subject",
                    ),
                ),
                ("key", models.CharField(max_length=40, verbose_name="key")),
                ("of_target", models.BooleanField(verbose_name="of one target")),
                (
                    "mark_before",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("met", "Met"),
                            ("in_part", "Met in part"),
                            ("not_met", "Not met"),
                            ("backwards", "Moving backwards"),
                            ("no_evidence", "No evidence"),
                            ("not_applicable", "Does not apply"),
                        ],
                        max_length=20,
                        verbose_name="mark before",
                    ),
                ),
                (
                    "status_before",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_applicable", "Does not apply"),
                            ("not_assessable", "Not assessable"),
                            ("no_data", "No data"),
                            ("met", "Met"),
                            ("met_not_sustained", "Met, not sustained"),
                            ("met_late", "Met late"),
                            ("missed", "Missed"),
                            ("awaiting_end_line", "Awaiting end-line data"),
                            ("overdue", "Overdue"),
                            ("moving_backwards", "Moving backwards"),
                            ("no_change", "No change"),
                            ("too_early", "Too early to say"),
                            ("on_pace", "On pace"),
                            ("behind_pace", "Behind pace"),
                            ("far_behind", "Far behind"),
                            ("held", "Held"),
                            ("breached", "Breached"),
                            ("not_met", "Not met yet"),
                        ],
                        max_length=20,
                        verbose_name="status before",
                    ),
                ),
                (
                    "mark",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("met", "Met"),
                            ("in_part", "Met in part"),
                            ("not_met", "Not met"),
                            ("backwards", "Moving backwards"),
                            ("no_evidence", "No evidence"),
                            ("not_applicable", "Does not apply"),
                        ],
                        max_length=20,
                        verbose_name="mark",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_applicable", "Does not apply"),
                            ("not_assessable", "Not assessable"),
                            ("no_data", "No data"),
                            ("met", "Met"),
                            ("met_not_sustained", "Met, not sustained"),
                            ("met_late", "Met late"),
                            ("missed", "Missed"),
                            ("awaiting_end_line", "Awaiting end-line data"),
                            ("overdue", "Overdue"),
                            ("moving_backwards", "Moving backwards"),
                            ("no_change", "No change"),
                            ("too_early", "Too early to say"),
                            ("on_pace", "On pace"),
                            ("behind_pace", "Behind pace"),
                            ("far_behind", "Far behind"),
                            ("held", "Held"),
                            ("breached", "Breached"),
                            ("not_met", "Not met yet"),
                        ],
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("method", "Another version of the method"),
                            ("target", "The target was revised, added or retired"),
                            ("dispute", "A dispute was decided"),
                            ("correction", "A report was corrected"),
                            ("withdrawal", "A report was withdrawn"),
                            ("new_data", "New data"),
                            ("time", "A due date passed"),
                            ("membership", "A membership changed"),
                            ("below", "A mark below it changed"),
                            ("unexplained", "Nothing on record explains it"),
                        ],
                        max_length=12,
                        verbose_name="why",
                    ),
                ),
                ("method_version", models.PositiveSmallIntegerField(verbose_name="method")),
            ],
            options={
                "verbose_name": "change of a mark",
                "verbose_name_plural": "changes of marks",
                "ordering": ("-on", "key", "uuid"),
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("address", models.EmailField(max_length=254, verbose_name="address")),
                (
                    "rhythm",
                    models.CharField(
                        choices=[("daily", "Once a day at most"), ("weekly", "Once a week at most")],
                        max_length=10,
                        verbose_name="how often",
                    ),
                ),
                (
                    "token_digest",
                    models.CharField(
                        editable=False, max_length=64, unique=True, verbose_name="digest of the token"
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="made",
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="to be confirmed by")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed")),
                ("told_until", models.DateField(blank=True, null=True, verbose_name="told until")),
            ],
            options={
                "verbose_name": "subscription",
                "verbose_name_plural": "subscriptions",
                "ordering": ["id"],
            },
        ),
        migrations.AddField(
            model_name="markchange",
            name="commitment",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="tracker.commitment",
                verbose_name="commitment",
            ),
        ),
        migrations.AddField(
            model_name="markchange",
            name="horizon",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="tracker.horizon",
                verbose_name="horizon",
            ),
        ),
        migrations.AddField(
            model_name="markchange",
            name="objective",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="tracker.objective",
                verbose_name="objective",
            ),
        ),
        migrations.AddField(
            model_name="markchange",
            name="place",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="tracker.place",
                verbose_name="place",
            ),
        ),
        migrations.AddField(
            model_name="markchange",
            name="process",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="tracker.process",
                verbose_name="process",
            ),
        ),
        migrations.AddField(
            model_name="markchange",
            name="report",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tracker.progressreport",
                verbose_name="reading",
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="commitment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="tracker.commitment",
                verbose_name="commitment",
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="objective",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="tracker.objective",
                verbose_name="objective",
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="place",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="tracker.place",
                verbose_name="place",
            ),
        ),
        migrations.AddIndex(
            model_name="markchange",
            index=models.Index(fields=["-on", "key", "uuid"], name="mark_change_by_day"),
        ),
        migrations.AddIndex(
            model_name="markchange",
            index=models.Index(fields=["place", "-on", "key", "uuid"], name="mark_change_of_place"),
        ),
        migrations.AddIndex(
            model_name="markchange",
            index=models.Index(fields=["commitment", "-on", "key", "uuid"], name="mark_change_of_commitment"),
        ),
        migrations.AddIndex(
            model_name="markchange",
            index=models.Index(fields=["objective", "-on", "key", "uuid"], name="mark_change_of_objective"),
        ),
        migrations.AddIndex(
            model_name="markchange",
            index=models.Index(fields=["reason", "-on", "key", "uuid"], name="mark_change_by_reason"),
        ),
        migrations.AddConstraint(
            model_name="markchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("of_target", False),
                    models.Q(
                        ("commitment__isnull", False), ("horizon__isnull", False), ("place__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="mark_change_of_a_target_says_which",
            ),
        ),
        migrations.AddConstraint(
            model_name="markchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place__isnull", False), ("process", None)),
                    models.Q(("place", None), ("process__isnull", False)),
                    _connector="OR",
                ),
                name="mark_change_of_a_place_or_a_process",
            ),
        ),
        migrations.AddConstraint(
            model_name="markchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mark", models.F("mark_before")), _negated=True),
                    models.Q(("status", models.F("status_before")), _negated=True),
                    _connector="OR",
                ),
                name="mark_change_changes_something",
            ),
        ),
        migrations.AddIndex(
            model_name="subscription",
            index=models.Index(fields=["address", "expires_at"], name="subscription_of_address"),
        ),
        migrations.AddIndex(
            model_name="subscription",
            index=models.Index(
                condition=models.Q(("confirmed_at__isnull", False)),
                fields=["rhythm", "told_until"],
                name="subscription_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("commitment", None), ("objective", None)),
                    models.Q(("commitment", None), ("place", None)),
                    models.Q(("objective", None), ("place", None)),
                    _connector="OR",
                ),
                name="subscription_of_one_thing_or_all",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(("address", django.db.models.functions.text.Lower("address"))),
                name="subscription_address_lower_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at", None), ("told_until", None)),
                    models.Q(("confirmed_at__isnull", False), ("told_until__isnull", False)),
                    _connector="OR",
                ),
                name="subscription_confirmed_says_since_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.UniqueConstraint(
                models.F("address"),
                django.db.models.functions.comparison.Coalesce("place", 0),
                django.db.models.functions.comparison.Coalesce("objective", 0),
                django.db.models.functions.comparison.Coalesce("commitment", 0),
                condition=models.Q(("confirmed_at__isnull", False)),
                name="subscription_once",
            ),
        ),
    ]
