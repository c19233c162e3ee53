"""The people of the demonstration, and the seats that they hold. Who signs in does so with one passphrase."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.hashers import make_password

from tracker.actions.loading.faults import BadData
from tracker.actions.loading.sheets import Row
from tracker.actions.protection import new_label
from tracker.enums import Credit, Protection
from tracker.models import Committee, Constituency, Organisation, Place, Seat, User
from tracker.models.people import DEMONSTRATION_DOMAIN

DOMAIN = DEMONSTRATION_DOMAIN


def make_people(rows: list[Row], *, passphrase: str) -> dict[Any, User]:
    """The people by what the files call them."""
    password = make_password(passphrase)
    return {
        row["person"]: User.objects.create(
            email=f"{row['person']}@{DOMAIN}",
            name=row["name"],
            password=password if row["signs_in"] else make_password(None),
            is_staff=row["administrator"],
            is_superuser=row["administrator"],
        )
        for row in rows
    }


def make_committees(rows: list[Row], places: Mapping[Any, Place]) -> dict[Any, Committee]:
    """The committees by address."""
    return {
        row["committee"]: Committee.objects.create(
            slug=row["committee"],
            place=places[row["place"]],
            credit=row["known"],
            protection=Protection.OPEN if row["known"] == Credit.NAMED else Protection.PROTECTED,
            label=None if row["known"] == Credit.NAMED else new_label(),
            **row.pick("name", "about"),
        )
        for row in rows
    }


def make_seats(rows: list[Row], committees: Mapping[Any, Committee], people: Mapping[Any, User]) -> None:
    """Who sits where, for whom."""
    constituencies = {one.code: one for one in Constituency.objects.all()}
    for row in rows:
        if row["constituency"] not in constituencies:
            raise BadData([row.fault("constituency", "There is no such constituency.")])
        organisation, _new = Organisation.objects.get_or_create(name=row["organisation"])
        Seat.objects.create(
            committee=committees[row["committee"]],
            user=people[row["person"]],
            constituency=constituencies[row["constituency"]],
            organisation=organisation,
            **row.pick("role", "starts_on", "ends_on"),
        )


def accounts() -> list[str]:
    """The addresses with which one can sign in to the demonstration, in the order of the files."""
    people = User.objects.filter(email__endswith=f"@{DOMAIN}", is_active=True).order_by("pk")
    return [person.email for person in people if person.has_usable_password()]
