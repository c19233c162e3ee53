"""A file of evidence says which one of its report it is."""

from tests.cast import drafted
from tests.handed_in import clean_file


def test_file_says_which_one_of_its_report_it_is(cast):
    report = drafted(cast)

    assert str(clean_file(report, number=3)) == f"{report.uuid}/E3"
