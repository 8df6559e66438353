"""Compares texts, whoever wrote them: pure scoring, with a lexicon kept as data.

Must not know the database, nor what is compared.
"""

from storage.matching.alike import likeness, shared
from storage.matching.entries import Entry, Traits, Wish
from storage.matching.index import Alike, Index
from storage.matching.lexicon import lexicon, topics, with_words
from storage.matching.names import subject_name
from storage.matching.ranking import Register
from storage.matching.reading import Reader
from storage.matching.reasons import Why, why

__all__ = [
    "Alike",
    "Entry",
    "Index",
    "Reader",
    "Register",
    "Traits",
    "Why",
    "Wish",
    "lexicon",
    "likeness",
    "shared",
    "subject_name",
    "topics",
    "why",
    "with_words",
]
