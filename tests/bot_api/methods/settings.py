"""What a bot says about itself: commands and descriptions, for each language."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.bot_api.fields import Fields
from tests.bot_api.methods.markup import units
from tests.bot_api.methods.registry import method
from tests.bot_api.refusals import bad
from tests.bot_api.world import World

COMMAND = re.compile(r"[a-z0-9_]{1,32}")


def _key(fields: Fields, what: str) -> tuple[str, str, str]:
    scope = fields.thing("scope") or {"type": "default"}
    return what, json.dumps(scope, sort_keys=True), fields.text("language_code")


@method("setMyCommands")
def set_commands(world: World, fields: Fields) -> bool:
    commands = list(fields.thing("commands") or ())
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.fullmatch(command["command"].lstrip("/")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= units(command["description"]) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    world.settings[_key(fields, "commands")] = commands
    return True


@method("getMyCommands")
def get_commands(world: World, fields: Fields) -> list[dict[str, Any]]:
    return list(world.settings.get(_key(fields, "commands"), ()))


@method("deleteMyCommands")
def delete_commands(world: World, fields: Fields) -> bool:
    world.settings.pop(_key(fields, "commands"), None)
    return True


def _set(world: World, fields: Fields, name: str, most: int) -> bool:
    text = fields.text(name)
    if units(text) > most:
        raise bad(f"{name} is too long")
    world.settings[_key(fields, name)] = text
    return True


def _get(world: World, fields: Fields, name: str) -> dict[str, str]:
    return {name: str(world.settings.get(_key(fields, name), ""))}


@method("setMyDescription")
def set_description(world: World, fields: Fields) -> bool:
    return _set(world, fields, "description", 512)


@method("getMyDescription")
def get_description(world: World, fields: Fields) -> dict[str, str]:
    return _get(world, fields, "description")


@method("setMyShortDescription")
def set_short_description(world: World, fields: Fields) -> bool:
    return _set(world, fields, "short_description", 120)


@method("getMyShortDescription")
def get_short_description(world: World, fields: Fields) -> dict[str, str]:
    return _get(world, fields, "short_description")


@method("setMyName")
def set_name(world: World, fields: Fields) -> bool:
    return _set(world, fields, "name", 64)


@method("getMyName")
def get_name(world: World, fields: Fields) -> dict[str, str]:
    return {"name": _get(world, fields, "name")["name"] or world.name}
