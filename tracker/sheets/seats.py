"""Tables of seats: who sits on which committee. They hold addresses of people, and are for administrators alone."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from tracker.actions.desk_checks import faults_in_side, faults_in_term
from tracker.actions.desk_rows import InTheWay, MadeRow
from tracker.actions.entries import Fault
from tracker.actions.seat_rows import keep_seats, undo_seats
from tracker.actions.table_kinds import CellFault, ChangedSince, Made
from tracker.enums import SeatRole, TableKind
from tracker.forms.fields import IsoDate
from tracker.models import Committee, Constituency, FocalPoint, Organisation, Seat, User
from tracker.sheets.base import Asked, Record
from tracker.sheets.columns import Column
from tracker.sheets.desk import DeskSheet
from tracker.sheets.fields import LONG_AGO, Among, OneOf, of

# A seat may end in the future.
FAR = date(2100, 12, 31)
# A committee and a person: their ids.
Pair = tuple[int, int]


class Seats(DeskSheet):
    """Seats, by committee, member and first day."""

    kind = TableKind.SEATS
    model = Seat
    about = _(
        "One row for each seat. The member is named by the address of an account: whoever has none is invited first. "
        "Another role, or another first day, is another seat. This table holds addresses: keep it to yourself."
    )
    key = ("committee", "member", "starts_on")
    fixed = frozenset(("constituency", "role"))
    undoing = _(
        "Changed seats say again what they said. New ones end today, or tomorrow where they began today, and stay on "
        "record; those that have not begun are deleted. Where somebody changed one since, nothing is undone."
    )

    committee = Column(
        Among(Committee.objects.select_related("place").all, code=lambda row: row.slug),
        _("Committee"),
        _("Its name in addresses."),
        needed=True,
        example="switzerland",
    )
    member = Column(
        Among(
            User.objects.exclude(email="").all,
            code=lambda row: row.email,
            words=_("No account has this address. Invite the person first."),
        ),
        _("Member"),
        _("The e-mail address of the member’s account."),
        needed=True,
        example="member@example.org",
        also=("email", "address"),
    )
    constituency = Column(
        Among(Constituency.objects.all, code=lambda row: row.code, names=lambda row: row.names.values()),
        _("Constituency"),
        _("The code of the kind of stakeholder that the seat is held for."),
        needed=True,
        example="migrants",
    )
    organisation = Column(
        Among(
            Organisation.objects.all,
            code=lambda row: row.name,
            words=_("There is no such organisation. Bring in the table of organisations first."),
        ),
        _("Organisation"),
        _("The name of the organisation that the member comes from, if there is one."),
        example="The Migrants’ Union",
    )
    role = Column(
        OneOf(of(SeatRole)),
        _("Role"),
        _("reporter, reviewer, coordinator or observer."),
        needed=True,
        example="reporter",
    )
    starts_on = Column(
        IsoDate(earliest=LONG_AGO, latest=FAR),
        _("From"),
        _("The first day, as YYYY-MM-DD."),
        needed=True,
        example="2026-01-01",
    )
    ends_on = Column(
        IsoDate(earliest=LONG_AGO, latest=FAR),
        _("Until"),
        _("The day on which it is not held any more; empty while it is open."),
    )

    def load(self) -> Iterable[Record]:
        """Every seat. One query."""
        about = ("committee__place", "user", "constituency", "organisation")
        for row in Seat.objects.select_related(*about).order_by("committee__slug", "pk"):
            yield Record(
                kept=row.pk,
                committee=row.committee,
                member=row.user,
                constituency=row.constituency,
                organisation=row.organisation,
                role=SeatRole(row.role),
                starts_on=row.starts_on,
                ends_on=row.ends_on,
            )

    @cached_property
    def speaking(self) -> set[Pair]:
        """Who speaks for which place, at any time: places and people."""
        return set(FocalPoint.objects.values_list("place", "user"))

    def check(self, asked: Asked) -> Iterator[CellFault]:
        """What its days allow, and that nobody sits on the committee of a place and speaks for it."""
        record, before = asked.record, asked.before
        if before and before.ends_on == record.ends_on:
            return
        faults = list(faults_in_term(record.starts_on, record.ends_on, has_open=False))
        if not faults and (record.committee.place_id, record.member.pk) in self.speaking:
            days = {"starts_on": record.starts_on, "ends_on": record.ends_on}
            faults += [
                Fault(fault.field or "member", fault.message)
                for fault in faults_in_side(record.member, record.committee, **days)
            ]
        yield from (self.cell_fault(record, fault) for fault in faults)

    def faults_together(self) -> Iterator[tuple[Asked, Fault]]:
        """A member has one open seat on a committee, once all rows are stored."""
        said = {**self.stored, **{self.key_of(one.record): one.record for one in self.asked}}
        seats: dict[Pair, int] = {}
        for record in said.values():
            if record.ends_on is None:
                pair = record.committee.pk, record.member.pk
                seats[pair] = seats.get(pair, 0) + 1
        for one in self.asked:
            pair = one.record.committee.pk, one.record.member.pk
            has_open = one.record.ends_on is None and seats[pair] > 1
            for fault in faults_in_term(one.record.starts_on, one.record.ends_on, has_open=has_open):
                yield one, fault

    def store(self, *, by: User, reason: str, from_on: date) -> Made:
        """Those that end come first: never does a member have two open seats."""
        self.asked.sort(key=lambda one: one.record.ends_on is None)
        return [one.as_json() for one in keep_seats(self.changes(), about=self.about_together, by=by)]

    def undo(self, made: Made, *, by: User, reason: str) -> None:
        """Change them back; those that were new end."""
        kept = [MadeRow.from_json(one) for one in made]
        try:
            undo_seats(kept, about=self.about_together, by=by, reason=reason)
        except InTheWay as late:
            raise ChangedSince(late.names) from None

    def values_of(self, record: Record) -> dict[str, Any]:
        """What a record says, by the columns of the model."""
        return {
            "committee_id": record.committee.pk,
            "user_id": record.member.pk,
            "constituency_id": record.constituency.pk,
            "organisation_id": record.organisation.pk if record.organisation else None,
            "role": record.role.value,
            "starts_on": record.starts_on,
            "ends_on": record.ends_on,
        }
