"""A committee that is protected, as its coordinator makes it."""

from tracker.actions.protection import set_credit
from tracker.enums import Credit


def protect(cast, credit=Credit.REGION):
    """The cast's committee, known by its region or by a label from now on."""
    return set_credit(cast.committee, credit, by=cast.coordinator)
