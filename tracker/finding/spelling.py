"""How a word may be written when a finger slips, and how far two words are from each other.

A word is kept under itself, its beginnings, and itself with one letter left out. Whoever looks up what was typed, and
what was typed with one letter left out, meets every word that is one slip away, and many that are two: an index does
it, and no word has to be compared with all the others.
"""

from tracker.finding.words import LONGEST_WORD

SHORTEST_BEGINNING = 2
# With fewer letters than these, another word is no slip of this one.
ONE_SLIP_FROM, TWO_SLIPS_FROM = 4, 8
# Nobody mistypes a word of so many letters and cannot shorten it.
LONGEST_MISTYPED = 24
EXACT, BEGINNING, SLIP = range(3)


def spellings(word: str) -> set[str]:
    """What a word is kept under."""
    beginnings = {word[:end] for end in range(SHORTEST_BEGINNING, len(word) + 1)}
    return {word} | beginnings | one_left_out(word)


def one_left_out(word: str) -> set[str]:
    """The word with each letter left out in turn; nothing of a short one, of a number, or of an endless one."""
    if not ONE_SLIP_FROM <= len(word) <= LONGEST_MISTYPED or word.isdigit():
        return set()
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def asked_under(typed: str) -> set[str]:
    """Under what a typed word is looked up."""
    return {typed} | one_left_out(typed)


def closeness(typed: str, word: str) -> int | None:
    """EXACT, BEGINNING or SLIP: how a word answers to what was typed; None where it does not."""
    if typed == word:
        return EXACT
    if len(typed) >= SHORTEST_BEGINNING and word.startswith(typed):
        return BEGINNING
    shorter = min(len(typed), len(word))
    most = 2 if shorter >= TWO_SLIPS_FROM else 1 if shorter >= ONE_SLIP_FROM else 0
    return SLIP if not typed.isdigit() and slips_between(typed, word, most=most) <= most else None


def slips_between(one: str, other: str, *, most: int) -> int:
    """How many letters to add, leave out, change or swap turn one word into the other; at most `most` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        earlier, before, row = before, row, [at]
        for to, wanted in enumerate(other, 1):
            steps = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                steps = min(steps, earlier[to - 2] + 1)
            row.append(steps)
    return min(row[-1], most + 1)


__all__ = [
    "BEGINNING",
    "EXACT",
    "LONGEST_WORD",
    "SLIP",
    "asked_under",
    "closeness",
    "one_left_out",
    "spellings",
]
