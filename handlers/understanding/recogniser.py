"""What somebody means by words that nobody asked for: the things that a message is about, each with
what it may mean and how sure that is.

It guesses, and says how surely; whoever asks decides what to do with a guess. It knows its wordings
and nothing of conversations, and it must not be asked where a plain answer is waited for.
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
"""From this share on a meaning is taken to be the one, though still with a way out."""

POSSIBLE = 0.08
"""From this share on a meaning is worth asking about."""

FAINT = 0.15
"""Below this share even the likeliest meaning is no guess worth telling."""

MOST_POSSIBLE = 3
FEWEST_KNOWN = 0.5
"""The share of words that must be known; below it every meaning is an accident."""

FEWEST_ENGLISH = 2

WORDS_OF_A_THING = 3
"""Fewer words than this only go on with what was said before."""

LONGEST = 400
"""So much of a piece is read: a letter says what it is about at its beginning."""

GREETING = "greeting"
MOST_OF_A_GREETING = 2
"""Words after a hello that may still be a part of it: "hej derinde"."""

COURTESY = frozenset({GREETING, "thanks", "small_talk"})
"""What is said beside the matter: it is no thing of its own where there is another."""

_CIVIL = "hej hejsa hi hello hey goddag dav davs kære dear mojn halløj"
SAME = frozenset({"idea_new", "idea_open"})
"""An idea, told or only spoken of: between the two nobody needs to be asked."""

CIVIL = frozenset(word for each in _CIVIL.split() for word in folded(each))


@dataclass(frozen=True)
class Thing:
    """One thing that a message is about, in its own words, and what may be meant."""

    text: str
    possible: tuple[str, ...]
    """What it may mean, the likeliest first; nothing when it was not understood."""
    sure: bool = False

    @property
    def intent(self) -> str | None:
        """What is meant, if that is sure."""
        return self.possible[0] if self.sure else None


class Recogniser:
    """Learns from wordings, then tells what is meant."""

    def __init__(self, wordings: Sequence[Wording]) -> None:
        self._spoken = Speller(())
        words = {True: set[str](), False: set[str]()}
        for each in wordings:
            words[each.english].update(self._spoken.plain(each.text))
        self._english, self._danish = words[True] - words[False], words[False] - words[True]
        self._scorer = Scorer(wordings, Speller(words[True] | words[False] | TERMS.keys()))
        self._known = {tuple(folded(unlinked(each.text))): each.intent for each in wordings}

    def things(self, message: str) -> tuple[Thing, ...]:
        """The things that a message is about, in its order. None of its words is lost."""
        parts = [self.thing(part) for part in pieces(message)]
        return tuple(self._together(parts)) or (self.thing(message),)

    def english(self, message: str) -> bool:
        """Whether a message is in English: more of its words are only that than only Danish."""
        words = set(self._spoken.plain(message[:LONGEST]))
        english = len(words & self._english)
        return english >= FEWEST_ENGLISH and english > len(words & self._danish)

    def thing(self, text: str) -> Thing:
        """A piece of a message as one thing. What we wrote down ourselves means what we meant."""
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
        """Pieces as things: what only goes on with the thing before, or greets, belongs to it."""
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
    """Without the hello that stands before a matter."""
    while len(words) > 1 and words[0] in CIVIL:
        words = words[1:]
    return words


def wordings() -> list[Wording]:
    """Our own wordings, Danish and English, as they stand in `wordings/`: one a line."""
    found = []
    for path in sorted((OWN / "wordings").glob("*.toml")):
        languages = tomllib.loads(path.read_text(encoding="utf-8"))
        for language, text in languages.items():
            english = language == "english"
            found += [Wording(path.stem, line, english) for line in text.strip().splitlines()]
    return found


@cache
def recogniser() -> Recogniser:
    """The one that has learned our own wordings: at the first free text, once for the program."""
    return Recogniser(wordings())
