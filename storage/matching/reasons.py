"""Why somebody was found to fit: each reason has a kind, and words that show it.

Must not score.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from storage.matching.alike import MOST_SHARED, shared
from storage.matching.entries import Entry, Wish
from storage.matching.lexicon import TOPIC, WHO
from storage.matching.reading import Reader, Reading

LONG_ENOUGH = 4
"""The fewest letters of a word that is shown."""


@dataclass(frozen=True)
class Why:
    """A reason. kind: "same" (both write it), "related" (different words for one subject), "near"
    (only the one who asks names it), "gives", "audience", "branch", "language" or "guess". `words`
    show it. `subjects`: what those words stand for, where a subject was the reason.
    """

    kind: str
    words: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()


def why(wish: Wish, entry: Entry, reader: Reader, *, quoted: bool = True) -> tuple[Why, ...]:
    """Why somebody fits a wish, heaviest reason first; never empty.

    Unless `quoted`, only words of the one who asks are shown.
    """
    read = reader.read(entry.text, entry.audience)
    subject = tuple(_of_subject(wish.reading, read, quoted=quoted))
    return (*subject, *_beside(wish, entry, read, reader)) or (Why("guess"),)


def _of_subject(wish: Reading, read: Reading, *, quoted: bool) -> Iterator[Why]:
    both = shared(wish, read)
    same = {one.one: one.subject for one in both if one.one == one.other}
    other = next((one for one in both if one.one != one.other), None)
    if same:
        yield _shown("same", same)
    elif own := _own_words(wish, read):
        yield Why("same", tuple(own)[:MOST_SHARED])
    elif other is not None:
        kind, words = ("related", (other.one, other.other)) if quoted else ("near", (other.one,))
        yield Why(kind, words, (other.subject,))
    elif named := _named(wish, read):
        yield _shown("near", named)


def _shown(kind: str, found: Mapping[str, str]) -> Why:
    """A reason with a few words, each with its subject."""
    words = tuple(found)[:MOST_SHARED]
    return Why(kind, words, tuple(dict.fromkeys(found[word] for word in words)))


def _own_words(wish: Reading, read: Reading) -> dict[str, None]:
    """Words that both use and that name no subject, as written."""
    known = {word for topics in wish.said.values() for word in topics}
    both = [term for term in wish.terms if term in read.terms and len(term) >= LONG_ENOUGH]
    written = (wish.written.get(term, "").lower() for term in both)
    return dict.fromkeys(word for word in written if word and word not in known)


def _named(wish: Reading, read: Reading) -> dict[str, str]:
    """Words of a wish for subjects that the other only touches, each with its subject."""
    topics = wish.kinds[TOPIC].keys() & read.kinds[TOPIC].keys() & wish.said.keys()
    best = sorted(topics, key=lambda topic: -wish.kinds[TOPIC][topic] * read.kinds[TOPIC][topic])
    found: dict[str, str] = {}
    for topic in best:
        found.setdefault(wish.said[topic][0].lower(), topic)
    return found


def _beside(wish: Wish, entry: Entry, read: Reading, reader: Reader) -> Iterator[Why]:
    """Reasons other than the subject."""
    given = reader.read(entry.gives).kinds[TOPIC] if entry.gives else {}
    if asked := [topic for topic in wish.needs if topic in given and topic in wish.reading.said]:
        words = tuple(wish.reading.said[topic][0].lower() for topic in asked[:2])
        yield Why("gives", words, tuple(asked[:2]))
    if wish.kinds[WHO].keys() & read.kinds[WHO].keys():
        yield Why("audience")
    if wish.branch is not None and wish.branch in entry.branches:
        yield Why("branch", (wish.branch,))
    if spoken := [word for word in entry.languages if word.lower() in wish.languages]:
        yield Why("language", tuple(spoken))
