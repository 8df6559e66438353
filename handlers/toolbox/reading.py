"""Reads numbers, times and stages out of plain words such as "20 personer, 2 timer, få idéer", in
Danish and English mixed. Pure; the words that it knows are in words.toml.

It guesses, so whoever shows the result also says what was understood.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from handlers.conversation.parsers import folded
from handlers.toolbox.methods import Area, Span, Stage
from handlers.toolbox.wanted import Wanted

PLACE = Path(__file__).with_name("words.toml")
MOST_READ = 400
"""Characters that are read; the rest is ignored."""

IDEAS_COME = frozenset({Stage.FIND, Stage.CREATE})
"""The stages meant by somebody who only says that it is about ideas."""

MOST_PEOPLE = 100_000
MOST_MINUTES = 10_000_000

_SIGNS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "–": "-", "—": "-", "é": "e", "½": " ½ "})
_NUMBER = r"\d+(?:\.\d+)?"
_UP_TO = rf"({_NUMBER})(?: ?(?:-|til|to|eller|or) ?({_NUMBER}))?"
_ONE = r"(?:en|et|a|an|one)"
_HALF = r"(?:halv|halve|halvt|half)"
_HALVES = (
    (r"\bhalvand[a-z]+\b", "1.5"),
    (rf"\b{_ONE} {_HALF}\b|\b{_HALF} (?:a|an)\b|\b{_HALF}\b", "0.5"),
    (r"(?<=\d) ?½", ".5"),
    (r"½", "0.5"),
)
"""How halves are said, in the order in which they are put into figures."""

_TWO = r"(?<=\ber )to\b|(?<=\bos )to\b|\bto(?= (?:og )?0\.5\b)|\bto(?= (?:-|til) ?\d)"
"""Where the Danish "to" is a number though neither a unit nor people follow it."""


def read(words: str) -> Wanted:
    """What is asked for in plain words; all that is not understood is left in `words`."""
    text = _in_figures(_plain(words[:MOST_READ]))
    time, text = _taken(_exact_time, text)
    people, text = _taken(_exact_people, text)
    if people is None:
        people, text = _taken(_about_how_many, text)
    if time is None:
        time, text = _taken(_about_how_long, text)
    areas = frozenset(Area(key) for key in _named("area", text))
    stages = frozenset(Stage(key) for key in _named("stage", text))
    if not stages and any(_named("ideas", text)):
        stages = IDEAS_COME
    return Wanted(
        # whoever names volunteers or partners besides is not looking for all citizens
        areas=areas - {Area.CITIZENS} or areas,
        stages=stages,
        people=people,
        time=time,
        words=tuple(dict.fromkeys(folded(_without_areas(text)).split())),
    )


def _plain(words: str) -> str:
    """The same words in lower case, without signs but those that belong to a number."""
    text = re.sub(r"(?<=\d),(?=\d)", ".", words.casefold().translate(_SIGNS))
    text = re.sub(r"(?<=\d)\.(?=\d{3}\b)", "", text)  # "1.000"
    text = re.sub(r"(?<=\d)(?=[a-z])", " ", text)  # "2t"
    text = re.sub(r"[^a-z0-9.½ -]|\.(?!\d)", " ", text)
    text = re.sub(r"(?<=\d) ?- ?(?=\d)", "-", text)
    text = re.sub(r"(?<!\d)-(?=\d)|(?<= )-(?= )|\bkl \d+(\.\d+)?", " ", text)
    return _no_spaces(text)


def _in_figures(text: str) -> str:
    """Plain words, with every number that is spelled out in figures; "en" and "to" only where they
    are numbers.
    """
    text = _tens(text)
    for pattern, figures in _HALVES:
        text = re.sub(pattern, figures, text)
    text = re.sub(
        rf"\b({_units()}) (?:og|and) 0\.5\b", r"0.5 \1 og 1 \1", text
    )  # an hour and a half
    text = re.sub(rf"\b({_numbers()})\b", lambda m: _figure(m[1]), text)
    text = re.sub(_TWO, "2", text)
    for number, said in _vocabulary()["number_before"].items():
        text = re.sub(rf"\b(?:{_any(said)})(?= (?:{_units()}|{_people()})\b)", number, text)
    text = re.sub(rf"\b{_ONE}(?: hel| helt| whole| full)?(?= (?:{_units()}|person)\b)", "1", text)
    text = re.sub(r"\b(?:mellem|between) (\d+) (?:og|and) (\d+)\b", r"\1-\2", text)
    text = re.sub(r"\b(quarters?) of (?:1|an) hour\b", r"\1", text)
    return re.sub(r"\b(\d+) (?:(?:og|and) )?0\.5\b", r"\1.5", text)


def _tens(text: str) -> str:
    """Spelled-out numbers between the tens: femogtyve, twenty-five."""
    ones = _spelled(range(1, 10)) | {"en": 1, "et": 1, "one": 1, "to": 2, "two": 2}
    tens = _spelled(range(20, 100, 10))
    one, ten = "|".join(ones), "|".join(tens)
    text = re.sub(rf"\b({one})og({ten})\b", lambda m: str(ones[m[1]] + tens[m[2]]), text)
    return re.sub(rf"\b({ten})[- ]({one})\b", lambda m: str(tens[m[1]] + ones[m[2]]), text)


def _spelled(numbers: Iterable[int]) -> dict[str, int]:
    return {
        word: int(number)
        for number, words in _vocabulary()["number"].items()
        if int(number) in numbers
        for word in words
    }


def _figure(word: str) -> str:
    return str(_spelled(range(MOST_PEOPLE))[word])


def _no_spaces(text: str) -> str:
    return " ".join(text.split())


Find = Callable[[str], tuple[Span | None, str]]


def _taken(find: Find, text: str) -> tuple[Span | None, str]:
    found, rest = find(text)
    return found, _no_spaces(rest)


def _exact_time(text: str) -> tuple[Span | None, str]:
    """A time with a number. Two that follow one another are added: "1 time og 1 kvarter"."""
    one = rf"{_UP_TO} ?({_units()})\b(?: tid\b)?"
    found = re.search(rf"\b{one}(?: (?:og |and )?{one})?", text)
    if found is None:
        return None, text
    first, second = found.groups()[:3], found.groups()[3:]
    span = _minutes(*first)
    if second[0]:
        more = _minutes(*second)
        span = Span(span.least + more.least, span.most + more.most)
    return span, f"{text[: found.start()]} {text[found.end() :]}"


def _minutes(least: str, most: str | None, unit: str) -> Span:
    each = next(int(n) for n, words in _vocabulary()["unit"].items() if unit in words)
    return _span(float(least) * each, float(most or least) * each, MOST_MINUTES)


def _exact_people(text: str) -> tuple[Span | None, str]:
    """How many people, by a number; numbers that count something else are skipped."""
    for found in re.finditer(rf"(?<![\d.]){_UP_TO}(?![\d.])", text):
        after = text[found.end() :].strip()
        if "." in found[0] or re.match(
            rf"(?:{_any(_vocabulary()['people_not']['words'])})\b", after
        ):
            continue
        span = _span(float(found[1]), float(found[2] or found[1]), MOST_PEOPLE)
        return span, f"{text[: found.start()]} {after}"
    return None, text


def _span(one: float, other: float, most: int) -> Span:
    least, highest = sorted(max(1, min(most, round(each))) for each in (one, other))
    return Span(least, highest)


def _about_how_many(text: str) -> tuple[Span | None, str]:
    """Roughly how many people "mange" or "en lille flok" means."""
    not_people = _any(_vocabulary()["people_not"]["words"])
    return _about("people", text, rf"(?! (?:{not_people})\b)")


def _about_how_long(text: str) -> tuple[Span | None, str]:
    """Roughly how long an evening is."""
    return _about("time", text, "")


def _about(table: str, text: str, after: str) -> tuple[Span | None, str]:
    for number, words in _vocabulary()[table].items():
        if (found := re.search(rf"\b(?:{_any(words)})\b{after}", text)) is not None:
            each = int(number)
            return Span(each, each), f"{text[: found.start()]} {text[found.end() :]}"
    return None, text


def _named(table: str, text: str) -> Iterator[str]:
    for key, words in _vocabulary()[table].items():
        if re.search(rf"\b(?:{_any(words)})\b", text):
            yield key


def _without_areas(text: str) -> str:
    """The words without those that name an area, because half of all methods mention them."""
    areas = _any(each for words in _vocabulary()["area"].values() for each in words)
    return re.sub(rf"\b(?:{areas})\b", " ", text)


@cache
def _vocabulary() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """The words of words.toml, each a pattern without æ, ø, å and accents."""
    written: dict[str, dict[str, Any]] = tomllib.loads(PLACE.read_text("utf-8"))
    return {
        table: {
            key: tuple(_pattern(each) for each in words.split(",")) for key, words in row.items()
        }
        for table, row in written.items()
    }


def _pattern(word: str) -> str:
    return folded(word) + (r"[a-z]*" if word.strip().endswith("*") else "")


def _any(patterns: Iterable[str]) -> str:
    """A pattern for any of some patterns; longer ones first, because they may begin with a shorter
    one.
    """
    return "|".join(sorted(patterns, key=len, reverse=True))


@cache
def _units() -> str:
    return _any(each for words in _vocabulary()["unit"].values() for each in words)


@cache
def _numbers() -> str:
    return _any(each for words in _vocabulary()["number"].values() for each in words)


@cache
def _people() -> str:
    """The words for people that may follow a number."""
    return _any(_vocabulary()["people_are"]["words"])
