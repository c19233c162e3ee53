"""Words to avoid in a text, with the words to prefer and the reason: suggestions, in plain Python.

Nothing is said of quotations, of titles of laws, nor where a term says that its word is fine. Every search takes
time in proportion to the text, whatever an administrator or a stranger types: there are no regular expressions in
the data, only phrases (`tracker/terminology/phrases.py`).
"""

from tracker.terminology.hints import Hint, Lexicon, Rule, hints_in, lexicon_of
from tracker.terminology.languages import LANGUAGES, languages_of
from tracker.terminology.phrases import BadPhrase, Phrase, phrase_of

__all__ = [
    "LANGUAGES",
    "BadPhrase",
    "Hint",
    "Lexicon",
    "Phrase",
    "Rule",
    "hints_in",
    "languages_of",
    "lexicon_of",
    "phrase_of",
]
