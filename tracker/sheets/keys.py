"""The columns that several kinds of table name their rows by."""

from django.utils.translation import gettext_lazy as _

from tracker.models import Commitment, Horizon, Place
from tracker.sheets.columns import Column
from tracker.sheets.fields import Among


def commitment_column() -> Column:
    """A commitment by its code."""
    field = Among(Commitment.objects.all, code=lambda row: row.code)
    return Column(field, _("Commitment"), _("The code of the commitment."), needed=True, example="GCM10-4")


def years_column() -> Column:
    """A horizon by its years."""
    field = Among(
        Horizon.objects.all,
        code=lambda row: str(row.years),
        words=_("There is no such horizon. Write its years, for example 5."),
    )
    return Column(
        field,
        _("Years"),
        _("How many years after the baseline the target is due: the years of its horizon."),
        needed=True,
        example="5",
        also=("horizon",),
    )


def place_column() -> Column:
    """A place by its code, its three letters or a name that no other place has."""
    field = Among(
        Place.objects.all,
        code=lambda row: row.code,
        names=lambda row: (*([row.iso3] if row.iso3 else []), *row.names.values()),
        words=_("No place has this code or name. Write its code, its three letters or its name."),
    )
    return Column(
        field,
        _("Place"),
        _("The code of the place, its three letters (ISO 3166) or its name."),
        needed=True,
        example="switzerland",
        also=("code", "country", "iso3"),
    )
