"""Recognises messages that need care: distress, violence, acute illness, a threat; sensitive data;
a child who tells their age. The wordings are data, in signs.toml, which says how they are written.

Pure, and cheap for other messages: it looks for rare beginnings of words, and tries the wordings
only where one is found. It guesses; the caller must be gentle. Must not know what follows.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

SIGNS = Path(__file__).with_name("signs.toml")

_LETTERS = {"æ": "(?:ae|a|e)", "ø": "(?:oe|o)", "å": "(?:aa|a)"}
_GAP = r"\W+"
_SKIP = r"(?:\W+\w+){0,4}?"


class Care(StrEnum):
    """The kinds of care, the most urgent first."""

    DISTRESS = "distress"
    VIOLENCE = "violence"
    ILLNESS = "illness"
    THREAT = "threat"
    SENSITIVE = "sensitive"
    CHILD = "child"

    @property
    def alarms(self) -> bool:
        """Whether staff must be told at once."""
        return self not in {Care.SENSITIVE, Care.CHILD}


@dataclass(frozen=True)
class _Kind:
    care: Care
    about: re.Pattern[str]
    wordings: re.Pattern[str]
    harmless: re.Pattern[str]

    def is_in(self, words: str) -> bool:
        """Whether folded words contain a wording of this kind, outside any harmless one."""
        return (
            self.about.search(words) is not None
            and self.wordings.search(words) is not None
            and self.wordings.search(self.harmless.sub(" . ", words)) is not None
        )


@dataclass(frozen=True)
class _Signs:
    about: re.Pattern[str]
    kinds: tuple[_Kind, ...]
    english: re.Pattern[str]
    danish: re.Pattern[str]


def recognise(text: str) -> Care | None:
    """The care that a message needs, if any."""
    words, signs = _folded(text), _signs()
    if signs.about.search(words) is None:
        return None
    return next((kind.care for kind in signs.kinds if kind.is_in(words)), None)


def in_english(text: str) -> bool:
    """Whether a message that needs care is written in English."""
    words, signs = _folded(text), _signs()
    return signs.english.search(words) is not None and signs.danish.search(words) is None


def _folded(text: str) -> str:
    """Lower case without Danish letters, as people write on any keyboard."""
    small = text.lower()
    if small.isascii():
        return small
    for danish, plain in (("æ", "ae"), ("ø", "oe"), ("å", "aa"), ("é", "e"), ("’", "'")):
        small = small.replace(danish, plain)
    return small


def _pattern(wording: str, lists: Mapping[str, str]) -> str:
    """A wording as a regular expression over folded text."""
    for name, words in lists.items():
        wording = wording.replace(f"{{{name}}}", words)
    wording = re.sub(r"\[(.*?)\] ", lambda found: f"(?:(?:{found[1]}) )?", wording)
    wording = re.sub(r" \[(.*?)\]$", lambda found: f"(?: (?:{found[1]}))?", wording)
    wording = re.sub(r"\((?!\?)", "(?:", wording)
    wording = wording.replace("*", r"\w*").replace(" ~? ", f"{_SKIP} ").replace(" ~ ", f"{_SKIP} ")
    wording = wording.replace(" ?", r"\W*").replace(" ", _GAP)
    for danish, either in _LETTERS.items():
        wording = wording.replace(danish, either)
    return wording


def _any(wordings: Iterable[str], lists: Mapping[str, str]) -> re.Pattern[str]:
    either = "|".join(_pattern(wording, lists) for wording in wordings)
    return re.compile(rf"\b(?:{either})\b")


def _beginnings(stems: Iterable[str]) -> re.Pattern[str]:
    """Any of some beginnings of words, as a tree, so that each letter is read once."""
    tree: dict[str, Any] = {}
    for stem in stems:
        at = tree
        for letter in _folded(stem):
            at = at.setdefault(letter, {})
        at[""] = {}
    return re.compile(rf"\b{_branch(tree)}")


def _branch(tree: dict[str, Any]) -> str:
    if "" in tree:
        return ""
    branches = []
    for letter, below in tree.items():
        if letter == ".":
            branches.append(r"\b" if "" in below else _GAP + _branch(below))
        else:
            branches.append(re.escape(letter) + _branch(below))
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


@cache
def _signs() -> _Signs:
    """The wordings as patterns, made at the first message, so that a command line that needs none
    is fast.
    """
    data: dict[str, Any] = tomllib.loads(SIGNS.read_text(encoding="utf-8"))
    lists: dict[str, str] = data["lists"]
    harmless = _any(data["harmless"]["wordings"], lists)
    return _Signs(
        _beginnings(stem for care in Care for stem in data[care]["about"]),
        tuple(
            _Kind(
                care,
                _beginnings(data[care]["about"]),
                _any(data[care]["wordings"], lists),
                harmless,
            )
            for care in Care
        ),
        _any([data["tongue"]["english"]], lists),
        _any([data["tongue"]["danish"]], lists),
    )
