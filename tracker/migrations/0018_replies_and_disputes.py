"""Who speaks for a State, its replies, and the disputes that anybody raises."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0017_submissions_notes_and_errata"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dispute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("submit_token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("figure", "The figure or the answer is wrong"),
                            ("evidence", "The evidence does not show it"),
                            ("about", "It is about another date, place or thing"),
                            ("safety", "It puts somebody at risk"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                        verbose_name="ground",
                    ),
                ),
                ("text", models.TextField(verbose_name="what is wrong")),
                ("links", models.JSONField(blank=True, default=list, verbose_name="pages that show it")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("raised", "Waiting to be read"),
                            ("acknowledged", "Taken up"),
                            ("decided", "Decided"),
                        ],
                        default="raised",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                ("raised_at", models.DateTimeField(verbose_name="raised")),
                ("acknowledged_at", models.DateTimeField(blank=True, null=True, verbose_name="taken up")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("upheld", "The report stands"),
                            ("changed", "The report was corrected"),
                            ("withdrawn", "The report was withdrawn"),
                        ],
                        max_length=12,
                        verbose_name="outcome",
                    ),
                ),
                ("reasons", models.TextField(blank=True, verbose_name="reasons")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="tracker.progressreport",
                        verbose_name="report",
                    ),
                ),
            ],
            options={
                "verbose_name": "dispute",
                "verbose_name_plural": "disputes",
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["state", "raised_at"], name="dispute_queue")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="dispute_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("state", "decided"),
                                models.Q(("outcome", ""), _negated=True),
                                models.Q(("reasons", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "decided"), _negated=True),
                                ("decided_at", None),
                                ("decided_by", None),
                                ("outcome", ""),
                                ("reasons", ""),
                            ),
                            _connector="OR",
                        ),
                        name="dispute_decided_with_reasons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "acknowledged"), _negated=True),
                            ("acknowledged_at__isnull", False),
                            _connector="OR",
                        ),
                        name="dispute_taken_up_says_since_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "decided"), _negated=True), ("email", ""), _connector="OR"
                        ),
                        name="dispute_address_goes_with_the_decision",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FocalPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="focal_points",
                        to="tracker.place",
                        verbose_name="place",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="focal_points",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "focal point",
                "verbose_name_plural": "focal points",
                "ordering": ["place_id", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None), ("ends_on__gt", models.F("starts_on")), _connector="OR"
                        ),
                        name="focal_point_ends_after_it_starts",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on", None)),
                        fields=("user", "place"),
                        name="focal_point_one_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("submit_token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("text", models.TextField(verbose_name="reply")),
                ("links", models.JSONField(blank=True, default=list, verbose_name="pages that show it")),
                ("given_at", models.DateTimeField(verbose_name="given")),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn or replaced"),
                ),
                ("replaced", models.BooleanField(default=False, verbose_name="replaced by another")),
                (
                    "redacted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="personal data removed"),
                ),
                (
                    "redaction_reason",
                    models.TextField(blank=True, default="", verbose_name="why it was removed"),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="tracker.progressreport",
                        verbose_name="report",
                    ),
                ),
            ],
            options={
                "verbose_name": "reply",
                "verbose_name_plural": "replies",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("report",), name="reply_one_stands"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="reply_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("replaced", False), ("ended_at__isnull", False), _connector="OR"),
                        name="reply_replaced_has_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("redacted_at", None), ("redaction_reason", "")),
                            models.Q(
                                ("redacted_at__isnull", False),
                                models.Q(("redaction_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reply_redacted_with_a_reason",
                    ),
                ],
            },
        ),
    ]
