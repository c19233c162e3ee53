"""What the search looks in: new tables, filled by the sweep."""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    """New tables only."""

    dependencies = [("tracker", "0027_what_changed_and_who_is_told")]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("objectives", "Objectives"),
                            ("commitments", "Commitments"),
                            ("places", "Places"),
                            ("processes", "Processes"),
                            ("committees", "Committees"),
                            ("terms", "Words to prefer"),
                            ("practices", "Good practices"),
                            ("reports", "Reports"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("ref", models.CharField(max_length=64, verbose_name="what")),
                ("title", models.TextField(blank=True, verbose_name="title")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("digest", models.CharField(max_length=64, verbose_name="digest of its words")),
            ],
            options={
                "verbose_name": "what can be found",
                "verbose_name_plural": "what can be found",
            },
        ),
        migrations.CreateModel(
            name="SearchPosting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=40, verbose_name="word")),
                ("rank", models.PositiveSmallIntegerField(verbose_name="rank of the kind")),
                ("weight", models.PositiveSmallIntegerField(verbose_name="weight")),
            ],
            options={
                "verbose_name": "word of an entry",
                "verbose_name_plural": "words of entries",
            },
        ),
        migrations.CreateModel(
            name="SearchSpelling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("spelling", models.CharField(max_length=40, verbose_name="spelling")),
            ],
            options={
                "verbose_name": "spelling",
                "verbose_name_plural": "spellings",
            },
        ),
        migrations.CreateModel(
            name="SearchState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.BigIntegerField(default=-1, verbose_name="version")),
                ("day", models.DateField(blank=True, null=True, verbose_name="day")),
                ("reports_until", models.DateTimeField(blank=True, null=True, verbose_name="reports until")),
            ],
            options={
                "verbose_name": "state of the search",
                "verbose_name_plural": "state of the search",
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                (
                    "word",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="word"),
                ),
                ("uses", models.IntegerField(default=0, verbose_name="entries that bear it")),
            ],
            options={
                "verbose_name": "word",
                "verbose_name_plural": "words",
            },
        ),
        migrations.AddConstraint(
            model_name="searchentry",
            constraint=models.UniqueConstraint(fields=("kind", "ref"), name="search_entry_once"),
        ),
        migrations.AddField(
            model_name="searchposting",
            name="entry",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="postings",
                to="tracker.searchentry",
                verbose_name="entry",
            ),
        ),
        migrations.AddConstraint(
            model_name="searchstate",
            constraint=models.CheckConstraint(condition=models.Q(("pk", 1)), name="search_state_is_one_row"),
        ),
        migrations.AddField(
            model_name="searchspelling",
            name="word",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="spellings",
                to="tracker.searchword",
                verbose_name="word",
            ),
        ),
        migrations.AddIndex(
            model_name="searchposting",
            index=models.Index(fields=["word", "rank", "-entry"], name="search_posting_found"),
        ),
        migrations.AddConstraint(
            model_name="searchposting",
            constraint=models.UniqueConstraint(fields=("entry", "word"), name="search_posting_once"),
        ),
        migrations.AddConstraint(
            model_name="searchspelling",
            constraint=models.UniqueConstraint(fields=("spelling", "word"), name="search_spelling_once"),
        ),
    ]
