"""Finding words whatever their accents, their case and a slip of the keys: the same on every database."""

from tracker.finding.snippets import Piece, snippet
from tracker.finding.spelling import LONGEST_WORD, closeness, spellings
from tracker.finding.words import Word, folded, words_in

__all__ = ["LONGEST_WORD", "Piece", "Word", "closeness", "folded", "snippet", "spellings", "words_in"]
