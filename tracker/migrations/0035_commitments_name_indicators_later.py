"""A version of a commitment says by which indicator it is measured: another may be named later."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def say_what_was_settled(apps, schema_editor):
    """Until now none could be changed: every version said what its commitment says. One statement."""
    named = apps.get_model("tracker", "Commitment").objects.filter(pk=OuterRef("commitment"))
    versions = apps.get_model("tracker", "CommitmentVersion").objects
    versions.update(indicator=Subquery(named.values("indicator")))


def forget_what_was_unknown(apps, schema_editor):
    """Backwards: what two decide on says nothing of an indicator, or it could not be read any more."""
    for request in apps.get_model("tracker", "ChangeRequest").objects.iterator():
        named = [one["saying"] for one in request.changes if "saying" in one]
        if any("indicator" in saying for saying in named):
            for saying in named:
                saying.pop("indicator", None)
            request.save(update_fields=["changes"])


class Migration(migrations.Migration):
    dependencies = [("tracker", "0034_horizons_added_and_desk_invited")]

    operations = [
        migrations.AddField(
            model_name="commitmentversion",
            name="indicator",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tracker.indicator",
                verbose_name="indicator",
            ),
        ),
        migrations.RunPython(say_what_was_settled, forget_what_was_unknown),
    ]
