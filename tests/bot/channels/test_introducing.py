"""What a telephone offers has words in both languages."""

from __future__ import annotations

import pytest

from bot.channels import TEXTS
from bot.channels.introducing import CITIZENS, STAFF
from handlers.conversation.texts import HANDLERS, Texts
from handlers.conversation.values import Text
from handlers.dialogue import COMMANDS
from storage.people.rules import Language

WORDS = Texts.load(HANDLERS, TEXTS)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", [danish for danish, _ in (*CITIZENS, *STAFF)])
def test_every_command_that_is_offered_has_its_words(name: str, language: Language) -> None:
    assert len(WORDS.render(f"offered.{name}", language)) <= 256


@pytest.mark.parametrize("name", [name for both in (*CITIZENS, *STAFF) for name in both])
def test_every_command_that_is_offered_is_one(name: str) -> None:
    assert COMMANDS.called(Text(f"/{name}")) is not None
