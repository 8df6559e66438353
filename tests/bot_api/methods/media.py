"""Files: sent by the bot, and fetched by it."""

from __future__ import annotations

from typing import Any

from tests.bot_api.fields import Fields
from tests.bot_api.methods.markup import MOST_CAPTION, entities_of, text_of
from tests.bot_api.methods.registry import chat_of, method
from tests.bot_api.methods.talking import send
from tests.bot_api.refusals import bad
from tests.bot_api.world import Message, StoredFile, World

MOST_DOWNLOAD = 20 * 1024 * 1024
SIZES = ((90, 67), (320, 240), (800, 600))


@method("sendPhoto")
def send_photo(world: World, fields: Fields) -> Message:
    return _send(world, fields, "photo", photo(world, _file(world, fields, "photo").content))


@method("sendVoice")
def send_voice(world: World, fields: Fields) -> Message:
    voice = {**_file(world, fields, "voice").public, "duration": 1, "mime_type": "audio/ogg"}
    return _send(world, fields, "voice", voice)


@method("sendDocument")
def send_document(world: World, fields: Fields) -> Message:
    stored = _file(world, fields, "document")
    return _send(world, fields, "document", {**stored.public, "file_name": stored.path})


def photo(world: World, content: bytes) -> list[dict[str, Any]]:
    """A picture in the sizes that Telegram makes of it, the largest last."""
    return [
        {**world.keep_file("photos", ".jpg", content).public, "width": width, "height": height}
        for width, height in SIZES
    ]


def _send(world: World, fields: Fields, kind: str, content: Any) -> Message:
    chat = chat_of(world, fields)
    caption = text_of(fields, "caption", MOST_CAPTION)
    told = {"caption": caption, **entities_of(fields, caption, "caption_entities")}
    return send(world, chat, fields, {kind: content, **(told if caption else {})})


def _file(world: World, fields: Fields, kind: str) -> StoredFile:
    if upload := fields.upload(kind):
        return world.keep_file(f"{kind}s", upload.name, upload.content)
    known = world.files.get(fields.text(kind))
    if known is None:
        raise bad(f"there is no {kind} in the request")
    return known


@method("getFile")
def get_file(world: World, fields: Fields) -> dict[str, Any]:
    stored = world.files.get(fields.text("file_id"))
    if stored is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    if len(stored.content) > MOST_DOWNLOAD:
        raise bad("file is too big")
    return {**stored.public, "file_path": stored.path}
