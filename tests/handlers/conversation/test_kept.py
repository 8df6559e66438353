"""What was said is kept as data and said again: the same, or nothing where something is lost."""

from __future__ import annotations

import json

import pytest

from handlers.conversation.kept import as_data, from_data, in_words
from handlers.conversation.values import Attachment, Edited, Press, Said, Text, Unreadable
from storage.people.rules import Language
from tests.harness import TEXTS


@pytest.mark.parametrize(
    "said",
    [
        Text("En klub"),
        Text(""),
        Press(7, "/sag 1"),
        Press(0, ""),
        Edited("m12", "En større klub"),
        Attachment("photo", "image/jpeg", b"", "Huset", remote="AgACAgQ"),
    ],
)
def test_it_is_said_again_as_it_was(said: Said) -> None:
    assert from_data(json.loads(json.dumps(as_data(said)))) == said


@pytest.mark.parametrize("said", [Attachment("photo", "image/jpeg", b"\xff\xd8"), Unreadable()])
def test_what_is_lost_is_not_said_again(said: Said) -> None:
    assert from_data(json.loads(json.dumps(as_data(said)))) is None


def test_a_press_is_shown_as_its_button() -> None:
    choices = [{"value": "page", "label": "Her i samtalen"}]
    assert in_words(Press(3, "page"), choices, TEXTS, Language.DA) == "Her i samtalen"
    assert in_words(Press(3, "~0"), choices, TEXTS, Language.DA) == "Her i samtalen"
    assert in_words(Press(3, "mail"), choices, TEXTS, Language.DA) == "Du trykkede på en knap."
    assert in_words(Attachment("voice", "", b"", "Hør"), (), TEXTS, Language.EN) == (
        "You sent a recording.\nHør"
    )
