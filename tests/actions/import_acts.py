"""Acts on tables that are brought in: how each is prepared, and what it leaves in the chain."""

from tests.tables import ARCADIA, brought
from tracker.actions import imports
from tracker.actions.import_work import work_on


def bring_in(cast):
    return lambda: brought(cast.administrator, ARCADIA)


def checked(cast):
    return work_on(bring_in(cast)())


def give_up(cast):
    batch = checked(cast)
    return lambda: imports.give_up(batch, by=cast.administrator)


def ask_to_store(cast):
    batch = checked(cast)
    return lambda: imports.ask_to_store(batch, by=cast.administrator)


def ask_to_undo(cast):
    stored = work_on(ask_to_store(cast)())
    return lambda: imports.ask_to_undo(stored, by=cast.reviewer, reason="Wrong.")


IMPORT_ACTS = {
    "imports.bring_in": [(bring_in, ["import.received"])],
    "imports.give_up": [(give_up, ["import.given_up"])],
    "imports.ask_to_store": [(ask_to_store, ["import.confirmed"])],
    "imports.ask_to_undo": [(ask_to_undo, ["import.undo_asked"])],
}
