"""Endorsements, who speaks for an organisation, and the letters that ask: new tables, nothing else is touched."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0020_good_practices"),
    ]

    operations = [
        migrations.CreateModel(
            name="Endorsement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="signed on")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn")),
                (
                    "commitment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="endorsements",
                        to="tracker.commitment",
                        verbose_name="commitment",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="endorsements",
                        to="tracker.edition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="endorsements",
                        to="tracker.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "endorsement",
                "verbose_name_plural": "endorsements",
                "ordering": ["-at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("commitment__isnull", False), ("edition", None)),
                            models.Q(("commitment", None), ("edition__isnull", False)),
                            _connector="OR",
                        ),
                        name="endorsement_of_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None), ("withdrawn_at__gte", models.F("at")), _connector="OR"
                        ),
                        name="endorsement_withdrawn_after_it_was_given",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("edition", None), ("withdrawn_at", None)),
                        fields=("organisation", "commitment"),
                        name="endorsement_of_a_commitment_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("commitment", None), ("withdrawn_at", None)),
                        fields=("organisation", "edition"),
                        name="endorsement_of_an_edition_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EndorsementLetter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "uuid",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id"),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[("sign", "Sign on"), ("withdraw", "Withdraw")],
                        max_length=10,
                        verbose_name="asked for",
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
                ("expires_at", models.DateTimeField(verbose_name="ends")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="used")),
                (
                    "commitment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tracker.commitment",
                        verbose_name="commitment",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tracker.edition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tracker.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "letter about an endorsement",
                "verbose_name_plural": "letters about endorsements",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["organisation", "expires_at"], name="endorsement_letter_asked")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("commitment__isnull", False), ("edition", None)),
                            models.Q(("commitment", None), ("edition__isnull", False)),
                            _connector="OR",
                        ),
                        name="endorsement_letter_of_one_thing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Spokesperson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "address",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="or address of the organisation"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spokespeople",
                        to="tracker.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="speaks_for",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "who speaks for an organisation",
                "verbose_name_plural": "who speaks for organisations",
                "ordering": ["organisation", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("user", None), models.Q(("address", ""), _negated=True)),
                            models.Q(("user__isnull", False), ("address", "")),
                            _connector="OR",
                        ),
                        name="spokesperson_is_an_account_or_an_address",
                        violation_error_message="Give an account or an address, and not both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("address", django.db.models.functions.text.Lower("address"))),
                        name="spokesperson_address_lower_case",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("address", "")),
                        fields=("organisation", "user"),
                        name="spokesperson_account_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("user", None)),
                        fields=("organisation",),
                        name="spokesperson_one_address",
                    ),
                ],
            },
        ),
    ]
