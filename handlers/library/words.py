"""Words of the lexicon: what a library can add to it, what stands, and how a reader is told of it.

A word may be a phrase of a few words. Must not know the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from handlers.library import Both
from storage.matching import subject_name, topics
from storage.matching.lexicon import LONGEST_PHRASE
from storage.matching.words import words
from storage.people.rules import Language

LONGEST = 60
MOST = 200
"""Words that one library may add to one subject."""

SPARE = ",;\n"


class NoWord(Exception):
    """It cannot be a word of the lexicon; `key` is the text that says why."""

    def __init__(self, key: str, word: str) -> None:
        super().__init__(key)
        self.key = key
        self.word = word


def word_of(topic: str, written: str, own: Sequence[str]) -> str:
    """A new word as it is kept. Raises NoWord."""
    word = " ".join(written.split()).lower()
    if not 1 <= len(list(words(word))) <= LONGEST_PHRASE or len(word) > LONGEST:
        raise NoWord("wordlist.no_word", word)
    if any(letter in word for letter in SPARE):
        raise NoWord("wordlist.one_at_a_time", word)
    if word in own or word in topics().get(topic, ()):
        raise NoWord("wordlist.known", word)
    if len(own) >= MOST:
        raise NoWord("wordlist.full", word)
    return word


def own_words(kept: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """The words that stand, by subject, of what was kept; what is no list of words is none."""
    return {
        topic: tuple(str(word) for word in content)
        for topic, content in kept.items()
        if isinstance(content, list) and content and topic in topics()
    }


def named(subject: str) -> Both:
    """A subject of the lexicon by its name in the reader's language."""
    return Both(subject, subject_name(subject, Language.EN))


def quoted(written: str, subjects: Iterable[str]) -> Both:
    """What was found in somebody's words: a Danish reader is shown the words themselves, an English
    one the names of their subjects; words that have none stand as they are.
    """
    names = dict.fromkeys(subject_name(each, Language.EN) for each in subjects if each)
    return Both(written, ", ".join(names))
