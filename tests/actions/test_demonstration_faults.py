"""What is wrong with the files of the demonstration is named, and nothing is stored."""

import pytest

from tests.reference import Files
from tracker.actions.demonstration import BadData, load_demonstration
from tracker.actions.demonstration.load import FOLDER
from tracker.models import Loading, Place, User


@pytest.fixture
def spoiled(tmp_path):
    """A copy of the files, to spoil."""
    return Files(tmp_path, of=FOLDER)


def refused(files):
    with pytest.raises(BadData) as bad:
        load_demonstration(files.folder, passphrase="a passphrase for trying out")
    assert (Place.objects.filter(fictional=True).count(), User.objects.count()) == (0, 0)
    assert not Loading.objects.filter(name="demonstration").exists()
    return [(fault.file, fault.row, fault.column) for fault in bad.value.faults]


@pytest.mark.django_db
def test_without_the_reference_data_there_is_nothing_to_demonstrate(spoiled):
    assert refused(spoiled) == [("baselines.csv", 2, "commitment")]


@pytest.mark.django_db
@pytest.mark.usefixtures("reference")
@pytest.mark.parametrize(
    ("file", "column", "value", "where"),
    [
        ("baselines.csv", "commitment", "GCM99-1", {"place": "xfi", "commitment": "GCM12-1"}),
        ("seats.csv", "constituency", "pirates", {"committee": "examplia", "person": "observer"}),
        ("seats.csv", "person", "nobody", {"committee": "examplia", "person": "observer"}),
        ("committees.csv", "place", "atlantis", {"committee": "fictiva"}),
        ("reports.csv", "answer", "maybe", {"commitment": "GCM09-1"}),
        ("reports.csv", "value", "-5", {"commitment": "GCM12-1", "place": "xex"}),
        ("people.csv", "signs_in", "perhaps", {"person": "observer"}),
    ],
)
def test_row_that_is_wrong_is_named(spoiled, file, column, value, where):
    row = spoiled.change(file, column, value, **where)

    assert refused(spoiled) in ([(file, row, column)], [(file, row, "commitment")])


@pytest.mark.django_db
@pytest.mark.usefixtures("reference")
def test_missing_file_is_named(spoiled):
    (spoiled.folder / "people.csv").unlink()

    assert refused(spoiled) == [("people.csv", 0, "")]
