"""No subject's flow or command hides that of another one, and each can be found by its name."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from handlers import shifts
from handlers.conversation.commands import Command, Commands
from handlers.conversation.flow import Answers, Flow, TextStep
from handlers.conversation.parsers import folded
from handlers.conversation.texts import HANDLERS
from handlers.conversation.values import Context, Reply, Text
from handlers.dialogue import listed
from tests.harness import TEXTS


async def _nothing(_: Context, __: Answers | str) -> Reply:
    return Reply()


def _flow(name: str) -> Flow:
    return Flow(name=name, version=1, steps=(TextStep(key="words"),), finish=_nothing)


def test_two_flows_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two flows are called same"):
        listed.by_name([_flow("same"), _flow("other"), _flow("same")])


def test_two_commands_of_one_name_are_refused() -> None:
    one, two = Command(("en", "one"), _nothing), Command(("to", "one"), _nothing)
    with pytest.raises(ValueError, match="two commands are called one"):
        Commands((one, two))


def test_every_subject_keeps_all_its_flows() -> None:
    flows = [flow for own in listed.FLOWING for flow in own]
    assert [name for name, n in Counter(flow.name for flow in flows).items() if n > 1] == []
    assert all(listed.FLOWS[flow.name] is flow for flow in flows)


def test_every_command_is_found_by_each_of_its_names() -> None:
    for command in listed.ALL:
        for name in command.names:
            assert name == folded(name), f"{name} would never be found"
            bare = " " in name  # words that are only written
            called = listed.COMMANDS.called(Text(name if bare else f"/{name}"))
            assert called is not None
            assert called.command is command, name


def test_every_button_of_a_command_leads_somewhere_and_has_its_words() -> None:
    for path in HANDLERS.rglob("*.py"):
        for name in re.findall(r"Button\.to\(\s*\"(\w+)\"", path.read_text(encoding="utf-8")):
            assert listed.COMMANDS.called(Text(f"/{name}")) is not None, (path.name, name)
            assert TEXTS.has(f"command.{name}"), (path.name, name)


def test_every_command_of_the_staff_has_the_words_of_its_button() -> None:
    for command in shifts.FOR_STAFF:
        assert TEXTS.has(f"command.{command.name}"), command.name
