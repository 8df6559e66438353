"""Recognises what free text means: the things that a message is about, and for each the possible
meanings and how sure they are.

It guesses, and says how sure it is; the caller decides what to do. It knows its wordings and
nothing of conversations. Must not be used where a plain answer is expected.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from handlers.understanding.features import TERMS
from handlers.understanding.pieces import pieces, unlinked
from handlers.understanding.scorer import Scorer, Wording
from handlers.understanding.words import OWN, Speller, folded

SURE = 0.75
"""From this share on a meaning counts as the one, though the person can still say no."""

POSSIBLE = 0.08
"""From this share on a meaning is worth asking about."""

FAINT = 0.15
"""When even the likeliest meaning has a smaller share, nothing was understood."""

MOST_POSSIBLE = 3
FEWEST_KNOWN = 0.5
"""The least share of known words; with fewer, any meaning would be an accident."""

FEWEST_ENGLISH = 2

WORDS_OF_A_THING = 3
"""Fewer words than this only continue what was said before."""

LONGEST = 400
"""Only this many characters of a piece are read: a letter begins with what it is about."""

GREETING = "greeting"
MOST_OF_A_GREETING = 2
"""How many words after a hello may still be part of it: "hej derinde"."""

COURTESY = frozenset({GREETING, "thanks", "small_talk"})
"""Said besides the matter; not a thing of its own where there is another."""

_CIVIL = "hej hejsa hi hello hey goddag dav davs kære dear mojn halløj"
SAME = frozenset({"idea_new", "idea_open"})
"""An idea, told or only announced. Nobody needs to be asked which of the two is meant."""

CIVIL = frozenset(word for each in _CIVIL.split() for word in folded(each))


@dataclass(frozen=True)
class Thing:
    """One thing that a message is about, in its own words, and its possible meanings."""

    text: str
    possible: tuple[str, ...]
    """The possible meanings, likeliest first; empty when it was not understood."""
    sure: bool = False

    @property
    def intent(self) -> str | None:
        """The meaning, if it is sure."""
        return self.possible[0] if self.sure else None


class Recogniser:
    """Learns from wordings, then recognises meanings."""

    def __init__(self, wordings: Sequence[Wording]) -> None:
        self._spoken = Speller(())
        words = {True: set[str](), False: set[str]()}
        for each in wordings:
            words[each.english].update(self._spoken.plain(each.text))
        self._english, self._danish = words[True] - words[False], words[False] - words[True]
        self._scorer = Scorer(wordings, Speller(words[True] | words[False] | TERMS.keys()))
        self._known = {tuple(folded(unlinked(each.text))): each.intent for each in wordings}

    def things(self, message: str) -> tuple[Thing, ...]:
        """The things that a message is about, in order. No word is lost."""
        parts = [self.thing(part) for part in pieces(message)]
        return tuple(self._together(parts)) or (self.thing(message),)

    def english(self, message: str) -> bool:
        """Whether a message is in English: more of its words are only English than only Danish."""
        words = set(self._spoken.plain(message[:LONGEST]))
        english = len(words & self._english)
        return english >= FEWEST_ENGLISH and english > len(words & self._danish)

    def thing(self, text: str) -> Thing:
        """A piece of a message as one thing. A text that is one of our own wordings is certain."""
        words = folded(unlinked(text)[:LONGEST])
        rest = _uncivil(words)
        for each in (words, rest):
            if (meant := self._known.get(tuple(each))) is not None:
                return Thing(text, (meant,), sure=True)
        found = self._guessed(text, rest)
        if not found.sure and len(rest) < len(words) and len(rest) <= MOST_OF_A_GREETING:
            whole = self._guessed(text, words)
            return whole if whole.intent == GREETING else found
        return found

    def _guessed(self, text: str, words: Sequence[str]) -> Thing:
        found = self._scorer.likely(" ".join(words))
        strange = not found.words or found.known / found.words < FEWEST_KNOWN
        strange = strange or all(map(str.isdecimal, words))
        if strange or found.ranked[0][1] < FAINT:
            return Thing(text, ())
        possible = [each for each, share in found.ranked[:MOST_POSSIBLE] if share >= POSSIBLE]
        best, share = found.ranked[0]
        if best in SAME:
            share = sum(own for each, own in found.ranked if each in SAME)
        return Thing(text, tuple(possible), share >= SURE)

    def _together(self, parts: Iterable[Thing]) -> list[Thing]:
        """Join pieces into things: a greeting, or what only continues, belongs to the thing before
        or after.
        """
        found: list[Thing] = []
        for part in parts:
            if found and not self._another(found[-1], part):
                found[-1] = self._joined(found[-1], part)
            else:
                found.append(part)
        return found

    def _another(self, before: Thing, part: Thing) -> bool:
        if not (before.sure and part.sure) or len(part.text.split()) < WORDS_OF_A_THING:
            return False
        kinds = {before.intent, part.intent}
        return len(kinds) == 2 and not kinds & COURTESY

    def _joined(self, before: Thing, part: Thing) -> Thing:
        text = f"{before.text} {part.text}"
        if before.intent in COURTESY:
            return Thing(text, part.possible, part.sure)
        if before.sure or part.intent in COURTESY:
            return Thing(text, before.possible, before.sure)
        return Thing(text, part.possible, True) if part.sure else self.thing(text)


def _uncivil(words: Sequence[str]) -> Sequence[str]:
    """The words without a hello before the matter."""
    while len(words) > 1 and words[0] in CIVIL:
        words = words[1:]
    return words


def wordings() -> list[Wording]:
    """Our own wordings, Danish and English, from `wordings/`: one a line."""
    found = []
    for path in sorted((OWN / "wordings").glob("*.toml")):
        languages = tomllib.loads(path.read_text(encoding="utf-8"))
        for language, text in languages.items():
            english = language == "english"
            found += [Wording(path.stem, line, english) for line in text.strip().splitlines()]
    return found


@cache
def recogniser() -> Recogniser:
    """The recogniser trained on our own wordings, made once, at the first free text."""
    return Recogniser(wordings())
