"""Every case of the corpus that concerns one field, against cleaning alone."""

from collections import Counter
from datetime import date
from functools import partial

import pytest

from tests.cleaning.corpus import EXTRA_KEYS, all_cases, elsewhere, field_cases
from tracker import cleaning
from tracker.cleaning import MESSAGES, Unclean

TODAY = date(2026, 11, 24)

ANSWERED_BY = {
    "short_text(200)": partial(cleaning.text, max_length=200),
    "narrative(20000)": partial(cleaning.text, max_length=20_000, multiline=True),
    "integer(0..10^9)": cleaning.whole_number,
    "percent(0..100,2dp)": cleaning.percent,
    "date": partial(cleaning.iso_date, today=TODAY),
    "date(evidence)": partial(cleaning.iso_date, today=TODAY, latest=TODAY),
    "datetime": partial(cleaning.iso_date, today=TODAY),
    "evidence_url": cleaning.web_link,
    "email": cleaning.email,
    "slug": cleaning.slug,
    "uuid": cleaning.token,
    "page": partial(cleaning.whole_number, minimum=1, maximum=10_000),
    "page_size": partial(cleaning.whole_number, minimum=1, maximum=100),
    "offset": partial(cleaning.whole_number, maximum=100_000),
    "q": partial(cleaning.text, max_length=200),
    "as_of": partial(cleaning.iso_date, today=TODAY, latest=TODAY),
}
# Lists of options are Django's own field; they are tried in the tests of the workspace's fields.
CHOICES = {"country", "choice(status)", "order", "format", "lang"}

CASES = [case for case in field_cases() if case.kind not in CHOICES]


@pytest.mark.parametrize("case", [case for case in CASES if not case.accepted], ids=lambda case: case.id)
def test_a_bad_input_is_refused_with_words(case):
    clean = ANSWERED_BY[case.kind]

    try:
        outcome = clean(case.value)
    except Unclean as refusal:
        outcome = refusal.code

    # Blank text is "" here; whether that is an answer, the form knows.
    assert outcome == "" or outcome in MESSAGES


@pytest.mark.parametrize("case", [case for case in CASES if case.accepted], ids=lambda case: case.id)
def test_a_good_input_is_accepted(case):
    clean = ANSWERED_BY[case.kind]

    outcome = clean(case.value)

    assert outcome == case.stored


def test_every_case_is_answered_in_exactly_one_place():
    here = [case.id for case in field_cases()]

    counted = Counter([*here, *elsewhere(), *EXTRA_KEYS])

    assert counted == Counter(case.id for case in all_cases())
    assert {case.kind for case in field_cases()} == set(ANSWERED_BY) | CHOICES
