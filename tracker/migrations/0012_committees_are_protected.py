"""A committee may be protected: known by a label or its region, publishing later than it decides."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0011_people_come_by_invitation"),
    ]

    operations = [
        migrations.AddField(
            model_name="committee",
            name="credit",
            field=models.CharField(
                choices=[
                    ("named", "By its name"),
                    ("pseudonym", "By a label"),
                    ("region", "By its region only"),
                ],
                db_default="named",
                default="named",
                max_length=10,
                verbose_name="known in public",
            ),
        ),
        migrations.AddField(
            model_name="committee",
            name="label",
            field=models.CharField(
                blank=True, editable=False, max_length=12, null=True, unique=True, verbose_name="label"
            ),
        ),
        migrations.AddField(
            model_name="committee",
            name="protection",
            field=models.CharField(
                choices=[("open", "Open"), ("protected", "Protected")],
                db_default="open",
                default="open",
                max_length=10,
                verbose_name="protection",
            ),
        ),
        migrations.AddField(
            model_name="progressreport",
            name="credit",
            field=models.CharField(
                blank=True,
                choices=[
                    ("named", "By its name"),
                    ("pseudonym", "By a label"),
                    ("region", "By its region only"),
                ],
                db_default="",
                default="",
                editable=False,
                max_length=10,
                verbose_name="its committee known by",
            ),
        ),
        migrations.AddField(
            model_name="progressreport",
            name="release_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="to be released"),
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
                ],
                default="draft",
                max_length=12,
                verbose_name="state",
            ),
        ),
        migrations.AddIndex(
            model_name="progressreport",
            index=models.Index(
                condition=models.Q(("state", "decided")), fields=["release_at"], name="report_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="committee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("credit", "named"), ("protection", "open")),
                    models.Q(
                        ("label__isnull", False),
                        ("protection", "protected"),
                        models.Q(("credit", "named"), _negated=True),
                        models.Q(("label", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="committee_protected_is_not_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="progressreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_by__isnull", False),
                        ("origin", "committee"),
                        ("release_at__isnull", False),
                        ("state", "decided"),
                    ),
                    models.Q(models.Q(("state", "decided"), _negated=True), ("release_at", None)),
                    _connector="OR",
                ),
                name="report_decided_says_by_whom_and_when",
            ),
        ),
    ]
