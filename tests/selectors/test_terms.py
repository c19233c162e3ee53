"""Terms as they are looked up and read."""

from tracker.models import Term
from tracker.selectors.terms import hint_rows, lexicon


def make_term(code, pattern, **more):
    known = {"language": "en", "avoid": ["a"], "prefer": ["b"], "why": "c", "severity": "info"}
    return Term.objects.create(code=code, pattern=pattern, **{**known, **more})


def test_a_changed_term_counts_at_once(db):
    term = make_term("EN-1", "maid(s)")
    before = hint_rows("The maids left.")

    term.pattern = "nanny|nannies"
    term.save()

    assert [row.word for row in before] == ["maids"]
    assert [row.word for row in hint_rows("The maids and nannies left.")] == ["nannies"]


def test_a_term_that_cannot_be_read_is_left_out_and_spoils_no_other(db):
    make_term("EN-1", r"\bmaids?\b")
    make_term("EN-2", "maid(s)", allow_patterns=["("])
    make_term("EN-3", "maid(s)")

    assert [row.code for row in hint_rows("The maids left.")] == ["EN-3"]
    assert set(lexicon().rules) == {"EN-3"}


def test_the_same_terms_are_made_ready_once(db):
    make_term("EN-1", "maid(s)")

    assert lexicon() is lexicon()


def test_a_term_is_said_once_with_the_words_around_it(db):
    make_term("EN-1", "maid(s)")
    text = "Long before anything else was said about it in this text, the maid came; maids came after her to this."

    (row,) = hint_rows(text)

    assert (row.before, row.word, row.after) == (
        "… was said about it in this text, the ",
        "maid",
        " came; maids came after her to this.",
    )
