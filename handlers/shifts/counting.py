"""Reads how many people are needed: "2 personer", "2-4 frivillige", "mindst 2, højst 4".

Pure. Must not know days and clocks; the caller decides whether a bare number is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_WORDS = (
    ("en", "én", "een", "et", "ét", "one"),
    ("to", "two"),
    ("tre", "three"),
    ("fire", "four"),
    ("fem", "five"),
    ("seks", "six"),
    ("syv", "seven"),
    ("otte", "eight"),
    ("ni", "nine"),
    ("ti", "ten"),
    ("elleve", "eleven"),
    ("tolv", "twelve"),
)
_SPELLED = {word: n for n, words in enumerate(_WORDS, 1) for word in words}
NUMBER = rf"(?:\d{{1,2}}|{'|'.join(sorted(_SPELLED, key=len, reverse=True))})"
_PEOPLE = (
    r"(?:personer|person|persons|people|pers\b\.?|frivillige|frivillig|volunteers?|mennesker?|mand"
    r"|hj(?:æ|ae)lpere?|helpers?|h(?:æ|ae)nder|hands|folk|stk\b\.?|deltagere|pladser?|places?)"
)
_TO = r"\s*(?:-|–|—|til|to|eller|or)\s*"
_LEAST = r"(?:mindst|minimum|min\.?|at\s+least)"
_MOST = (
    r"(?:h(?:ø|oe|o)jst|maksimalt|maksimum|maximum|maks\.?|max\.?|op\s+til|at\s+most|up\s+to"
    r"|no\s+more\s+than)"
)
_AND = r"(?:\s*(?:,|og|and|men|but|til|-|/)\s*)*"


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.:/-]){words}(?![\w:/])", re.IGNORECASE)


_RULES = (
    _pattern(
        rf"{_LEAST}\s+(?P<least>{NUMBER})(?:\s+{_PEOPLE})?{_AND}{_MOST}\s+(?P<most>{NUMBER})"
        rf"(?:\s+{_PEOPLE})?"
    ),
    _pattern(rf"(?P<least>{NUMBER}){_TO}(?P<most>{NUMBER})\s+{_PEOPLE}"),
    _pattern(rf"{_LEAST}\s+(?P<least>{NUMBER})(?:\s+{_PEOPLE})?"),
    _pattern(rf"{_MOST}\s+(?P<most>{NUMBER})(?:\s+{_PEOPLE})?"),
    _pattern(rf"(?P<exact>{NUMBER})\s+{_PEOPLE}"),
)
_BARE = re.compile(
    rf"\s*(?:(?P<least>{NUMBER}){_TO}(?P<most>{NUMBER})|(?P<exact>{NUMBER}))\s*", re.IGNORECASE
)
_BEFORE = re.compile(
    rf"(?<![\w.:/-])(?:(?P<least>{NUMBER}){_TO}(?P<most>{NUMBER})|(?P<exact>{NUMBER}))\s+$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class People:
    """The least and the most people; None where it was not said."""

    least: int | None = None
    most: int | None = None

    def __bool__(self) -> bool:
        """Whether anything was said."""
        return self.least is not None or self.most is not None

    @property
    def whole(self) -> bool:
        """Whether it is enough for a shift: the most is known, and the least does not exceed it."""
        return self.most is not None and (self.least or 1) <= self.most


def find(words: str) -> tuple[People, str]:
    """How many people the words ask for, and the words without that."""
    people = People()
    for rule in _RULES:
        while match := rule.search(words):
            people = _joined(people, match)
            words = f"{words[: match.start()]} {words[match.end() :]}"
    return people, words


def bare(clause: str) -> People:
    """The people of a clause that is only one or two numbers; otherwise nobody."""
    match = _BARE.fullmatch(clause)
    return _joined(People(), match) if match else People()


def before(words: str) -> tuple[People, int]:
    """Numbers at the very end of the words, and where they begin: "2 " before "IT-hjælpere"."""
    match = _BEFORE.search(words)
    return (_joined(People(), match), match.start()) if match else (People(), len(words))


def _joined(people: People, match: re.Match[str]) -> People:
    """Add one match to what others said: "2 personer, højst 4"."""
    said = {name: _number(words) for name, words in match.groupdict().items() if words}
    exact = said.get("exact")
    if exact is not None:
        return People(people.least or exact, people.most or exact)
    least, most = said.get("least", people.least), said.get("most", people.most)
    return replace(people, least=least, most=most)


def _number(words: str) -> int:
    return int(words) if words.isdecimal() else _SPELLED[words.lower()]
