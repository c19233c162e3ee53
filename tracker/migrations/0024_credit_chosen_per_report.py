"""How its committee is shown is chosen for each report.

The new columns are empty for what is there, so no row is written; the rule about labels is checked once over the
table. Few files keep an original, so the index over those is made in no time.
"""

from django.db import migrations, models
from django.db.models import Q

LEVELS = [("named", "By its name"), ("pseudonym", "By a label"), ("region", "By its region only")]


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0023_files_of_replies"),
    ]

    operations = [
        migrations.AddField(
            model_name="committee",
            name="open_label",
            field=models.CharField(
                blank=True,
                editable=False,
                max_length=12,
                null=True,
                unique=True,
                verbose_name="label while it is open",
            ),
        ),
        migrations.AddField(
            model_name="progressreport",
            name="credit_asked",
            field=models.CharField(
                blank=True,
                choices=LEVELS,
                db_default="",
                default="",
                max_length=10,
                verbose_name="asked to be known by",
            ),
        ),
        migrations.AddField(
            model_name="progressreport",
            name="label",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                max_length=12,
                verbose_name="its label",
            ),
        ),
        migrations.AddConstraint(
            model_name="progressreport",
            constraint=models.CheckConstraint(
                condition=Q(label="") | Q(credit="pseudonym"),
                name="report_label_where_it_is_known_by_one",
            ),
        ),
        migrations.AddIndex(
            model_name="evidencefile",
            index=models.Index(
                condition=Q(original_kept=True), fields=["committee"], name="file_original_kept"
            ),
        ),
    ]
