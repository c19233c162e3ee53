"""Whether a committee is protected, and by what it is known in public."""

import secrets

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tracker.actions.audit import record
from tracker.enums import Credit, Duty, Protection
from tracker.models import Committee, User
from tracker.permissions import check_duty
from tracker.selectors.known import Known

# Without vowels and without what looks alike: no word comes out, and it can be read aloud.
LETTERS = "23456789bcdfghjkmnpqrstvwxz"
LENGTH = 8


@transaction.atomic
def set_credit(committee: Committee, credit: Credit, *, by: User) -> Committee:
    """Say by what the committee is known from now on: by its name where it is open, else protected.

    What went out under a safer credit keeps it; a safer one than before holds for everything at once.
    """
    held = Committee.objects.select_for_update(of=("self",), no_key=True).get(pk=committee.pk)
    check_duty(by, held, Duty.COORDINATE, on=timezone.localdate())
    if held.credit == credit:
        return held
    held.credit = credit
    held.protection = Protection.OPEN if credit == Credit.NAMED else Protection.PROTECTED
    if held.is_protected and held.label is None:
        held.label = new_label()
    held.save(update_fields=["credit", "protection", "label"])
    record("committee.protected", by=by, about=held.slug, credit=str(credit))
    return held


def new_label() -> str:
    """A label that no committee has, by chance alone: neither its age nor its place can be read from it."""
    while True:
        label = "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))
        if not Committee.objects.filter(Q(label=label) | Q(open_label=label)).exists():
            return label


def label_for(committee: Committee, known: Known) -> str:
    """The label to keep with a report that is decided on; empty where that is the committee's own, or none.

    An open committee gets one of its own for this, once. Its row is held by whoever calls.
    """
    if known.credit != Credit.PSEUDONYM:
        return ""
    if known.label is not None or committee.is_protected:
        return known.label or ""
    if committee.open_label is None:
        committee.open_label = new_label()
        committee.save(update_fields=["open_label"])
    return committee.open_label
