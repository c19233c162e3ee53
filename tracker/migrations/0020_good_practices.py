"""Good practices with their evidence: new tables, nothing else is touched."""

import uuid

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0019_words_kept_against_hints"),
    ]

    operations = [
        migrations.CreateModel(
            name="GoodPractice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("done", models.TextField(verbose_name="what was done")),
                ("outcome", models.TextField(verbose_name="what came of it")),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("ar", "Arabic"),
                            ("zh", "Chinese"),
                            ("en", "English"),
                            ("fr", "French"),
                            ("ru", "Russian"),
                            ("es", "Spanish"),
                        ],
                        default="en",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "state",
                    models.CharField(
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
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                ("submit_token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("written_at", models.DateTimeField(verbose_name="written")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="submitted")),
                ("return_reason", models.TextField(blank=True, verbose_name="why it was sent back")),
                (
                    "credit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("named", "By its name"),
                            ("pseudonym", "By a label"),
                            ("region", "By its region only"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="known in public",
                    ),
                ),
                (
                    "release_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="to be published"
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practices",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "commitments",
                    models.ManyToManyField(
                        related_name="practices",
                        to="tracker.commitment",
                        verbose_name="commitments it serves",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practices",
                        to="tracker.committee",
                        verbose_name="committee",
                    ),
                ),
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
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practices",
                        to="tracker.place",
                        verbose_name="place",
                    ),
                ),
            ],
            options={
                "verbose_name": "good practice",
                "verbose_name_plural": "good practices",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="PracticeLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("url", models.URLField(max_length=2000, verbose_name="address")),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="tracker.goodpractice",
                        verbose_name="good practice",
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence of a good practice",
                "verbose_name_plural": "evidence of good practices",
                "ordering": ["id"],
            },
        ),
        migrations.AddIndex(
            model_name="goodpractice",
            index=models.Index(fields=["committee", "state"], name="practice_queue"),
        ),
        migrations.AddConstraint(
            model_name="goodpractice",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "submitted", "returned", "decided", "published"])),
                name="practice_is_somewhere_on_its_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="goodpractice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("published_at__isnull", False), ("state", "published")),
                    models.Q(models.Q(("state", "published"), _negated=True), ("published_at", None)),
                    _connector="OR",
                ),
                name="practice_public_ones_say_since_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="goodpractice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["decided", "published"]), _negated=True),
                    models.Q(("decided_by__isnull", False), models.Q(("credit", ""), _negated=True)),
                    _connector="OR",
                ),
                name="practice_decided_by_somebody_under_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="goodpractice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by", None),
                    models.Q(("decided_by", models.F("author")), _negated=True),
                    _connector="OR",
                ),
                name="practice_never_decided_by_its_author",
            ),
        ),
        migrations.AddConstraint(
            model_name="goodpractice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "returned"), _negated=True),
                    models.Q(("return_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="practice_returned_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="goodpractice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("release_at__isnull", False), ("state", "decided")),
                    models.Q(models.Q(("state", "decided"), _negated=True), ("release_at", None)),
                    _connector="OR",
                ),
                name="practice_waits_for_an_instant",
            ),
        ),
    ]
