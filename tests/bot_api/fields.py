"""The fields of a request. A form has texts only, JSON has types: both are read alike."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, ClientResponse, MultipartReader, web

from tests.bot_api.refusals import bad

JSON, FORM, PARTS = "application/json", "application/x-www-form-urlencoded", "multipart/form-data"


@dataclass(frozen=True)
class Upload:
    """A file that came in a multipart body."""

    name: str
    content: bytes


@dataclass
class Fields:
    """The fields of a request, and the files beside them."""

    raw: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)
    are_texts: bool = True

    def __contains__(self, name: str) -> bool:
        return self.raw.get(name) not in (None, "")

    def text(self, name: str) -> str:
        """A text; empty where it was not given."""
        value = self.raw.get(name)
        return "" if value is None else str(value)

    def number(self, name: str) -> int | None:
        """A whole number, or None."""
        if name not in self:
            return None
        try:
            return int(self.raw[name])
        except (TypeError, ValueError):
            raise bad(f"invalid {name} specified") from None

    def flag(self, name: str) -> bool:
        """A yes or no, as the server reads them (Client.cpp, to_bool)."""
        return str(self.raw.get(name, "")).strip().lower() in {"true", "yes", "1"}

    def thing(self, name: str) -> Any:
        """An object or a list, which a form carries as JSON; None where it was not given."""
        value = self.raw.get(name)
        if isinstance(value, str) and value:
            try:
                return json.loads(value)
            except ValueError:
                raise bad(f"can't parse {name} JSON object") from None
        return value or None

    def upload(self, name: str) -> Upload | None:
        """The file of a field: in its own part, or where `attach://` points."""
        given = self.raw.get(name)
        if isinstance(given, str) and given.startswith("attach://"):
            return self.files.get(given.removeprefix("attach://"))
        return self.files.get(name)

    @property
    def chat(self) -> int | None:
        """The number of the chat that it is about, where it is one."""
        given = self.text("chat_id")
        return int(given) if given.lstrip("-").isdecimal() else None


async def read_request(request: web.Request) -> Fields:
    """The fields of a request, from its query and its body of any kind that the server takes."""
    fields = Fields(dict(request.query))
    if request.content_type == PARTS:
        await _add_parts(fields, await request.multipart())
    else:
        _add_body(fields, request.content_type, await request.read())
    return fields


async def read_answer(response: ClientResponse) -> Fields:
    """The fields in the answer to a webhook. Other kinds of content are not looked into."""
    fields = Fields()
    if response.content_type == PARTS:
        await _add_parts(fields, MultipartReader.from_response(response))
    else:
        _add_body(fields, response.content_type, await response.read())
    return fields


def _add_body(fields: Fields, kind: str, body: bytes) -> None:
    if kind == FORM:
        fields.raw.update(parse_qsl(body.decode(), keep_blank_values=True))
    elif kind == JSON and body:
        try:
            found = json.loads(body)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise bad("can't parse JSON object")
        fields.raw.update(found)
        fields.are_texts = False


async def _add_parts(fields: Fields, parts: Any) -> None:
    async for part in parts:
        if not isinstance(part, BodyPartReader) or not part.name:
            raise bad("can't parse multipart body")
        content = bytes(await part.read())
        if part.filename is None:
            fields.raw[part.name] = content.decode()
        else:
            fields.files[part.name] = Upload(part.filename, content)
