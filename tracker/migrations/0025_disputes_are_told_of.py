"""How far each person who decides was told of a dispute that waits."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0024_credit_chosen_per_report"),
    ]

    operations = [
        migrations.CreateModel(
            name="DisputeNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reminded", models.PositiveSmallIntegerField(default=0, verbose_name="reminders")),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to="tracker.dispute",
                        verbose_name="dispute",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "notice of a dispute",
                "verbose_name_plural": "notices of disputes",
                "constraints": [
                    models.UniqueConstraint(fields=("dispute", "user"), name="notice_one_a_person")
                ],
            },
        ),
    ]
