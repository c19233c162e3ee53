"""Where a text names a law: its title may use any word. What looks like a title counts as one."""

from collections.abc import Iterator

from tracker.terminology.words import Words, word_set

# Written with a capital among other words with capitals: “the Aliens Act 1905”.
LAWS = word_set(
    "act bill code constitution convention decree directive law ordinance order pact protocol "
    "regulation regulations resolution statute treaty framework declaration"
)
SMALL = word_set(
    "a an and against by concerning for from in into of on or regarding relating the to with "
    "de del la las los el y e sobre contra du des le les et l d sur contre"
)
# Followed by a number, or written with a capital: « la loi n° 93-1027 relative à … », “Ley Orgánica 4/2000 sobre …”.
NAMED = word_set(
    "loi decret ordonnance arrete circulaire directive code convention protocole reglement "
    "ley decreto ordenanza orden circular directiva codigo convenio protocolo reglamento resolucion"
)
ANY_LAW = LAWS | NAMED
LEADS_IN = word_set(
    "relative relatif relatives relatifs relativa relativo sur portant contre visant instituant "
    "sobre contra por para reguladora on against concerning relating regarding"
)
BEFORE_LEADING_IN, LONGEST_TITLE, NUMBER_WITHIN = 10, 14, 4


def titles_in(words: Words) -> list[tuple[int, int]]:
    """The titles of laws, from word to word."""
    return [*_with_capitals(words), *_with_names(words)]


def _with_capitals(words: Words) -> Iterator[tuple[int, int]]:
    """Runs of words with capitals, small words among them, that have the word for a law in them."""
    start = 0
    for at in range(len(words) + 1):
        if at < len(words) and _goes_on(words, at, start):
            continue
        capitals = [one for one in range(start, at) if words.written(one)[0].isupper()]
        if len(capitals) > 1 and any(words.folded[one] in ANY_LAW for one in capitals):
            yield capitals[0], at
        start = at


def _goes_on(words: Words, at: int, start: int) -> bool:
    if at > start and not _nothing_between(words, at):
        return False
    first = words.written(at)[0]
    return first.isupper() or first.isdigit() or (at > start and words.folded[at] in SMALL)


def _nothing_between(words: Words, at: int) -> bool:
    """Whether a word follows the one before, or stands in brackets as an “(Amendment)” does."""
    gap = words.text[words.spans[at - 1][1] : words.spans[at][0]]
    return words.joined[at] or (words.in_sentence[at] and not gap.strip(" ()"))


def _with_names(words: Words) -> Iterator[tuple[int, int]]:
    """What follows the word for a law, where it has a number or a capital, and then says what it is about."""
    done = 0
    for at in range(len(words)):
        if at < done or words.folded[at] not in ANY_LAW or not _names_a_law(words, at):
            continue
        end, led_in = at + 1, False
        while end < len(words) and words.in_clause[end]:
            led_in = led_in or words.folded[end] in LEADS_IN
            if end - at > (LONGEST_TITLE if led_in else BEFORE_LEADING_IN):
                break
            end += 1
        if led_in:
            done = end
            yield at, end


def _names_a_law(words: Words, at: int) -> bool:
    if words.folded[at] in NAMED and words.written(at)[0].isupper() and words.in_sentence[at]:
        return True
    following = range(at + 1, min(at + 1 + NUMBER_WITHIN, len(words)))
    return any(words.folded[one].isdecimal() for one in following if words.in_clause[one])
