"""One table, about as wide as what a form of the product keeps."""

from django.db import models

from bench.speed.plain.notes import TABLE


class Note(models.Model):
    """What the form keeps; the bench makes its table."""

    title = models.CharField(max_length=200)
    text = models.TextField()
    about_on = models.DateField()
    value = models.DecimalField(max_digits=15, decimal_places=4)

    class Meta:
        managed = False
        db_table = TABLE

    def __str__(self) -> str:
        return self.title
