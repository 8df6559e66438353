"""Reads answers: a press, or typed words that mean the same.

Wherever there are buttons, typing works too: the label, its number, or something near enough. Must
not ask questions, nor write anything but a kept file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import singledispatch

from rapidfuzz import fuzz

from handlers.conversation.dates import Moment, Unclear, read_back, understand
from handlers.conversation.dates.past import understand_past
from handlers.conversation.flow import (
    Answer,
    Choice,
    DateStep,
    FileStep,
    ManyOf,
    NumberStep,
    OneOf,
    Step,
    TextStep,
    YesNo,
)
from handlers.conversation.texts import Values
from handlers.conversation.values import Attachment, Context, Press, Said, Text, typed_or_pressed
from storage.talk.actions import keep_file

_WORDS = re.compile(r"[^\W_]+")

NEAR_ENOUGH = 80
"""The least likeness, out of 100, at which typed words count as a label."""

SHORTEST_BEGINNING = 4
"""The fewest letters that count as the beginning of a label's word."""

CLEARLY_NEARER = 8
"""How much nearer it must be than the next label; otherwise nothing is guessed."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


YES = _set("ja j jo jep jeps jada yes y yep ok okay")
NO = _set("nej n niks no nope")
YES_WHOLE = frozenset(
    {"1", "gerne", "meget gerne", "det vil jeg gerne", "det maa du gerne", "det maa i gerne"}
    | {"selvfoelgelig", "naturligvis", "sure", "of course"}
)
NO_WHOLE = frozenset(
    {"2", "ellers tak", "ikke nu", "ikke lige nu", "ikke nu tak", "helst ikke", "not now"}
    | {"det vil jeg ikke", "det behoeves ikke"}
)
"""A yes and a no without the word itself."""

DENIALS = _set("ikke nej ingen not no")

BESIDE_YES = YES | _set(
    "tak mange det den er har kan goer maa vil skal jeg vi du i da saa bare godt gerne meget helt"
    " sikkert please thanks thank you it is am do can would like to very much sure of course"
)
BESIDE_NO = NO | _set(
    "tak ellers det den er var har kan goer maa vil skal jeg vi du i da helst ikke lige nu endnu"
    " mere alt behoever thanks thank you it is am do can not now more that was all"
)
"""Words after a yes or a no that do not change it: "nej ellers tak"."""


@dataclass(frozen=True)
class Invalid:
    """An answer that cannot be used: the key of a sentence that says what to do instead."""

    key: str
    values: Values = field(default_factory=dict)


@dataclass(frozen=True)
class ToConfirm:
    """An answer that was guessed, or barely understood, and needs a yes."""

    answer: Answer


Parsed = Answer | Invalid | ToConfirm


def folded(words: str) -> str:
    """Words without case, accents, æøå or punctuation, for comparing."""
    spelled = words.casefold().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    plain = unicodedata.normalize("NFKD", spelled)
    if not plain.isascii():
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(_WORDS.findall(plain))


def pick(labels: Sequence[str], typed: str) -> int | None:
    """The index of the label that somebody means: by its words, its number, or near enough; None if
    unclear.
    """
    wanted = folded(typed)
    if not wanted:
        return None
    plain = [folded(label) for label in labels]
    if wanted in plain:
        return plain.index(wanted)
    if wanted.isdecimal():
        return int(wanted) - 1 if 0 < int(wanted) <= len(labels) else None
    starts = [
        i
        for i, label in enumerate(plain)
        if _begins(label, wanted) or _begins(_SMALL.sub("", label), wanted)
    ]
    if len(starts) == 1:
        return starts[0]
    ranked = sorted(((fuzz.ratio(wanted, label), i) for i, label in enumerate(plain)), reverse=True)
    if not ranked or ranked[0][0] < NEAR_ENOUGH:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < CLEARLY_NEARER:
        return None
    return ranked[0][1]


_SMALL = re.compile(r"^(?:(?:om|i|paa|ved|en|et|in|on|at|the|a|an) )+")
"""Small words before what is meant: "weekend" means «I weekenden», "aften" «Om aftenen»."""


def _begins(label: str, wanted: str) -> bool:
    """Whether a label begins with the words, the last of them perhaps cut short."""
    return label.startswith(f"{wanted} ") or (
        len(wanted) >= SHORTEST_BEGINNING and label.startswith(wanted)
    )


def unreadable(words: str) -> bool:
    """Whether there is no word in it, only signs or keys pressed at random. Words in other
    alphabets count as words.
    """
    return all(_RANDOM.search(word) for word in re.findall(r"[^\W\d_]+", words.casefold()))


_RANDOM = re.compile(r"^[bcdfghjklmnpqrstvwxz]+$|^([a-zæøå])\1+$|[bcdfghjklmnpqrstvwxz]{5}")
"""No vowel, one letter repeated, or more consonants in a row than a short word has."""


def yes_or_no(said: Said) -> bool | None:
    """Whether a press or words mean yes (True) or no (False): "ja, det vil jeg gerne". None for all
    else.
    """
    plain = folded(typed_or_pressed(said))
    first, *others = plain.split() or [""]
    if plain in YES_WHOLE or (first in YES and {*others} <= BESIDE_YES):
        return True
    if plain in NO_WHOLE or (first in NO and {*others} <= BESIDE_NO):
        return False
    return None


@singledispatch
async def parse(step: Step, said: Said, context: Context, choices: tuple[Choice, ...]) -> Parsed:
    """Read what was said as an answer to this step."""
    raise TypeError(f"no parser for {type(step).__name__}")


@parse.register
async def _text(
    step: TextStep, said: Said, context: Context, choices: tuple[Choice, ...]
) -> Parsed:
    if isinstance(said, Press):
        chosen = next((choice for choice in choices if choice.value == said.value), None)
        if chosen is None:
            return Invalid("common.pick_one")
        words = chosen.text or chosen.label or ""
        return Answer(words, words)
    if not isinstance(said, Text):
        return Invalid("common.words_please")
    words = said.text.strip()
    if len(words) < step.least:
        return Invalid("common.too_short", {"least": step.least})
    if len(words) > step.most:
        return Invalid("common.too_long", {"most": step.most, "now": len(words)})
    if step.pattern and not re.fullmatch(step.pattern, words):
        return Invalid(f"common.not_{step.key}")
    answer = Answer(words, words)
    return ToConfirm(answer) if step.readable and unreadable(words) else answer


@parse.register
async def _one(step: OneOf, said: Said, context: Context, choices: tuple[Choice, ...]) -> Parsed:
    if isinstance(said, Press):
        found = [choice for choice in choices if choice.value == said.value]
    elif isinstance(said, Text):
        labels = [choice.label or "" for choice in choices]
        index = pick(labels, said.text)
        if index is not None:
            found = [choices[index]]
        else:
            found = _meant_by_yes_or_no(choices, said) or _said_first(choices, said)
    else:
        return Invalid("common.pick_one")
    return Answer(found[0].value, found[0].label or "") if found else Invalid("common.pick_one")


def _meant_by_yes_or_no(choices: tuple[Choice, ...], said: Text) -> list[Choice]:
    """The only choice, for a yes to it; or the only choice that begins with a yes or a no, for
    words that mean the same ("nej tak").
    """
    meant = yes_or_no(said)
    if meant and len(choices) == 1:
        return [*choices]
    firsts = [yes_or_no(Text((choice.label or "").partition(" ")[0])) for choice in choices]
    alike = [choice for choice, first in zip(choices, firsts, strict=True) if first is meant]
    return alike if meant is not None and len(alike) == 1 else []


def _said_first(choices: tuple[Choice, ...], said: Text) -> list[Choice]:
    """The only choice whose whole label the words begin with, unless they go on with a denial:
    "alle må spørge" is «Alle».
    """
    words = folded(said.text)
    more = {each: words.removeprefix(f"{folded(each.label or '')} ") for each in choices}
    begun = [each for each, rest in more.items() if rest != words and not DENIALS & {*rest.split()}]
    return begun if len(begun) == 1 else []


@parse.register
async def _many(step: ManyOf, said: Said, context: Context, choices: tuple[Choice, ...]) -> Parsed:
    if isinstance(said, Press):
        wanted = {value for value in said.value.split(",") if value}
        found = [choice for choice in choices if choice.value in wanted]
        if len(found) != len(wanted):
            return Invalid("common.pick_some")
    elif isinstance(said, Text):
        labels = [choice.label or "" for choice in choices]
        whole = folded(said.text) in map(folded, labels)  # a label may contain an "and"
        parts = [said.text] if whole else re.split(r",|;|\n|\s+og\s+|\s+and\s+", said.text)
        picked = [pick(labels, part) for part in parts if part.strip()]
        if not picked or None in picked:
            return Invalid("common.pick_some")
        found = [choice for i, choice in enumerate(choices) if i in picked]
    else:
        return Invalid("common.pick_some")
    things = {"things": [choice.label or "" for choice in found]}
    words = context.pen("common.listed", **things)
    return Answer([choice.value for choice in found], words)


@parse.register
async def _yes_no(step: YesNo, said: Said, context: Context, choices: tuple[Choice, ...]) -> Parsed:
    answer = yes_or_no(said)
    if answer is None and isinstance(said, Text):
        index = pick([choice.label or "" for choice in choices], said.text)
        answer = None if index is None else index == 0
    if answer is None:
        return Invalid("common.yes_or_no")
    return Answer(answer, choices[0 if answer else 1].label or "")


@parse.register
async def _number(
    step: NumberStep, said: Said, context: Context, choices: tuple[Choice, ...]
) -> Parsed:
    limits: Values = {"least": step.least, "most": step.most}
    found = re.fullmatch(r"\D*?(-?\d{1,9})\D*", typed_or_pressed(said).strip())
    if found is None or not step.least <= int(found[1]) <= step.most:
        return Invalid("common.a_number", limits)
    return Answer(int(found[1]), found[1])


@parse.register
async def _file(
    step: FileStep, said: Said, context: Context, choices: tuple[Choice, ...]
) -> Parsed:
    if not isinstance(said, Attachment):
        return Invalid("common.a_file")
    number = await keep_sent(context, said)
    return Answer(number, context.pen(f"common.sent_{said.kind}"))


async def keep_sent(context: Context, sent: Attachment) -> int:
    """Save a photo or a voice; returns its number, which the citizen's line shows too."""
    context.file = await keep_file(
        context.tx,
        context.person_id,
        sent.kind,
        sent.media_type,
        sent.content,
        context.now,
        remote=sent.remote,
    )
    return context.file


@parse.register
async def _date(
    step: DateStep, said: Said, context: Context, choices: tuple[Choice, ...]
) -> Parsed:
    if not isinstance(said, Text):
        return Invalid("common.a_date")
    reads = understand_past if step.past else understand
    when = reads(said.text, context.now, context.language)
    if isinstance(when, Unclear):
        return Invalid(when.key, {"words": when.words})
    if not isinstance(when, Moment):
        return Invalid("common.a_date")
    day: date = when.day
    return ToConfirm(Answer(day.isoformat(), read_back(when, context.language)))
