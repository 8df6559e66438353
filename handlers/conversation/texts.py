"""Every word that Sammen says: read once from the TOML files beside the flows, rendered on demand.

A file `da.toml` or `en.toml` anywhere under `handlers/` (and under any other folder that the start
names, such as the web's own) holds one table per flow and one key per text: `[idea]` with
`what = "..."` is the text `idea.what`. A text is plain (no markup, newlines kept) with placeholders
such as `{ref}`, `{date:year}` or `{at:time}`. A text that is a table with `one` and `other` is a
plural, chosen by the value `n`.

This module must not know HTML, Telegram or any flow. A value is put in as it is and never read as
a format string, so a citizen who writes `{name}` is shown `{name}`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TypeAlias

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list

from handlers.library import Both
from storage.people.rules import Language
from storage.talk.pace import COPENHAGEN

HANDLERS = Path(__file__).resolve().parent.parent
LOCALES = {Language.DA: Locale("da"), Language.EN: Locale("en", "GB")}
PLAIN = ""
FORMATS = frozenset({PLAIN, "year", "date", "time"})
PLURALS = frozenset({"one", "other"})
NAME = re.compile(r"[a-z][a-z0-9_]*")


class TextError(ValueError):
    """A text file that cannot be used; says which text and why."""


class UnknownText(KeyError):
    """No text has this key in this language."""


class MissingValue(KeyError):
    """A text needs a value that it was not given."""


@dataclass(frozen=True, slots=True)
class Key:
    """A value that is itself a text key, rendered in the language of the text around it. `inside` a
    sentence it does not begin with a capital.
    """

    name: str
    inside: bool = False


Value: TypeAlias = str | int | date | datetime | Key | Both | Sequence["str | Key | Both"]
Values: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Placeholder:
    """`{name}` or `{name:format}`; the formats choose how much of a date is shown."""

    name: str
    format: str

    def __str__(self) -> str:
        """The place as it is written."""
        return f"{{{self.name}:{self.format}}}" if self.format else f"{{{self.name}}}"


Template: TypeAlias = tuple[str | Placeholder, ...]
Forms: TypeAlias = Mapping[str, Template]
"""The parsed forms of a text: "other", and "one" where it is a plural."""

Templates: TypeAlias = Mapping[tuple[Language, str], Forms]


class Texts:
    """All texts in all languages, made by `Texts.load()`. One object for the life of the program,
    which is changed in place when the library rewords a text (`reword`).
    """

    def __init__(self, templates: Templates, folders: Mapping[str, str] | None = None) -> None:
        """`templates`: for each language and key the plural forms; a text without has "other".
        `folders`: the folder that each text comes from.
        """
        self._original = self._templates = dict(templates)
        self._folders = dict(folders or {})

    @classmethod
    def load(cls, *folders: Path) -> Texts:
        """Read every text file under the folders, `handlers/` when none is named.

        Raises TextError on anything that cannot be said, and on a key that is written twice.
        """
        templates: dict[tuple[Language, str], Forms] = {}
        places: dict[str, str] = {}
        for language in Language:
            for path in _files(folders or (HANDLERS,), language):
                folder = _folder(path)
                for key, forms in _read(path):
                    if (language, key) in templates:
                        raise TextError(f"text {key} is written twice ({language.value})")
                    templates[language, key] = forms
                    places[key] = folder
        return cls(templates, places)

    def keys(self, language: Language) -> tuple[str, ...]:
        """Every key of a language, in the order of the files."""
        return tuple(key for written, key in self._templates if written is language)

    def names(self, table: str, language: Language = Language.DA) -> tuple[str, ...]:
        """The names in one table, in the order of the file, for pages that loop over them."""
        start = f"{table}."
        return tuple(k.removeprefix(start) for k in self.keys(language) if k.startswith(start))

    def has(self, key: str, language: Language = Language.DA) -> bool:
        """Whether there is such a text."""
        return (language, key) in self._templates

    def folder(self, key: str) -> str:
        """The folder of a text, which is named after its subject."""
        return self._folders.get(key, "")

    def forms(self, key: str, language: Language) -> Forms:
        """The parsed forms of a text ("other", and "one" where it is a plural)."""
        try:
            return self._templates[language, key]
        except KeyError:
            raise UnknownText(f"there is no text {key} ({language.value})") from None

    def original(self, key: str, language: Language) -> Forms:
        """The forms of a text as the program came with it, whatever the library says instead."""
        return self._original[language, key]

    def reword(self, own: Templates) -> None:
        """Use these texts of the library's own, and the original for all others."""
        self._templates = {**self._original, **own}

    def render(self, key: str, language: Language, values: Values | None = None) -> str:
        """The text as a person reads it. Raises UnknownText or MissingValue, both naming it."""
        given = values or {}
        forms = self.forms(key, language)
        template = forms["other"]
        if "one" in forms:
            template = forms[_plural(_needed(given, "n", key), language, key)]
        return "".join(
            piece if isinstance(piece, str) else self._placed(piece, given, key, language)
            for piece in template
        )

    def _placed(self, piece: Placeholder, values: Values, key: str, language: Language) -> str:
        try:
            return self._shown(_needed(values, piece.name, key), piece.format, language)
        except TypeError as wrong:
            raise TypeError(f"text {key}, {{{piece.name}}}: {wrong}") from None

    def _shown(self, value: Value, how: str, language: Language) -> str:
        if isinstance(value, date):
            return _when(value, how, language)
        if how != PLAIN:
            raise TypeError(f"the format {how!r} is for dates, not {type(value).__name__}")
        if isinstance(value, Key):
            words = self.render(value.name, language)
            return words[:1].lower() + words[1:] if value.inside else words
        if isinstance(value, Both):
            return value.spoken(language)
        if isinstance(value, bool):
            raise TypeError("yes and no need a text of their own")
        if isinstance(value, str | int):
            return str(value)
        if isinstance(value, Sequence):
            shown = [self._shown(each, PLAIN, language) for each in value]
            return format_list(shown, locale=LOCALES[language])
        raise TypeError(f"a {type(value).__name__} cannot be shown")


def _needed(values: Values, name: str, key: str) -> Value:
    if name not in values:
        raise MissingValue(f"text {key} needs a value for {{{name}}}")
    return values[name]


def _plural(n: Value, language: Language, key: str) -> str:
    if not isinstance(n, int) or isinstance(n, bool):
        raise TypeError(f"text {key}: the plural's n must be a whole number")
    return LOCALES[language].plural_form(abs(n))


def _when(value: date, how: str, language: Language) -> str:
    """A date or a moment in words: "tirsdag den 3. maj kl. 14.00" / "Tuesday 3 May at 14:00"."""
    if not isinstance(value, datetime):
        if how == "time":
            raise TypeError("a date has no time of day")
        return _day(value, how == "year", language)
    if value.tzinfo is None:
        raise TypeError("a moment must be aware")
    local = value.astimezone(COPENHAGEN)
    clock = f"{local:%H.%M}" if language is Language.DA else f"{local:%H:%M}"
    if how == "time":
        return clock
    day = _day(local.date(), how == "year", language)
    if how == "date":
        return day
    return f"{day} kl. {clock}" if language is Language.DA else f"{day} at {clock}"


def _day(day: date, with_year: bool, language: Language) -> str:
    pattern = "EEEE 'den' d. MMMM" if language is Language.DA else "EEEE d MMMM"
    return format_date(day, pattern + (" y" if with_year else ""), locale=LOCALES[language])


def _files(folders: Iterable[Path], language: Language) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(folder.rglob(f"{language.value}.toml"))


def _folder(path: Path) -> str:
    """The folder of a text file; for a folder called `texts`, the one above it."""
    return path.parent.name if path.parent.name != "texts" else path.parent.parent.name


def _read(path: Path) -> Sequence[tuple[str, Forms]]:
    """Every text of one file with its key, in the order of the file."""
    return _understood(path.read_text(encoding="utf-8"), f"{path.parent.name}/{path.name}")


@cache
def _understood(words: str, where: str) -> Sequence[tuple[str, Forms]]:
    """The texts of a file's content. Parsed once in a process, however many libraries a test
    starts.
    """
    return tuple(_texts_in(words, where))


def _texts_in(words: str, where: str) -> Iterator[tuple[str, Forms]]:
    try:
        tables = tomllib.loads(words)
    except tomllib.TOMLDecodeError as wrong:
        raise TextError(f"{where}: {wrong}") from None
    for table, texts in tables.items():
        if not isinstance(texts, dict):
            raise TextError(f"{where}: {table} stands outside a table")
        for name, text in texts.items():
            key = f"{table}.{name}"
            if not (NAME.fullmatch(table) and NAME.fullmatch(name)):
                raise TextError(f"text {key}: a key is small letters, digits and _")
            yield key, parsed(key, text)


def parsed(key: str, text: object) -> Forms:
    """The forms of a text as it is written: a string, or a plural's two. Raises TextError."""
    if isinstance(text, str):
        return {"other": _parsed(key, text)}
    if isinstance(text, dict) and text.keys() == PLURALS:
        return {form: _parsed(key, words) for form, words in text.items()}
    raise TextError(f"text {key}: a text is a string, or a table with one and other")


def _parsed(key: str, text: object) -> Template:
    if not isinstance(text, str) or not text.strip():
        raise TextError(f"text {key} is empty")
    pieces: list[str | Placeholder] = []
    try:
        for literal, name, how, conversion in Formatter().parse(text.strip()):
            if literal:
                pieces.append(literal)
            if name is not None:
                pieces.append(_placeholder(key, name, how or PLAIN, conversion))
    except ValueError as wrong:
        raise (
            wrong if isinstance(wrong, TextError) else TextError(f"text {key}: {wrong}")
        ) from None
    return tuple(pieces)


def _placeholder(key: str, name: str, how: str, conversion: str | None) -> Placeholder:
    if conversion or not NAME.fullmatch(name):
        raise TextError(f"text {key}: a placeholder is a plain name, not {{{name}}}")
    if how not in FORMATS:
        raise TextError(f"text {key}: no format is called {how!r}")
    return Placeholder(name, how)
