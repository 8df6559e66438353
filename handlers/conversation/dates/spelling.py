"""Every way to write a word of the vocabulary, and the nearest word to a slip of the finger.

Must not know what a date looks like.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from rapidfuzz.distance import OSA

from handlers.conversation.dates.cuts import ATOM
from handlers.conversation.dates.kinds import Kind, Meaning, Vocabulary
from handlers.conversation.dates.words import LANGUAGES

SHORTEST_FUZZY = 5
FUZZY_KINDS = frozenset({Kind.WEEKDAY, Kind.MONTH, Kind.RELATIVE, Kind.FEAST, Kind.VACATION})


def nearest(word: str, language: str) -> Meaning | None:
    """The one long word that is a slip of the finger away; none when two are as near."""
    if len(word) < SHORTEST_FUZZY:
        return None
    slips = 1 if len(word) < 8 else 2
    near: dict[int, set[Meaning]] = {}
    for spelling, meaning in _fuzzy(language):
        distance = OSA.distance(word, spelling, score_cutoff=slips)
        near.setdefault(distance, set()).add(meaning)
    best = near[min(near)]
    return best.pop() if min(near) <= slips and len(best) == 1 else None


@cache
def _fuzzy(language: str) -> tuple[tuple[str, Meaning], ...]:
    return tuple(
        (spelling, meanings[0])
        for spelling, meanings in known_phrases(language).items()
        if meanings[0][0] in FUZZY_KINDS and len(meanings) == 1
        if len(spelling) >= SHORTEST_FUZZY and " " not in spelling
    )


@cache
def known_phrases(language: str) -> dict[str, tuple[Meaning, ...]]:
    """Every spelling in a language with its meaning; most phrases mean one thing."""
    return {
        spelling: meanings
        for phrase, meanings in _entries(LANGUAGES[language])
        for spelling in _spellings(phrase)
    }


def _entries(vocabulary: Vocabulary) -> Iterator[tuple[str, tuple[Meaning, ...]]]:
    for number, phrase in enumerate(vocabulary.numbers.split(", ")):
        yield phrase, ((Kind.NUMBER, number),)
    for number, phrase in enumerate(vocabulary.ordinals.split(", ")):
        yield phrase, ((Kind.ORDINAL, number),)
    yield vocabulary.other, ((Kind.ORDINAL, 2),)
    for phrase in vocabulary.articles.split(", "):
        yield phrase, ((Kind.ARTICLE, 1),)
    for kind, meanings in vocabulary.words.items():
        for value, phrases in meanings.items():
            yield from ((phrase, ((kind, value),)) for phrase in phrases.split(", "))
    yield from vocabulary.phrases.items()
    for joint in vocabulary.joints:
        yield from _days_with_parts(vocabulary, joint)


def _days_with_parts(
    vocabulary: Vocabulary, joint: str
) -> Iterator[tuple[str, tuple[Meaning, ...]]]:
    """«fredagaften» and «fredagsaften»."""
    for day, names in vocabulary.words[Kind.WEEKDAY].items():
        for part, parts in vocabulary.words[Kind.PART].items():
            phrase = joint.join((names.split(", ")[0], parts.split(", ")[0]))
            yield phrase, ((Kind.WEEKDAY, day), (Kind.PART, part))


def _spellings(phrase: str) -> set[str]:
    """As in the dictionary, and as typed without the Danish letters."""
    cut = " ".join(match[0] for match in ATOM.finditer(phrase.lower()))
    spelt_out = cut.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    bare = cut.replace("æ", "a").replace("ø", "o").replace("å", "a")
    half_bare = cut.replace("æ", "ae").replace("ø", "o").replace("å", "a")
    return {cut, spelt_out, bare, half_bare}
