"""Tables of organisations."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from tracker.enums import TableKind
from tracker.forms.fields import ShortText, WebLink
from tracker.models import Organisation
from tracker.sheets.base import Record
from tracker.sheets.columns import Column
from tracker.sheets.desk import DeskSheet


class Organisations(DeskSheet):
    """Organisations that members come from."""

    kind = TableKind.ORGANISATIONS
    model = Organisation
    about = _("One row for each organisation that members come from. Another name is another organisation.")
    key = ("name",)

    name = Column(
        ShortText(max_length=200), _("Name"), _("Its name."), needed=True, example="The Migrants’ Union"
    )
    website = Column(
        WebLink(), _("Website"), _("The address of its page."), example="https://union.example.org/"
    )

    def load(self) -> Iterable[Record]:
        """Every organisation. One query."""
        for row in Organisation.objects.order_by("name"):
            yield Record(kept=row.pk, name=row.name, website=row.website)

    def values_of(self, record: Record) -> dict[str, Any]:
        """What a record says, by the columns of the model."""
        return {"name": record.name, "website": record.website}
