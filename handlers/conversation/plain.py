"""Checks whether a text is plain, by those language rules that a machine can check.

A test applies them to the program's own texts, the desk to what a library writes instead. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from handlers.conversation.lix import lix, words

EASY = 35
EASY_LAW = 45
HEAVY = 10
"""A text this far over the limit for "easy" is not fit for citizens."""

FEWEST_WORDS = 8
MOST_SENTENCES = 3
LAW = "law"
"""The prefix of tables whose texts the law asks for."""

FORBIDDEN = re.compile(
    r"\b(venligst|såfremt|vedrør\w*|henvendelse\w*|fremsend\w*|indstill(?:e|er|es|et|ing))\b", re.I
)
POLITE = re.compile(r"(?<=[^\s.!?:\n])[ \n]+(De|Dem|Deres)\b")
MACHINE = re.compile(
    r"\b(ids?|sessions?|sessionen|tokens?|error codes?|fejlkoder?|exceptions?|null|timeout|"
    r"https?|json|apis?|backend|server(?:en)?|databasen?|payload|parameter|fejl \d+|error \d+)\b",
    re.I,
)
MARKUP = re.compile(r"</?\w+[^>]*>|&\w+;|\*\*|__|`|\]\(|^#", re.M)
EMOJI = re.compile("[\U0001f1e6-\U0001faff\u2600-\u27bf\u2b50\u2b55\u231a-\u23ff]")
SENTENCE = re.compile(r"[^.!?]+[.!?]+(?=\s|$)")


class Rule(StrEnum):
    """What can be wrong with how a text is written."""

    HEAVY = "heavy"
    TOO_HEAVY = "too_heavy"
    OFFICE = "office"
    POLITE = "polite"
    MACHINE = "machine"
    MARKUP = "markup"
    EMOJI = "emoji"
    SENTENCES = "sentences"
    QUESTIONS = "questions"


REFUSED = frozenset({Rule.MARKUP, Rule.TOO_HEAVY})
"""Faults that no text may have. All others are asked about once."""


@dataclass(frozen=True)
class Fault:
    """A broken rule, and where: the words found, or how many."""

    rule: Rule
    found: str


_PATTERNS = (
    (Rule.OFFICE, FORBIDDEN),
    (Rule.POLITE, POLITE),
    (Rule.MACHINE, MACHINE),
    (Rule.MARKUP, MARKUP),
)


def measured(text: str) -> int | None:
    """The readability number; None for a text too short to have one."""
    return round(lix(text)) if len(words(text)) >= FEWEST_WORDS else None


def faults(text: str, *, law: bool = False, page: bool = False) -> Iterator[Fault]:
    """The faults of a text. `law`: the law asks for it; `page`: it is read as a page, not as a
    message.
    """
    limit, number = EASY_LAW if law else EASY, lix(text)
    if len(words(text)) >= FEWEST_WORDS and number >= limit:
        rule = Rule.HEAVY if number < limit + HEAVY else Rule.TOO_HEAVY
        yield Fault(rule, f"{number:.0f}")
    for rule, pattern in _PATTERNS:
        if found := pattern.search(text):
            yield Fault(rule, found.group().strip())
    if (many := len(EMOJI.findall(text))) > 1:
        yield Fault(Rule.EMOJI, str(many))
    if not (law or page):
        if (many := sentences(text)) > MOST_SENTENCES:
            yield Fault(Rule.SENTENCES, str(many))
        if (many := text.count("?")) > 1:
            yield Fault(Rule.QUESTIONS, str(many))


def sentences(text: str) -> int:
    """How many sentences a person must read; "Hej!" and "Tak!" do not count."""
    whole = re.sub(r"\b(kl|den \d+|\d+)\.(?=\s[a-zæøå\d])", r"\1", text)
    return sum(len(words(part)) > 1 for part in SENTENCE.findall(whole))
