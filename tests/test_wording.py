"""The names by which people speak of reports."""

from uuid import UUID, uuid4

from tracker.wording import READABLE, short_reference


def test_a_reference_is_short_and_follows_from_the_id():
    assert short_reference(UUID("9e70a076-0865-43b5-9fd3-464d24c5161d")) == "GCM-KSRA0X"
    assert short_reference(UUID(int=0)) == "GCM-000000"
    assert short_reference(UUID(int=2**128 - 1)) == "GCM-ZZZZZZ"


def test_a_reference_has_no_letter_that_reads_as_another():
    written = {letter for _ in range(200) for letter in short_reference(uuid4())[4:]}

    assert written <= set(READABLE)
    assert not set("ILOU") & set(READABLE)
    assert len(set(READABLE)) == 32
