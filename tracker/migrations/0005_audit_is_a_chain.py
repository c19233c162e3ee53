"""The audit table becomes a hash chain that names nobody. What stands in it is chained in its order.

Of each old row's free detail a salted digest stays, and of who acted a random name; the mapping and the salts
lie apart. Rows are read and written a thousand at a time. Backwards, the rows come back without their detail.
"""

import re
import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tracker.models.audit
from tracker.chain import Statement, digest_of, linked

CHUNK = 1000


def chain_what_is_there(apps, schema_editor):
    _take_time(schema_editor)
    names = _names(apps)
    years = {row.due_on.year: row.years for row in apps.get_model("tracker", "Horizon").objects.all()}
    head = None
    for rows in _chunks(apps.get_model("tracker", "UnchainedAct"), "id"):
        abouts = [_object_ref(row.about, years) for row in rows]
        salts = _salts(apps, set(abouts))
        links = []
        for row, about in zip(rows, abouts, strict=True):
            said = Statement(
                at=row.at,
                actor_ref=names.get(row.actor_id),
                action=row.action,
                object_ref=about,
                digest=digest_of(row.detail, salt=salts[about]),
            )
            head = linked(said, after=head)
            links.append(head)
        _keep(apps, links)


def unchain(apps, schema_editor):
    _take_time(schema_editor)
    users = dict(apps.get_model("tracker", "ActorRef").objects.values_list("ref", "user_id"))
    old = apps.get_model("tracker", "UnchainedAct")
    for rows in _chunks(apps.get_model("tracker", "AuditEvent"), "seq"):
        old.objects.bulk_create(
            old(
                id=row.seq,
                at=row.at,
                actor_id=users.get(row.actor_ref),
                action=row.action,
                about=row.object_ref,
                detail={},
            )
            for row in rows
        )
    if schema_editor.connection.vendor == "postgresql":
        # What was given a number did not count on the sequence.
        schema_editor.execute(NUMBER_ON, params=None)


def _take_time(schema_editor):
    """Until the end of the migration: the indexes over a million rows may take longer than a page is allowed to."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET LOCAL statement_timeout = 0", params=None)


def _chunks(model, key):
    """All rows in the order of their key, a thousand at a time."""
    last = 0
    while rows := list(model.objects.filter(**{f"{key}__gt": last}).order_by(key)[:CHUNK]):
        yield rows
        last = getattr(rows[-1], key)


def _names(apps):
    """A name in the chain for everybody who did something."""
    actors = apps.get_model("tracker", "UnchainedAct").objects.exclude(actor=None).order_by()
    model = apps.get_model("tracker", "ActorRef")
    model.objects.bulk_create(
        model(user_id=pk) for pk in actors.values_list("actor_id", flat=True).distinct()
    )
    return dict(model.objects.values_list("user_id", "ref"))


def _salts(apps, refs):
    """The salts of these objects, made where there is none yet."""
    model = apps.get_model("tracker", "ObjectSalt")
    kept = model.objects.in_bulk(refs)
    new = [model(object_ref=ref) for ref in sorted(refs - set(kept))]
    model.objects.bulk_create(new)
    return {row.object_ref: row.salt for row in [*kept.values(), *new]}


def _object_ref(about, years):
    """A target was named in words, "GCM10-9, 2023"; now by its code and years, GCM10-9:5."""
    target = re.fullmatch(r"(\S+), (\d{4})", about)
    if target and int(target[2]) in years:
        return f"{target[1]}:{years[int(target[2])]}"
    return re.sub(r"[^A-Za-z0-9:/._-]+", "-", about) or "-"


def _keep(apps, links):
    model = apps.get_model("tracker", "AuditEvent")
    model.objects.bulk_create(
        model(seq=one.seq, prev=one.prev, hash=one.hash, **vars(one.said)) for one in links
    )


NUMBER_ON = """SELECT setval(
    pg_get_serial_sequence('tracker_unchainedact', 'id'), COALESCE(MAX(id), 0) + 1, false
) FROM tracker_unchainedact"""
KEPT = "the audit chain is only added to: its entries are neither changed nor deleted"
FOLLOWS = "an entry of the audit chain follows the last one"
LOOSE = """NEW.seq <> COALESCE((SELECT MAX(seq) FROM tracker_auditevent), 0) + 1 OR NEW.prev <> COALESCE(
    (SELECT hash FROM tracker_auditevent ORDER BY seq DESC LIMIT 1),
    '0000000000000000000000000000000000000000000000000000000000000000')"""
POSTGRESQL = [
    f"""CREATE FUNCTION tracker_audit_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{KEPT}' USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    f"""CREATE FUNCTION tracker_audit_follows() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {LOOSE} THEN
            RAISE EXCEPTION '{FOLLOWS}' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER audit_kept BEFORE UPDATE OR DELETE ON tracker_auditevent
    FOR EACH ROW EXECUTE FUNCTION tracker_audit_kept()""",
    """CREATE TRIGGER audit_not_emptied BEFORE TRUNCATE ON tracker_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION tracker_audit_kept()""",
    """CREATE TRIGGER audit_follows BEFORE INSERT ON tracker_auditevent
    FOR EACH ROW EXECUTE FUNCTION tracker_audit_follows()""",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER audit_follows ON tracker_auditevent",
    "DROP TRIGGER audit_not_emptied ON tracker_auditevent",
    "DROP TRIGGER audit_kept ON tracker_auditevent",
    "DROP FUNCTION tracker_audit_follows()",
    "DROP FUNCTION tracker_audit_kept()",
]
# The third also stops INSERT OR REPLACE, which deletes without asking the second.
SQLITE = [
    f"CREATE TRIGGER audit_not_changed BEFORE UPDATE ON tracker_auditevent BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
    f"CREATE TRIGGER audit_not_deleted BEFORE DELETE ON tracker_auditevent BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
    f"""CREATE TRIGGER audit_follows BEFORE INSERT ON tracker_auditevent WHEN {LOOSE}
    BEGIN SELECT RAISE(ABORT, '{FOLLOWS}'); END""",
]
SQLITE_BACK = [
    "DROP TRIGGER audit_follows",
    "DROP TRIGGER audit_not_deleted",
    "DROP TRIGGER audit_not_changed",
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
    dependencies = [("tracker", "0004_scores_are_kept_durably")]

    operations = [
        migrations.RemoveIndex("auditevent", "audit_about"),
        migrations.RenameModel("AuditEvent", "UnchainedAct"),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="number")),
                ("at", models.DateTimeField(verbose_name="at")),
                ("actor_ref", models.UUIDField(blank=True, null=True, verbose_name="by")),
                ("action", models.CharField(max_length=60, verbose_name="act")),
                ("object_ref", models.CharField(max_length=120, verbose_name="about")),
                ("digest", models.CharField(max_length=64, verbose_name="digest of the content")),
                ("prev", models.CharField(max_length=64, unique=True, verbose_name="hash before")),
                ("hash", models.CharField(max_length=64, verbose_name="hash")),
            ],
            options={
                "verbose_name": "audit event",
                "verbose_name_plural": "audit events",
                "ordering": ["-seq"],
                "indexes": [models.Index(fields=["object_ref", "seq"], name="audit_object")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("seq__gte", 1)), name="audit_seq_from_one"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("object_ref", ""), _negated=True),
                            models.Q(("object_ref__contains", " "), _negated=True),
                            models.Q(("object_ref__contains", "@"), _negated=True),
                        ),
                        name="audit_object_is_a_code",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActorRef",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="actor_ref",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
                (
                    "ref",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="name in the chain"
                    ),
                ),
            ],
            options={"verbose_name": "name in the chain", "verbose_name_plural": "names in the chain"},
        ),
        migrations.CreateModel(
            name="ObjectSalt",
            fields=[
                (
                    "object_ref",
                    models.CharField(max_length=120, primary_key=True, serialize=False, verbose_name="about"),
                ),
                (
                    "salt",
                    models.CharField(
                        default=tracker.models.audit.new_salt,
                        editable=False,
                        max_length=64,
                        verbose_name="salt",
                    ),
                ),
            ],
            options={"verbose_name": "salt", "verbose_name_plural": "salts"},
        ),
        migrations.RunPython(chain_what_is_there, unchain),
        migrations.DeleteModel("UnchainedAct"),
        migrations.RunPython(put_triggers, take_triggers),
    ]
