"""A text in the library's own words: whether it can replace the original.

What is kept is plain data: for each changed language the forms as they are written,
`{"da": {"other": "Hej, {name}!"}}`. A language that is not there uses the original.
Must not know how it is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from handlers.conversation.plain import LAW, REFUSED, Fault, Rule, faults
from handlers.conversation.texts import (
    Forms,
    Placeholder,
    Template,
    Templates,
    TextError,
    Texts,
    parsed,
)
from storage.people.rules import Language

LABEL = 40
"""A text of at most this many characters is a label or a button, and must stay that short."""

LABEL_LONGEST = 60
LONGEST = 3000
"""The longest text, in characters; a Telegram message holds 4096 with all values."""

FIXED = frozenset({"dates"})
"""Tables that hold no words but patterns for dates and hours."""

PAGES = frozenset({"pages", "web", "channels", "library"})
"""Folders whose texts are read as a page or a mail, not as a message."""

SAMPLES = {
    "date": "tirsdag den 3. maj",
    "at": "tirsdag den 3. maj kl. 14.00",
    "library": "Byens Bibliotek",
}
"""Stand-ins for values while a text is measured."""

Written = Mapping[str, str]
"""The forms of a text as a person writes them."""


class Misfit(StrEnum):
    """Why words cannot replace a text."""

    EMPTY = "empty"
    BRACES = "braces"
    LACKS = "lacks"
    STRANGE = "strange"
    LONG = "long"


@dataclass(frozen=True)
class Wrong:
    """Why words cannot be used, and which part of them."""

    why: Misfit | Rule
    about: str = ""


def can_change(key: str) -> bool:
    """Whether a text may be replaced."""
    return key.partition(".")[0] not in FIXED


def written(forms: Forms) -> dict[str, str]:
    """A text as a person would write it."""
    return {form: "".join(map(_source, template)) for form, template in forms.items()}


def tidied(words: str, original: str) -> str:
    """The words tidied: a label on one line, everything else with its own lines."""
    return " ".join(words.split()) if len(original) <= LABEL else words


def _source(piece: str | Placeholder) -> str:
    if isinstance(piece, str):
        return piece.replace("{", "{{").replace("}", "}}")
    return str(piece)


def filled(template: Template, examples: Mapping[str, str]) -> str:
    """A text with examples in place of values; a value without an example is shown by its name."""
    return "".join(
        piece if isinstance(piece, str) else example(piece, examples) or str(piece)
        for piece in template
    )


def example(place: Placeholder, examples: Mapping[str, str]) -> str:
    """An example for a placeholder, by its format or else its name; "" for none."""
    return examples.get(place.format or place.name, "")


def sample(template: Template) -> str:
    """A text for measuring, with words in place of values."""
    return "".join(
        piece if isinstance(piece, str) else SAMPLES.get(piece.name, "noget") for piece in template
    )


def placeholders(forms: Forms) -> dict[Placeholder, None]:
    """The placeholders of a text, in order."""
    templates = [forms["other"], forms.get("one", ())]
    return {p: None for t in templates for p in t if isinstance(p, Placeholder)}


def wrong(texts: Texts, key: str, language: Language, words: Written) -> Iterator[Wrong]:
    """Why these words cannot replace the original; nothing when they can."""
    original = texts.original(key, language)
    for form, longest in _longest(original).items():
        text = words.get(form, "").strip()
        if not text:
            yield Wrong(Misfit.EMPTY)
        elif len(text) > longest:
            yield Wrong(Misfit.LONG, str(longest))
    try:
        own = parsed(key, dict(words) if "one" in original else words.get("other"))
    except TextError:
        if all(words.get(form, "").strip() for form in original):
            yield Wrong(Misfit.BRACES)
        return
    yield from _places(texts, key, own, original)
    for fault in _faults(texts, key, own):
        if fault.rule in REFUSED:
            yield Wrong(fault.rule, fault.found)


def _longest(original: Forms) -> dict[str, int]:
    sizes = {form: len(text) for form, text in written(original).items()}
    return {
        form: LABEL_LONGEST if size <= LABEL else min(2 * size + 200, LONGEST)
        for form, size in sizes.items()
    }


def _places(texts: Texts, key: str, own: Forms, original: Forms) -> Iterator[Wrong]:
    """A missing placeholder loses something that the citizen must read; an extra one has no value.

    In the form for one, the number may be left out.
    """
    known = {p for each in Language for p in placeholders(texts.original(key, each))}
    for strange in placeholders(own).keys() - known:
        yield Wrong(Misfit.STRANGE, str(strange))
    for form, template in original.items():
        there = {p.name for p in own[form] if isinstance(p, Placeholder)}
        needed = [p for p in template if isinstance(p, Placeholder) and p.name not in there]
        for place in needed:
            if not (form == "one" and place.name == "n"):
                yield Wrong(Misfit.LACKS, str(place))


def doubts(texts: Texts, key: str, words: Written) -> list[Fault]:
    """What makes these words harder to read than the original: shown to the writer, not refused."""
    own = parsed(key, words if "one" in words else words["other"])
    found = _faults(texts, key, own)
    return [fault for fault in found if fault.rule not in REFUSED]


def _faults(texts: Texts, key: str, own: Forms) -> Iterator[Fault]:
    page = texts.folder(key) in PAGES
    for template in own.values():
        yield from faults(sample(template), law=key.startswith(LAW), page=page)


def reworded(texts: Texts, kept: Mapping[str, Any]) -> tuple[Templates, list[str]]:
    """Parse what was kept, by text key; also returns the keys that no longer fit the program, for
    which the original is used.
    """
    own: dict[tuple[Language, str], Forms] = {}
    misfits = []
    for key, content in kept.items():
        if not fits(texts, key, content):
            misfits.append(key)
            continue
        for language, words in (content or {}).items():
            own[Language(language), key] = parsed(key, words if "one" in words else words["other"])
    return own, misfits


def fits(texts: Texts, key: str, content: Any) -> bool:
    """Whether the kept words of a text can be used."""
    if not texts.has(key):
        return False
    return not any(
        each.why in set(Misfit)
        for language, words in (content or {}).items()
        for each in wrong(texts, key, Language(language), words)
    )
