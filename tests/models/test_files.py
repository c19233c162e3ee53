"""A file of evidence says which one of its report, or of a reply, it is."""

from uuid import uuid4

from tests.cast import drafted
from tests.handed_in import clean_file, clean_file_of_reply
from tracker.models.files import Holder


def test_file_says_which_one_of_its_report_it_is(cast):
    report = drafted(cast)

    assert str(clean_file(report, number=3)) == f"{report.uuid}/E3"


def test_file_of_a_reply_says_which_one_of_it_it_is(cast):
    uuid = uuid4()
    file = clean_file_of_reply(uuid, by=cast.stranger, number=2)

    assert (str(file), file.holder) == (f"{uuid}/E2", Holder(reply=uuid))
