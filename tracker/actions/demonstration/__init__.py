"""The demonstration: States that do not exist, the people who follow them, and what they reported."""

from tracker.actions.demonstration.load import load_demonstration
from tracker.actions.demonstration.people import accounts
from tracker.actions.loading.faults import BadData

__all__ = ["BadData", "accounts", "load_demonstration"]
