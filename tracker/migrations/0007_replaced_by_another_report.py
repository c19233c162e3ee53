"""A report is replaced by another one, never by itself."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0006_reports_keep_their_standing"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="progressreport",
            name="report_superseded_by_another",
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
                        models.Q(("state", "superseded"), _negated=True),
                        ("superseded_at", None),
                        ("superseded_by", None),
                    ),
                    _connector="OR",
                ),
                name="report_superseded_by_another",
            ),
        ),
    ]
