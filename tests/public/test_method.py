import pytest

from tests.public.world import words_of
from tracker.public.method import STATUSES_OF
from tracker.public.worked import gathered_example, worked_example
from tracker.scoring import METHOD_VERSION, Mark, Status
from tracker.scoring.marks import MARK_OF_STATUS


@pytest.fixture
def words(client, db):
    return words_of(client.get("/method/").content.decode())


@pytest.mark.parametrize(
    "said",
    [
        "Where it began: 85 613 victims in 2018. This is the baseline.",
        "Where it should end: 60 % less is 85 613 × 0.4 = 34 245.2, by the end of 2023.",
        "Where it is: 133 943 in 2023.",
        "How long the way is: 34 245.2 − 85 613 = −51 367.8.",
        "How far it moved: 133 943 − 85 613 = 48 330.",
        "The share of the way: 48 330 ÷ −51 367.8 = −94.0 %. It is below 0: the figure moved away from the goal.",
        "The date has passed, there is a figure for it, and the goal is not reached: Missed.",
    ],
)
def test_trafficking_is_worked_step_by_step(words, said):
    assert said in words


def test_worked_example_is_what_the_engine_says():
    found = worked_example()

    assert (found.status, found.mark, found.share < 0) == (Status.MISSED, Mark.NOT_MET, True)


def test_many_targets_as_one_are_worked_by_the_engine(words):
    found = gathered_example().together

    assert (found.score, found.lower, found.upper, found.published) == (50, 30, 70, False)
    assert "Score, over what is known (50 + 100 + 0) ÷ 3 = 50" in words
    assert "Coverage 3 ÷ 5 = 60 %, by weight" in words
    assert "30 if all that is missing were 0, 70 if it were 100" in words
    assert "A score is shown at 80 % coverage or more." in words


def test_every_status_is_listed_once_under_the_marks_it_can_carry():
    listed = [status for _marks, statuses in STATUSES_OF for status in statuses]

    assert sorted(listed) == sorted(Status)
    assert {
        status: marks for marks, statuses in STATUSES_OF for status in statuses if status in MARK_OF_STATUS
    } == {status: (mark,) for status, mark in MARK_OF_STATUS.items()}


def test_every_mark_is_explained():
    assert {mark for marks, _statuses in STATUSES_OF for mark in marks} == set(Mark)


def test_page_names_its_version_and_the_file_with_the_whole_method(words):
    assert f"Method, version {METHOD_VERSION}" in words
    assert "stands in the file docs/scoring.md of this software" in words


def test_help_leads_to_where_one_tells_of_an_error(client, db):
    html = client.get("/method/").content.decode()

    assert 'id="help"' in html
    assert 'href="/about/#help"' in html
