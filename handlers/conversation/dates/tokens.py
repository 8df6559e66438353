"""Words to tokens: cut the text, look up every word, forgive spelling.

Must not know what a date looks like; the rules that read do (`read_day.py` and its neighbours).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from handlers.conversation.dates.cuts import ATOM
from handlers.conversation.dates.kinds import Kind, Meaning
from handlers.conversation.dates.spelling import known_phrases, nearest
from handlers.conversation.dates.words import LANGUAGES

LONGEST_PHRASE = 5


@dataclass(frozen=True)
class Token:
    """One word or number with its meaning; `more` are further numbers (month, year or minutes)."""

    kind: Kind
    text: str
    number: int = 0
    name: str = ""
    more: tuple[int, ...] = ()
    ordinal: bool = False
    spelled: bool = False

    @property
    def tells_time(self) -> bool:
        """Whether «10.10» is more likely a clock than a date; «3.12» is not."""
        return self.kind is Kind.PAIR and self.more[0] % 5 == 0


@dataclass(frozen=True)
class Atom:
    """A cut of the text: a word to look up, or a token already."""

    text: str
    token: Token | None = None


def tokenise(text: str, language: str) -> list[Token]:
    """The tokens of a text, in the language that knows most of its words; ties go to `language`."""
    atoms = list(_atoms(text))
    readings = [list(_look_up(atoms, each)) for each in _own_first(language)]
    return min(readings, key=lambda tokens: sum(t.kind is Kind.UNKNOWN for t in tokens))


def _own_first(language: str) -> list[str]:
    return sorted(LANGUAGES, key=lambda each: each != language)


def _atoms(text: str) -> Iterator[Atom]:
    clean = unicodedata.normalize("NFC", text).lower().replace("’", "'")
    for match in ATOM.finditer(clean):
        kind = match.lastgroup or ""
        yield Atom(_plain(match), _numeric(match, "number" if kind == "ordinal" else kind))


def _plain(match: re.Match[str]) -> str:
    """The spelling to look up: «2nd» and «2.» are the same."""
    if match["ordinal"]:
        return f"{match['number']}."
    return match[0]


def _numeric(match: re.Match[str], kind: str) -> Token | None:
    text = match[0]
    parts = [int(part) for part in re.findall(r"[0-9]+", match[kind])] if kind else []
    if kind == "iso":
        return Token(Kind.DATE, text, parts[2], more=(parts[1], parts[0]))
    if kind in ("full", "slash"):
        return Token(Kind.DATE, text, parts[0], more=(parts[1], *map(_century, parts[2:])))
    if kind == "clock":
        return Token(Kind.CLOCK, text, parts[0], more=(parts[1],), ordinal=text.startswith("0"))
    if kind == "pair":
        return _pair(text, *parts)
    if kind == "number":
        return Token(Kind.NUMBER, text, parts[0], ordinal=bool(match["ordinal"]))
    if kind == "half":
        return Token(Kind.HALF_DAY, text, name=text[0])
    if kind == "dash":
        return Token(Kind.DASH, text)
    return Token(Kind.COMMA, text) if kind == "comma" else None


def _pair(text: str, first: int, second: int) -> Token:
    """«3.5» is a date, «16.30» and «16.00» are clocks, «10.12» can be either."""
    if text[-2] == ".":
        return Token(Kind.DATE, text, first, more=(second,))
    kind = Kind.PAIR if 1 <= second <= 12 else Kind.CLOCK
    return Token(kind, text, first, more=(second,), ordinal=text.startswith("0"))


def _century(year: int) -> int:
    return year + 2000 if year < 100 else year


def _look_up(atoms: list[Atom], language: str) -> Iterator[Token]:
    """The longest known phrase at each place, else the number, else the nearest known word."""
    known = known_phrases(language)
    at = 0
    while at < len(atoms):
        for size in range(min(LONGEST_PHRASE, len(atoms) - at), 0, -1):
            phrase = " ".join(atom.text for atom in atoms[at : at + size])
            if phrase in known:
                yield from (_token(meaning, phrase) for meaning in known[phrase])
                at += size
                break
        else:
            yield atoms[at].token or _forgiven(atoms[at].text, language)
            at += 1


def _forgiven(word: str, language: str) -> Token:
    meaning = nearest(word, language)
    return _token(meaning, word) if meaning else Token(Kind.UNKNOWN, word)


def _token(meaning: Meaning, text: str) -> Token:
    kind, value = meaning
    if isinstance(value, str):
        return Token(kind, text, name=value)
    if kind is Kind.ORDINAL:
        return Token(Kind.NUMBER, text, value, ordinal=True, spelled=True)
    return Token(kind, text, value, spelled=True)
