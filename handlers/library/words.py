"""Words of the lexicon: what a library can add to it, what stands, and how a reader is told of it.

A word may be a phrase of a few words. Must not know the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from handlers.library import Both
from storage.matching import subject_name, topics
from storage.matching.lexicon import LONGEST_PHRASE
from storage.matching.words import fold, words
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


def subjects_with(wanted: str, own: Mapping[str, Sequence[str]], language: Language) -> list[str]:
    """The subjects that have a word, or are called so in either language, the nearest first, then
    by the names that their reader sees; "" is in all of them. `own` are the library's own words.
    """
    folded = fold(wanted.strip())
    found = {topic: _distance(topic, folded, own.get(topic, ())) for topic in topics()}
    near = [topic for topic, distance in found.items() if distance is not None]
    return sorted(near, key=lambda topic: (found[topic], subject_name(topic, language)))


def _distance(topic: str, wanted: str, own: Sequence[str]) -> int | None:
    """How far a word is from a subject: 0 where it begins a word of its names, 1 where it begins
    one of its own, 2 where it stands inside of any, None where it is not.
    """
    names, came = _folded()[topic]
    known = f"{came}{_one_after_another(own)}"
    if f" {wanted}" in names:
        return 0
    if f" {wanted}" in known:
        return 1
    return 2 if wanted in f"{names}{known}" else None


@lru_cache(maxsize=1)
def _folded() -> dict[str, tuple[str, str]]:
    """The names and the words of all subjects, as they are compared."""
    return {
        topic: (
            _one_after_another((topic, subject_name(topic, Language.EN))),
            _one_after_another(came),
        )
        for topic, came in topics().items()
    }


def _one_after_another(entries: Sequence[str]) -> str:
    """Folded at once, because that is much faster; each begins with a space."""
    return fold("".join(f"\n {each}" for each in entries))


def subject_called(name: str) -> str | None:
    """The subject of that name, in either language."""
    wanted = fold(name)
    names = ((topic, subject_name(topic, Language.EN)) for topic in topics())
    return next((topic for topic, english in names if wanted in {fold(topic), fold(english)}), None)


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
