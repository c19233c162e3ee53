"""A place's parent stands higher, said to the database: with it a cycle is impossible, whoever writes."""

from django.db import migrations

MESSAGE = "a place must be part of one that stands higher"
ORPHANED = (
    "NEW.parent_id IS NOT NULL AND NOT EXISTS "
    "(SELECT 1 FROM tracker_place p WHERE p.id = NEW.parent_id AND p.level < NEW.level)"
)
OVERTAKEN = "EXISTS (SELECT 1 FROM tracker_place c WHERE c.parent_id = NEW.id AND c.level <= NEW.level)"

POSTGRESQL = [
    f"""CREATE FUNCTION tracker_place_parent_higher() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF ({ORPHANED}) OR {OVERTAKEN} THEN
            RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER place_parent_higher BEFORE INSERT OR UPDATE OF parent_id, level ON tracker_place
    FOR EACH ROW EXECUTE FUNCTION tracker_place_parent_higher()""",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER place_parent_higher ON tracker_place",
    "DROP FUNCTION tracker_place_parent_higher()",
]
SQLITE = [
    f"""CREATE TRIGGER place_parent_higher_insert BEFORE INSERT ON tracker_place WHEN {ORPHANED}
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
    f"""CREATE TRIGGER place_parent_higher_update BEFORE UPDATE OF parent_id, level ON tracker_place
    WHEN ({ORPHANED}) OR {OVERTAKEN}
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
]
SQLITE_BACK = ["DROP TRIGGER place_parent_higher_insert", "DROP TRIGGER place_parent_higher_update"]


def put_triggers(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL if on_postgresql else SQLITE:
        schema_editor.execute(statement, params=None)


def take_triggers(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL_BACK if on_postgresql else SQLITE_BACK:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("tracker", "0001_initial")]

    operations = [migrations.RunPython(put_triggers, take_triggers)]
