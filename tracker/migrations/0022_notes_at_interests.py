"""Notes can be written at the interests: other choices for a form, nothing of the table changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0021_endorsements"),
    ]

    operations = [
        migrations.AlterField(
            model_name="reviewnote",
            name="field",
            field=models.CharField(
                choices=[
                    ("answer", "Answer"),
                    ("value", "Figure"),
                    ("done", "Steps reached"),
                    ("reference_on", "Year or date"),
                    ("narrative", "What happened"),
                    ("grade", "How well it is known"),
                    ("first_url", "First page"),
                    ("second_url", "Second page"),
                    ("conflict", "Interests"),
                ],
                max_length=20,
                verbose_name="field",
            ),
        ),
    ]
