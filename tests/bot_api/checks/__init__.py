"""Checks that what a bot sends, and what the stand-in answers, is what the real ones would send and
answer.

There are three sources: the documentation as data (where it lies beside the project), the limits
that python-telegram-bot knows, and the types of python-telegram-bot and aiogram, which must read
everything and lose nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.bot_api.checks import limits, reading, spec
from tests.bot_api.fields import Fields

NOT_MODELLED = {
    "business_connection_id",
    "direct_messages_topic_id",
    "ephemeral_message_parameters",
    "inline_message_id",
    "parse_mode",
    "receiver_user_id",
    "rich_message",
}
"""Fields that change what people see, but that the stand-in ignores: it reports them."""


def of_request(method: str, fields: Fields) -> Iterator[str]:
    """What is wrong with a request."""
    documented = spec.load()
    if documented:
        yield from documented.of_request(method, fields)
    yield from limits.of_request(method, fields)
    yield from reading.of_request(fields)
    for name in sorted(NOT_MODELLED & fields.raw.keys()):
        yield f"the stand-in does not act upon {name}"


def of_result(method: str, result: Any) -> Iterator[str]:
    """What is wrong with what the stand-in answers."""
    documented = spec.load()
    if documented:
        yield from documented.of_result(method, result)
    yield from reading.of_result(method, result)


def of_update(body: dict[str, Any]) -> Iterator[str]:
    """What is wrong with an update that the stand-in made."""
    documented = spec.load()
    if documented:
        yield from documented.of_value(body, ["Update"], "Update")
    yield from reading.of_update(body)
