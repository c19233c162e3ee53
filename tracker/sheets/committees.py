"""Tables of committees. Who sits on them is a table of its own."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from tracker.actions.desk_checks import faults_in_committee
from tracker.actions.desk_rows import RowChange
from tracker.actions.entries import Fault
from tracker.actions.table_kinds import CellFault
from tracker.enums import TableKind
from tracker.forms.fields import Narrative, ShortText, Slug
from tracker.models import Committee
from tracker.sheets.base import Asked, Record
from tracker.sheets.columns import Column
from tracker.sheets.desk import DeskSheet
from tracker.sheets.fields import YesNo
from tracker.sheets.keys import place_column


class Committees(DeskSheet):
    """Committees, with the place that each of them follows."""

    kind = TableKind.COMMITTEES
    model = Committee
    about = _(
        "One row for each committee. One committee leads a place: where two have reported, its figure counts, for "
        "what is published from now on. No mark changes. How a protected committee is known is no column here."
    )
    key = ("slug",)
    fixed = frozenset(("place",))

    slug = Column(
        Slug(max_length=80),
        _("Address"),
        _("Its name in addresses."),
        needed=True,
        example="switzerland",
        also=("code",),
    )
    name = Column(
        ShortText(max_length=200), _("Name"), _("Its name."), needed=True, example="Committee of Switzerland"
    )
    place = place_column()
    leads = Column(
        YesNo(),
        _("Leads"),
        _("Whether its figure counts for the place: yes or no."),
        needed=True,
        example="yes",
    )
    description = Column(Narrative(max_length=20_000), _("About"), _("Who it is."), also=("about",))
    keeps_originals = Column(
        YesNo(),
        _("Keeps originals"),
        _("Whether originals of its files are kept, sealed: yes or no. Empty means no."),
        default=False,
        example="no",
    )

    def load(self) -> Iterable[Record]:
        """Every committee. One query."""
        for row in Committee.objects.select_related("place").order_by("slug"):
            yield Record(
                kept=row.pk,
                slug=row.slug,
                name=row.name,
                place=row.place,
                leads=row.leads,
                description=row.about,
                keeps_originals=row.keeps_originals,
            )

    def check(self, asked: Asked) -> Iterator[CellFault]:
        """Whether originals can be kept; who leads is looked at when all rows are known."""
        record = asked.record
        keeps = record.keeps_originals and not (asked.before and asked.before.keeps_originals)
        for fault in faults_in_committee(leads=False, keeps_originals=keeps, leader=""):
            yield self.cell_fault(record, fault)

    def faults_together(self) -> Iterator[tuple[Asked, Fault]]:
        """One committee leads a place, once all rows are stored."""
        asked = {one.record.slug: one for one in self.asked}
        said = {
            **{one.slug: one for one in self.stored.values()},
            **{slug: one.record for slug, one in asked.items()},
        }
        leading: dict[int, list[str]] = {}
        for slug, record in said.items():
            if record.leads:
                leading.setdefault(record.place.pk, []).append(slug)
        for slug, one in asked.items():
            others = [said[other].name for other in leading.get(one.record.place.pk, []) if other != slug]
            leads = bool(one.record.leads)
            for fault in faults_in_committee(leads=leads, keeps_originals=False, leader=", ".join(others)):
                yield one, fault

    def changes(self) -> list[RowChange]:
        """Those that lead no more come first: never do two lead a place."""
        self.asked.sort(key=lambda one: bool(one.record.leads))
        return super().changes()

    def values_of(self, record: Record) -> dict[str, Any]:
        """What a record says, by the columns of the model."""
        return {
            "slug": record.slug,
            "name": record.name,
            "place_id": record.place.pk,
            "leads": record.leads,
            "about": record.description,
            "keeps_originals": record.keeps_originals,
        }
