"""Mail waits in an outbox until it is sent: a new table, nothing else is touched."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0009_reports_are_found_by_day"),
    ]

    operations = [
        migrations.CreateModel(
            name="Outbox",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "uuid",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="message id"
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                ("address", models.EmailField(blank=True, max_length=254, verbose_name="or to the address")),
                ("about", models.CharField(blank=True, max_length=120, verbose_name="about")),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="made",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("next_try_at", models.DateTimeField(blank=True, null=True, verbose_name="next try")),
                ("error", models.CharField(blank=True, max_length=100, verbose_name="what went wrong")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                ("quarantined_at", models.DateTimeField(blank=True, null=True, verbose_name="given up")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mail",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="to the user",
                    ),
                ),
            ],
            options={
                "verbose_name": "mail",
                "verbose_name_plural": "mail",
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("quarantined_at", None), ("sent_at", None)),
                        fields=["id"],
                        name="outbox_waiting",
                    ),
                    models.Index(fields=["sent_at"], name="outbox_sent"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("user", None), models.Q(("address", ""), _negated=True)),
                            models.Q(("user__isnull", False), ("address", "")),
                            _connector="OR",
                        ),
                        name="outbox_to_a_user_or_an_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("about__contains", " "), _negated=True),
                            models.Q(("about__contains", "@"), _negated=True),
                        ),
                        name="outbox_about_is_a_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sent_at", None), ("quarantined_at", None), _connector="OR"),
                        name="outbox_sent_or_given_up",
                    ),
                ],
            },
        ),
    ]
