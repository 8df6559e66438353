"""The Bot API's documentation as data, from ../shared/bot-api, and how requests and answers differ
from it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from tests.bot_api.fields import Fields
from tests.needs import BOT_API

FILES = ("api.json", "additions-10.3.json")
EVERYWHERE = {"RichTextUnion": "RichText"}  # a name that the additions borrow from aiogram


@dataclass(frozen=True)
class Slot:
    """A field of a method or of a type."""

    name: str
    types: list[str]
    required: bool


@dataclass
class Shape:
    """The fields of a method or a type, or the types that it may be."""

    slots: dict[str, Slot] = field(default_factory=dict)
    subtypes: list[str] = field(default_factory=list)
    returns: list[str] = field(default_factory=list)

    def add(self, told: dict[str, Any]) -> None:
        """Add the content of a file; later files only add."""
        for slot in told.get("fields", ()):
            types = [EVERYWHERE.get(name, name) for name in slot["types"]]
            self.slots.setdefault(slot["name"], Slot(slot["name"], types, slot["required"]))
        self.subtypes += told.get("subtypes", ())
        self.returns = self.returns or told.get("returns", [])


@dataclass
class Spec:
    """All methods and types."""

    methods: dict[str, Shape] = field(default_factory=dict)
    types: dict[str, Shape] = field(default_factory=dict)

    def of_request(self, method: str, fields: Fields) -> Iterator[str]:
        """What differs in a request."""
        shape = self.methods.get(method)
        if shape is None:
            yield "the documentation has no such method"
            return
        for name in sorted(fields.raw.keys() - shape.slots.keys()):
            yield f"the documentation has no field {name} here"
        for slot in shape.slots.values():
            if slot.name in fields.raw:
                value = _from_form(fields, slot)
                yield from self.of_value(value, slot.types, slot.name)
            elif slot.required and slot.name not in fields.files:
                yield f"the field {slot.name} is missing"

    def of_result(self, method: str, result: Any) -> Iterator[str]:
        """What differs in an answer."""
        shape = self.methods.get(method)
        if shape is not None:
            yield from self.of_value(result, shape.returns, "the answer")

    def of_value(self, value: Any, types: list[str], where: str) -> list[str]:
        """How a value differs from all of the types that it may have: the complaints of the nearest
        one.
        """
        return min((list(self._as(value, name, where)) for name in types), key=len)

    def _as(self, value: Any, name: str, where: str) -> Iterator[str]:
        if name.startswith("Array of "):
            if not isinstance(value, list):
                yield f"{where} is no list"
                return
            for number, item in enumerate(value):
                yield from self.of_value(item, [name[9:]], f"{where}[{number}]")
        elif name in PLAIN:
            if not PLAIN[name](value):
                yield f"{where} is no {name}: {value!r}"
        elif self.types[name].subtypes:
            yield from self.of_value(value, self.types[name].subtypes, where)
        else:
            yield from self._as_object(value, name, where)

    def _as_object(self, value: Any, name: str, where: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{where} is no {name}: {value!r}"
            return
        slots = self.types[name].slots
        for stranger in sorted(value.keys() - slots.keys()):
            yield f"{where}: {name} has no field {stranger}"
        for slot in slots.values():
            if slot.name in value:
                yield from self.of_value(value[slot.name], slot.types, f"{where}.{slot.name}")
            elif slot.required:
                yield f"{where}: {name} lacks {slot.name}"


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


PLAIN: dict[str, Callable[[Any], bool]] = {
    "Integer": _is_whole,
    "Float": lambda value: _is_whole(value) or isinstance(value, float),
    "String": lambda value: isinstance(value, str),
    "Boolean": lambda value: isinstance(value, bool),
    "True": lambda value: value is True,
    "InputFile": lambda value: isinstance(value, str) and value.startswith("attach://"),
}


def _from_form(fields: Fields, slot: Slot) -> Any:
    """A form has texts only: convert a text to the documented type."""
    value = fields.raw[slot.name]
    if not fields.are_texts or "String" in slot.types:
        return value
    try:
        return json.loads(value.lower() if slot.types == ["Boolean"] else value)
    except ValueError:
        return value


@cache
def load() -> Spec | None:
    """The documentation, or None where it is not here."""
    if not BOT_API.is_dir():
        return None
    spec = Spec()
    for name in FILES:
        told = json.loads((BOT_API / name).read_text())
        for method, about in told["methods"].items():
            spec.methods.setdefault(method, Shape()).add(about)
        for kind, about in told["types"].items():
            spec.types.setdefault(kind, Shape()).add(about)
    return spec
