"""Good practices as the product makes them, for tests."""

from uuid import uuid4

from tracker.actions import practices
from tracker.actions.entries import Link
from tracker.actions.proposals import Proposal
from tracker.enums import Language

LINK = Link(title="Yearbook", url="https://stats.example.org/yearbook")


def proposal(**more):
    """A whole proposal."""
    known = {
        "title": "A desk that answers in nine languages",
        "done": "The town opened a desk.",
        "outcome": "Half as many people were turned away.",
        "language": Language.ENGLISH,
        "commitments": ("GCM10-9",),
        "links": (LINK,),
    }
    return Proposal(**{**known, **more})


def typed(**more):
    """A whole proposal as its form sends it."""
    known = {
        "token": str(uuid4()),
        "title": "A desk that answers in nine languages",
        "language": "en",
        "done": "The town opened a desk.",
        "outcome": "Half as many people were turned away.",
        "first_url": "https://stats.example.org/yearbook",
        "first_title": "Yearbook",
        "commitments": ["GCM10-9"],
    }
    return {**known, **more}


def proposed(cast, given=None, *, by=None, committee=None):
    """A draft by the reporter."""
    return practices.propose(
        committee or cast.committee, given or proposal(), by=by or cast.reporter, token=uuid4()
    )


def handed_in(cast, given=None, **more):
    """One that waits for a decision."""
    practice = proposed(cast, given, **more)
    return practices.submit(practice, by=practice.author)


def sent_back(cast, given=None, *, reason="Name the year."):
    """One that the reviewer sent back."""
    return practices.send_back(handed_in(cast, given), by=cast.reviewer, reason=reason)


def made_public(cast, given=None, **more):
    """One that the reviewer published."""
    return practices.publish(handed_in(cast, given, **more), by=cast.reviewer)
