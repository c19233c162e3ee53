"""The round of the demonstration, its work shared out: some of it done, some late, counted from the loading on."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from tracker.actions.demonstration.places import Applied, applied_in
from tracker.actions.loading.sheets import Row
from tracker.models import Assignment, Committee, Round, User


def make_rounds(rows: list[Row], *, today: date) -> dict[Any, Round]:
    """The rounds by what the files call them."""
    return {
        row["round"]: Round.objects.create(
            slug=row["round"],
            name=row["name"],
            opens_on=today - timedelta(days=row["opened_ago"]),
            closes_on=today + timedelta(days=row["closes_in"]),
        )
        for row in rows
    }


def make_assignments(
    rows: list[Row],
    applied: Applied,
    *,
    rounds: Mapping[Any, Round],
    committees: Mapping[Any, Committee],
    people: Mapping[Any, User],
    today: date,
) -> None:
    """Who reports on what. What is late was due before the loading, which no act can say: so it is written here."""
    for row in rows:
        committee = committees[row["committee"]]
        days = -row["late_by"] if row["late_by"] else row["due_in"]
        Assignment.objects.create(
            round=rounds[row["round"]],
            committee=committee,
            place_target=applied_in(row, applied, years=row["years"], place=committee.place.code),
            user=people[row["person"]],
            due_on=today + timedelta(days=days),
            at=timezone.now(),
        )
