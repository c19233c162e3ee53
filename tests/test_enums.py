import pytest

from tracker import scoring
from tracker.enums import STATUS_MEANINGS, WORDS, word_of
from tracker.scoring import (
    Answer,
    Because,
    Better,
    Grade,
    Kind,
    LeftOutReason,
    Mark,
    NoProjection,
    Path,
    Status,
    Verdict,
)

# What is refused at entry is worded where it is refused.
SHOWN = {Answer, Because, Better, Grade, Kind, LeftOutReason, Mark, NoProjection, Path, Status, Verdict}


def test_every_closed_list_a_reader_meets_has_words():
    lists = {one for one in vars(scoring).values() if isinstance(one, type) and hasattr(one, "__members__")}

    assert set(WORDS) == SHOWN
    assert lists - SHOWN == {scoring.Refusal, scoring.ChangeIn}


@pytest.mark.parametrize("closed", sorted(SHOWN, key=lambda one: one.__name__))
def test_every_member_of_a_closed_list_has_its_own_words(closed):
    words = [str(word_of(member)) for member in closed]

    assert list(WORDS[closed]) == list(closed)
    assert len(set(words)) == len(words)
    assert all(words)


def test_every_status_says_what_it_means():
    assert list(STATUS_MEANINGS) == list(Status)
