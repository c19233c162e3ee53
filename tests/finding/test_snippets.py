"""Some words of a text around those looked for, with these marked."""

from tracker.finding import snippet


def pieces(text, *wanted, **more):
    return [(piece.words, piece.found) for piece in snippet(text, set(wanted).__contains__, **more)]


def test_words_are_marked_as_they_are_written():
    assert pieces("A Détention, of migrants.", "detention", "migrants") == [
        ("A ", False),
        ("Détention", True),
        (", of ", False),
        ("migrants", True),
        (".", False),
    ]


def test_long_text_is_cut_between_words_around_the_first():
    text = "before " * 100 + "found " + "after " * 100

    found = pieces(text, "found")

    assert found[0] == ("… ", False)
    assert found[2] == ("found", True)
    assert found[-1] == (" …", False)
    assert sum(len(words) for words, _found in found) <= 250
    assert {word for words, _found in found for word in words.split()} == {"…", "before", "found", "after"}


def test_text_without_the_word_shows_its_beginning():
    assert pieces("one two", "three") == [("one two", False)]
    assert pieces("", "three") == []


def test_text_that_never_breaks_is_cut_all_the_same():
    (first, last) = pieces("x" * 5_000, "y")

    assert (len(first[0]), last) == (240, (" …", False))
