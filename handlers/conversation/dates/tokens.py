"""Words to tokens: cut the text, look up every word, forgive spelling.

Must not know what a date looks like; the rules in `clock.py`, `days.py` and `series.py` do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import OSA

from handlers.conversation.dates import words as vocabulary
from handlers.conversation.dates.words import Kind, Meaning

LONGEST_PHRASE = 5
SHORTEST_FUZZY = 5
FUZZY_KINDS = frozenset({Kind.WEEKDAY, Kind.MONTH, Kind.RELATIVE, Kind.FEAST, Kind.VACATION})

ATOM = re.compile(
    r"""
      (?P<iso>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})(?![0-9])t?
    | (?P<full>[0-9]{1,2}([./-])[0-9]{1,2}\3(?:[0-9]{4}|[0-9]{2}))(?![0-9])
    | (?P<slash>[0-9]{1,2}/[0-9]{1,2}(?:-(?:[0-9]{4}|[0-9]{2})(?![0-9]|[./:][0-9]))?)(?![0-9])
    | (?P<clock>[0-9]{1,2}:[0-9]{2})(?::[0-9]{2})?(?![0-9])
    | (?P<pair>[0-9]{1,2}\.[0-9]{1,2})(?![0-9])
    | (?P<number>[0-9]+)(?P<ordinal>\.|(?:st|nd|rd|th|'e|te|de)\b)?
    | (?P<half>[ap]\.?m\b\.?)
    | (?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)
    | (?P<dash>[-–—])
    | (?P<comma>[,;])
    """,
    re.VERBOSE,
)


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
    return sorted(vocabulary.LANGUAGES, key=lambda each: each != language)


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
    known = _index(language)
    at = 0
    while at < len(atoms):
        for size in range(min(LONGEST_PHRASE, len(atoms) - at), 0, -1):
            phrase = " ".join(atom.text for atom in atoms[at : at + size])
            if phrase in known:
                yield from (_token(meaning, phrase) for meaning in known[phrase])
                at += size
                break
        else:
            yield atoms[at].token or _nearest(atoms[at].text, language)
            at += 1


def _token(meaning: Meaning, text: str) -> Token:
    kind, value = meaning
    if isinstance(value, str):
        return Token(kind, text, name=value)
    ordinal = kind is Kind.NUMBER and value < 0
    return Token(kind, text, abs(value) if ordinal else value, ordinal=ordinal, spelled=True)


def _nearest(word: str, language: str) -> Token:
    """The one long word that is a slip of the finger away; none when two are as near."""
    if len(word) < SHORTEST_FUZZY:
        return Token(Kind.UNKNOWN, word)
    slips = 1 if len(word) < 8 else 2
    near: dict[int, set[tuple[Meaning, ...]]] = {}
    for spelling, meanings in _fuzzy(language):
        distance = OSA.distance(word, spelling, score_cutoff=slips)
        near.setdefault(distance, set()).add(meanings)
    best = near.get(min(near), set())
    if min(near) > slips or len(best) > 1:
        return Token(Kind.UNKNOWN, word)
    return _token(best.pop()[0], word)


@cache
def _fuzzy(language: str) -> tuple[tuple[str, tuple[Meaning, ...]], ...]:
    return tuple(
        (spelling, meanings)
        for spelling, meanings in _index(language).items()
        if meanings[0][0] in FUZZY_KINDS and len(meanings) == 1
        if len(spelling) >= SHORTEST_FUZZY and " " not in spelling
    )


@cache
def _index(language: str) -> dict[str, tuple[Meaning, ...]]:
    """Every spelling in a language with its meaning."""
    return {
        spelling: meanings
        for phrase, meanings in _entries(language)
        for spelling in _spellings(phrase)
    }


def _entries(language: str) -> Iterator[tuple[str, tuple[Meaning, ...]]]:
    for number, phrase in enumerate(vocabulary.NUMBERS[language].split(", ")):
        yield phrase, ((Kind.NUMBER, number),)
    for number, phrase in enumerate(vocabulary.ORDINALS[language].split(", ")):
        yield phrase, ((Kind.NUMBER, -number),)
    yield vocabulary.OTHER[language], ((Kind.NUMBER, -2),)
    for phrase in vocabulary.ARTICLES[language].split(", "):
        yield phrase, ((Kind.ARTICLE, 1),)
    for kind, meanings in vocabulary.LANGUAGES[language].items():
        for value, phrases in meanings.items():
            yield from ((phrase, ((kind, value),)) for phrase in phrases.split(", "))
    yield from vocabulary.PHRASES[language].items()
    yield from _days_with_parts(language)


def _days_with_parts(language: str) -> Iterator[tuple[str, tuple[Meaning, ...]]]:
    """Danish writes «fredag aften» in one word too."""
    if language != "da":
        return
    for day, names in vocabulary.DANISH[Kind.WEEKDAY].items():
        for part, parts in vocabulary.DANISH[Kind.PART].items():
            phrase = names.split(", ")[0], parts.split(", ")[0]
            for joint in ("", "s"):
                yield joint.join(phrase), ((Kind.WEEKDAY, day), (Kind.PART, part))


def _spellings(phrase: str) -> set[str]:
    """As in the dictionary, and as typed without the Danish letters."""
    cut = " ".join(match[0] for match in ATOM.finditer(phrase.lower()))
    spelt_out = cut.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    bare = cut.replace("æ", "a").replace("ø", "o").replace("å", "a")
    half_bare = cut.replace("æ", "ae").replace("ø", "o").replace("å", "a")
    return {cut, spelt_out, bare, half_bare}
