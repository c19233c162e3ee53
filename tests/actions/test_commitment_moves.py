"""Where the status of a commitment may go, and what must be there before it is adopted."""

from dataclasses import replace
from itertools import product

import pytest

from tests.actions.look import everything
from tests.cast import DUE, LEVEL, make_commitment, make_indicator, make_target, named_by_all
from tracker.actions.commitment_moves import BACK_TO_PROPOSED, NO_MORE_MEASURED, NO_TARGET, NOT_MEASURED
from tracker.actions.commitments import BadSaying, revise, saying_of
from tracker.actions.wordings import Wording
from tracker.enums import CommitmentStatus
from tracker.models import Commitment
from tracker.scoring import Kind

PROPOSED, ADOPTED, RETIRED = CommitmentStatus.PROPOSED, CommitmentStatus.ADOPTED, CommitmentStatus.RETIRED
# The moves once more, from docs/data.md and not from the code.
MOVES = [(PROPOSED, ADOPTED), (PROPOSED, RETIRED), (ADOPTED, RETIRED), (RETIRED, ADOPTED)]
OTHERS = [cell for cell in product(CommitmentStatus, repeat=2) if cell[0] != cell[1] and cell not in MOVES]
YES_NO = Wording(title="A procedure is in place", kind=Kind.YES_NO, due_on=DUE[2])


def move(cast, commitment, to, **changes):
    saying = replace(saying_of(commitment), status=to, **changes)
    return revise(commitment, saying, by=cast.administrator, reason="Agreed.")


def refused(cast, commitment, to, **changes):
    before = everything()
    with pytest.raises(BadSaying) as caught:
        move(cast, commitment, to, **changes)
    assert everything() == before
    return [(fault.field, fault.message) for fault in caught.value.faults]


@pytest.mark.parametrize(("stands", "to"), MOVES)
def test_move_in_the_table_makes_a_version(cast, stands, to):
    Commitment.objects.update(indicator=make_indicator(), status=stands)
    cast.commitment.refresh_from_db()

    version = move(cast, cast.commitment, to)

    cast.commitment.refresh_from_db()
    assert (version.number, version.status, cast.commitment.status) == (2, to, to)


@pytest.mark.parametrize(("stands", "to"), OTHERS)
def test_other_move_is_refused_with_words(cast, stands, to):
    Commitment.objects.update(indicator=make_indicator(), status=stands)
    cast.commitment.refresh_from_db()

    assert refused(cast, cast.commitment, to) == [("status", BACK_TO_PROPOSED)]


def test_commitment_without_a_target_is_not_adopted(cast):
    bare = make_commitment("GCM10-7", objective=cast.objective, status=PROPOSED, indicator=make_indicator())

    assert refused(cast, bare, ADOPTED) == [("status", NO_TARGET)]
    # Nor one that says it cannot be verified: there is nothing to keep to.
    why = {"verifiable": False, "why_not_verifiable": "No register."}
    assert refused(cast, bare, ADOPTED, **why) == [("status", NO_TARGET)]


@pytest.fixture
def unmeasured(cast):
    """A proposal with a figure to reach, and no indicator that says what is counted."""
    made = make_commitment("GCM10-7", objective=cast.objective, status=PROPOSED)
    make_target(made, 5, Wording(**LEVEL))
    return made


def test_commitment_that_nothing_measures_is_not_adopted_as_verifiable(cast, unmeasured):
    assert refused(cast, unmeasured, ADOPTED) == [("status", NOT_MEASURED)]


@pytest.mark.parametrize("mended", ["indicator", "indicator before", "target of yes or no", "reason"])
def test_commitment_is_adopted_once_it_is_mended(cast, unmeasured, mended):
    changes = {}
    if mended == "indicator":
        changes = {"indicator": make_indicator()}
    elif mended == "indicator before":
        move(cast, unmeasured, PROPOSED, indicator=make_indicator())
        unmeasured.refresh_from_db()
    elif mended == "target of yes or no":
        make_target(unmeasured, 2, YES_NO)
    else:
        changes = {"verifiable": False, "why_not_verifiable": "No register."}

    version = move(cast, unmeasured, ADOPTED, **changes)

    assert (version.status, version.why_not_verifiable) == (ADOPTED, changes.get("why_not_verifiable", ""))


def test_adopted_commitment_does_not_claim_later_what_nothing_measures(cast, unmeasured):
    move(cast, unmeasured, ADOPTED, verifiable=False, why_not_verifiable="No register.")
    unmeasured.refresh_from_db()

    claim = {"verifiable": True, "why_not_verifiable": ""}
    assert refused(cast, unmeasured, ADOPTED, **claim) == [("status", NOT_MEASURED)]


def test_adopted_commitment_does_not_lose_the_indicator_that_measures_it(cast, unmeasured):
    move(cast, unmeasured, ADOPTED, indicator=make_indicator())
    unmeasured.refresh_from_db()

    assert refused(cast, unmeasured, ADOPTED, indicator=None) == [("indicator", NO_MORE_MEASURED)]
    # It may name another, and none once a target needs none.
    another = make_indicator("IND-2")
    assert move(cast, unmeasured, ADOPTED, indicator=another).indicator == another
    unmeasured.refresh_from_db()
    make_target(unmeasured, 2, YES_NO)
    assert move(cast, unmeasured, ADOPTED, indicator=None).indicator is None


@pytest.mark.parametrize(
    ("status", "changes"),
    [
        (PROPOSED, {}),
        (RETIRED, {}),
        (ADOPTED, {"verifiable": False, "why_not_verifiable": "No register."}),
    ],
)
def test_indicator_is_taken_away_where_nothing_is_claimed(cast, status, changes):
    named_by_all()
    Commitment.objects.update(status=status)
    cast.commitment.refresh_from_db()

    version = move(cast, cast.commitment, status, indicator=None, **changes)

    cast.commitment.refresh_from_db()
    assert (version.indicator, cast.commitment.indicator) == (None, None)


def test_adopted_commitment_is_reworded_whatever_it_lacks(cast):
    """It was adopted before anybody asked: that is no reason to keep its words as they are."""
    version = move(cast, cast.commitment, ADOPTED, title="Clearer words")

    assert version.title == "Clearer words"
