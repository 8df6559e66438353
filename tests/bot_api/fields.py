"""What came with a request. A form has texts only, JSON has types: both are read alike."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from tests.bot_api.refusals import bad


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
        """An object or a list, which a form carries as JSON."""
        value = self.raw.get(name)
        if isinstance(value, str) and value:
            try:
                return json.loads(value)
            except ValueError:
                raise bad(f"can't parse {name} JSON object") from None
        return value or None

    def upload(self, name: str) -> Upload | None:
        """The file of a field: in the part itself, or where `attach://` points."""
        given = self.raw.get(name)
        if isinstance(given, str) and given.startswith("attach://"):
            return self.files.get(given.removeprefix("attach://"))
        return self.files.get(name)


async def read_fields(request: web.Request) -> Fields:
    """The fields of a request, from its query and its body of any kind that the server takes."""
    fields = Fields(dict(request.query))
    if request.content_type == "application/json":
        fields.raw.update(await _json(request))
    elif request.content_type == "multipart/form-data":
        await _read_parts(request, fields)
    elif request.content_type == "application/x-www-form-urlencoded":
        fields.raw.update({name: str(value) for name, value in (await request.post()).items()})
    return fields


async def _json(request: web.Request) -> dict[str, Any]:
    text = await request.text()
    try:
        found = json.loads(text or "{}")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise bad("can't parse JSON object")
    return found


async def _read_parts(request: web.Request, fields: Fields) -> None:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or not part.name:
            raise bad("can't parse multipart body")
        content = bytes(await part.read())
        if part.filename is None:
            fields.raw[part.name] = content.decode()
        else:
            fields.files[part.name] = Upload(part.filename, content)
