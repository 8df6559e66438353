"""What is compared in a register: what somebody says about themselves, and what another wishes.

Must not compare.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from storage.matching.lexicon import TOPIC
from storage.matching.reading import Reader, Reading, Vector
from storage.matching.words import fold, words

SATED = 2.0
"""How often a subject is named until naming it again adds little."""

SHORTEST = 3
"""The fewest letters of a word whose spelling is compared."""

_NEEDS = re.compile(
    r"\b(?:mangler|savner|søger|soeger|leder efter|brug for|behøver|behoever|hjælp til|hjaelp til"
    r"|(?:en|nogen|nogle),? der kan|need|needs|looking for|someone who can|help with)\b(.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Entry:
    """What somebody in a register says about themselves."""

    name: str
    does: str
    kind: str = ""
    gives: str = ""
    audience: str = ""
    branches: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All words that say what they are about."""
        return "\n".join(filter(None, (self.name, self.does, self.gives)))


@dataclass(frozen=True)
class Traits:
    """An entry, read for comparison."""

    entry: Entry
    topics: Vector
    terms: Vector
    letters: frozenset[str]
    gives: Vector
    kinds: dict[str, Vector]
    languages: frozenset[str]

    @classmethod
    def of(cls, entry: Entry, reader: Reader) -> Traits:
        """Read an entry."""
        read = reader.read(entry.text, entry.audience)
        gives = reader.read(entry.gives).kinds[TOPIC] if entry.gives else {}
        spoken = frozenset(fold(language) for language in entry.languages)
        return cls(
            entry=entry,
            topics=_of_length_one({topic: n / (n + SATED) for topic, n in read.told.items()}),
            terms=_of_length_one(read.terms),
            letters=_telling(entry.text, reader),
            gives=gives,
            kinds=read.kinds,
            languages=spoken,
        )


@dataclass(frozen=True)
class Wish:
    """What somebody would like, read for comparison.

    needs: the subjects of what is asked for. about_the_house: the share, from 0 to 1, that the
    library settles by itself.
    """

    reading: Reading
    topics: Vector
    terms: Vector
    letters: frozenset[str]
    needs: Vector
    kinds: dict[str, Vector]
    branch: str | None
    languages: frozenset[str]
    about_the_house: float

    @classmethod
    def of(cls, about: str, reader: Reader, *, whom: str = "", branch: str | None = None) -> Wish:
        """Read a wish. `whom` is for whom it is, where that was said separately."""
        read = reader.read(about, whom)
        asked = " ".join(match.group(1) for match in _NEEDS.finditer(about))
        needs = reader.read(asked).kinds[TOPIC] if asked else {}
        named = frozenset(folded for folded, _ in words(about))
        return cls(
            reading=read,
            topics=_of_length_one(read.told),
            terms=read.terms,
            letters=_telling(about, reader),
            needs=needs,
            kinds=read.kinds,
            branch=branch,
            languages=named,
            about_the_house=_share(read.kinds[TOPIC], reader.lexicon.house),
        )


def _telling(text: str, reader: Reader) -> frozenset[str]:
    """The words of a text that mean something, folded."""
    known = reader.lexicon
    return frozenset(
        folded
        for folded, written in words(text)
        if len(folded) >= SHORTEST
        and not folded.isdigit()
        and not known.says_nothing(folded, written)
    )


def _of_length_one(vector: Vector) -> Vector:
    length = sum(weight * weight for weight in vector.values()) ** 0.5
    return {key: weight / length for key, weight in vector.items()}


def _share(topics: Vector, some: frozenset[str]) -> float:
    """The share of a text that belongs to some subjects; the vector has length one."""
    return sum(weight * weight for topic, weight in topics.items() if topic in some)
