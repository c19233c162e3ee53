"""Rounds, and editions whose bytes never change: the database refuses to."""

import django.db.models.deletion
from django.db import migrations, models

TABLES = ("tracker_edition", "tracker_editionpart")
KEPT = "an edition is frozen: it is neither changed nor deleted"
WHOLE = "an edition has all its parts already"
BEYOND = "NEW.number >= (SELECT pieces FROM tracker_edition WHERE id = NEW.edition_id)"
POSTGRESQL = [
    f"""CREATE FUNCTION tracker_edition_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{KEPT}' USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    f"""CREATE FUNCTION tracker_edition_whole() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {BEYOND} THEN
            RAISE EXCEPTION '{WHOLE}' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$""",
    *(
        f"""CREATE TRIGGER edition_kept BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION tracker_edition_kept()"""
        for table in TABLES
    ),
    *(
        f"""CREATE TRIGGER edition_not_emptied BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION tracker_edition_kept()"""
        for table in TABLES
    ),
    """CREATE TRIGGER edition_whole BEFORE INSERT ON tracker_editionpart
    FOR EACH ROW EXECUTE FUNCTION tracker_edition_whole()""",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER edition_whole ON tracker_editionpart",
    *(f"DROP TRIGGER edition_not_emptied ON {table}" for table in TABLES),
    *(f"DROP TRIGGER edition_kept ON {table}" for table in TABLES),
    "DROP FUNCTION tracker_edition_whole()",
    "DROP FUNCTION tracker_edition_kept()",
]
# What INSERT OR REPLACE would delete, without asking the trigger on deletion.
THERE = {
    "tracker_edition": """EXISTS (SELECT 1 FROM tracker_edition WHERE id = NEW.id OR slug = NEW.slug
        OR (round_id = NEW.round_id AND number = NEW.number))""",
    "tracker_editionpart": """EXISTS (SELECT 1 FROM tracker_editionpart WHERE id = NEW.id
        OR (edition_id = NEW.edition_id AND number = NEW.number))""",
}
SQLITE = [
    *(
        f"""CREATE TRIGGER {table}_not_{done} BEFORE {act} ON {table}
        BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"""
        for table in TABLES
        for act, done in (("UPDATE", "changed"), ("DELETE", "deleted"))
    ),
    *(
        f"""CREATE TRIGGER {table}_not_replaced BEFORE INSERT ON {table} WHEN {there}
        BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"""
        for table, there in THERE.items()
    ),
    f"""CREATE TRIGGER tracker_editionpart_whole BEFORE INSERT ON tracker_editionpart WHEN {BEYOND}
    BEGIN SELECT RAISE(ABORT, '{WHOLE}'); END""",
]
SQLITE_BACK = [
    "DROP TRIGGER tracker_editionpart_whole",
    *(f"DROP TRIGGER {table}_not_{done}" for table in TABLES for done in ("replaced", "deleted", "changed")),
]


def put_triggers(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL if on_postgresql else SQLITE:
        schema_editor.execute(statement, params=None)


def take_triggers(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL_BACK if on_postgresql else SQLITE_BACK:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("tracker", "0007_replaced_by_another_report")]

    operations = [
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=40, unique=True, verbose_name="name in addresses")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("opens_on", models.DateField(verbose_name="opens")),
                ("closes_on", models.DateField(verbose_name="closes")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="closed"),
                ),
            ],
            options={
                "verbose_name": "round",
                "verbose_name_plural": "rounds",
                "ordering": ["-opens_on", "slug"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gt", models.F("opens_on"))),
                        name="round_closes_after_it_opens",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="name in addresses")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("as_of", models.DateField(verbose_name="as of")),
                ("frozen_at", models.DateTimeField(verbose_name="frozen")),
                ("method_version", models.PositiveSmallIntegerField(verbose_name="method")),
                ("marks", models.PositiveIntegerField(verbose_name="marks")),
                ("size", models.PositiveIntegerField(verbose_name="bytes")),
                ("pieces", models.PositiveIntegerField(verbose_name="parts")),
                ("digest", models.CharField(max_length=64, verbose_name="digest")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="tracker.round",
                        verbose_name="round",
                    ),
                ),
            ],
            options={
                "verbose_name": "edition",
                "verbose_name_plural": "editions",
                "ordering": ["-as_of", "-frozen_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "number"), name="edition_one_of_each_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1),
                            models.Q(("number__gt", 1), models.Q(("note", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="edition_that_replaces_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("holder", models.CharField(blank=True, max_length=80, verbose_name="holder")),
                ("packed", models.BinaryField(verbose_name="bytes")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="tracker.edition",
                        verbose_name="edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "part of an edition",
                "verbose_name_plural": "parts of editions",
                "ordering": ["edition", "number"],
                "indexes": [models.Index(fields=["edition", "holder"], name="edition_part_holder")],
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "number"), name="edition_part_once")
                ],
            },
        ),
        migrations.RunPython(put_triggers, take_triggers),
    ]
