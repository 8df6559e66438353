"""A cheap check during a conversation: does somebody want to stop, go back, or reach a human? It
looks the whole message up in a list, and guesses nothing.
"""

from __future__ import annotations

import tomllib
from functools import cache

from handlers.understanding.words import OWN, folded, spoken_words

MOST_WORDS = 10
"""A message with more words than this is an answer."""


def wish(text: str) -> str | None:
    """The name of the command that somebody clearly wants; None when it is no wish."""
    words = folded(text) if len(text) < MOST_WORDS * 10 else []
    return _wishes().get(_core(words)) if 0 < len(words) <= MOST_WORDS else None


@cache
def _wishes() -> dict[str, str]:
    """The commands by the words that ask for them."""
    table = tomllib.loads((OWN / "wishes.toml").read_text(encoding="utf-8"))
    commands = {name: phrases for name, phrases in table.items() if name != "small"}
    return {
        _core(folded(phrase)): name
        for name, phrases in commands.items()
        for phrase in phrases.strip().splitlines()
    }


def _core(words: list[str]) -> str:
    small, spoken = _small(), _spoken()
    meant = [each for word in words for each in spoken.get(word, (word,))]
    return " ".join(word for word in meant if word not in small)


@cache
def _small() -> frozenset[str]:
    table = tomllib.loads((OWN / "wishes.toml").read_text(encoding="utf-8"))
    return frozenset(folded(table["small"]))


@cache
def _spoken() -> dict[str, list[str]]:
    return spoken_words()
