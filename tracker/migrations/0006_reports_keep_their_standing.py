"""A published report keeps whether its committee led the place then; who leads may change later."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery

ONCE_PUBLIC = ["published", "superseded"]


def remember_who_leads(apps, schema_editor):
    """For what is public already, the committee's flag of today is all that is known."""
    committees = apps.get_model("tracker", "Committee").objects.filter(pk=OuterRef("committee"))
    reports = apps.get_model("tracker", "ProgressReport").objects
    reports.filter(origin="committee", state__in=ONCE_PUBLIC).update(led=Subquery(committees.values("leads")))


class Migration(migrations.Migration):
    dependencies = [("tracker", "0005_audit_is_a_chain")]

    operations = [
        migrations.AddField(
            model_name="progressreport",
            name="led",
            field=models.BooleanField(
                blank=True,
                editable=False,
                null=True,
                verbose_name="its committee led the place when it was published",
            ),
        ),
        migrations.RunPython(remember_who_leads, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="progressreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("led__isnull", False),
                        ("origin", "committee"),
                        ("state__in", ONCE_PUBLIC),
                    ),
                    models.Q(
                        models.Q(("origin", "committee"), ("state__in", ONCE_PUBLIC), _negated=True),
                        ("led", None),
                    ),
                    _connector="OR",
                ),
                name="report_keeps_whether_its_committee_led",
            ),
        ),
    ]
