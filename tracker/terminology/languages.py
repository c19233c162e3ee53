"""Which of our languages a text is in, guessed from its small words and its accents."""

from collections import Counter

from tracker.terminology.words import Words, word_set

LANGUAGES = ("en", "fr", "es")
SMALL_WORDS = {
    "en": word_set(
        "the of and to in is was were are that for with on by as at from this they has have had not be been an it "
        "which their its"
    ),
    "fr": word_set(
        "le la les des du de et est sont une un dans pour par sur au aux avec que qui ne pas ces cette l d il elle "
        "ont ete leur leurs ou se"
    ),
    "es": word_set(
        "el la los las del de y es son una un unos unas en para por con que no al su sus se lo fue fueron hay este "
        "esta como mas han"
    ),
}
ACCENTS = {"fr": frozenset("àâæçèêëîïœùûÀÂÇÈÊËÎÏŒÙÛ"), "es": frozenset("ñáíóúÑÁÍÓÚ¿¡")}


def languages_of(words: Words, *, otherwise: str) -> tuple[str, ...]:
    """The language of a text, or those between which nothing decides; `otherwise` where nothing says any."""
    found: Counter[str] = Counter()
    for word in words.folded:
        for language, small in SMALL_WORDS.items():
            found[language] += word in small
    for character in words.text:
        if not character.isascii():
            for language, accents in ACCENTS.items():
                found[language] += character in accents
    most = max(found.values(), default=0)
    return tuple(one for one in LANGUAGES if found[one] == most) if most else (otherwise,)
