"""Finds the button that somebody means by words typed instead of a press.

Must not obey what it finds: turns.py does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from handlers import welcome
from handlers.conversation import render
from handlers.conversation.commands import Called
from handlers.conversation.parsers import folded, pick
from handlers.conversation.values import Context, Press
from handlers.dialogue.listed import COMMANDS
from handlers.ideas import at_hand as beside_the_talk
from storage.talk import queries


async def meant(context: Context, words: str) -> Called | None:
    """The command of the button that these words mean: by its label, or as an answer to its
    question.
    """
    buttons = await _at_hand(context)
    if (called := answering(buttons, words)) is not None:
        return called
    index = pick([button["label"] for button in buttons], words)
    return None if index is None else COMMANDS.called(Press(0, buttons[index]["value"]))


def answering(buttons: Sequence[Mapping[str, Any]], words: str) -> Called | None:
    """The command for words under a question that takes free words, such as one that staff ask:
    they answer it, even when they are a number. Only a button's whole label counts as a press.
    """
    pressed = [COMMANDS.called(Press(0, button["value"])) for button in buttons]
    asking = next((called for called in pressed if called and called.command.takes_words), None)
    if asking is None:
        return None
    labels = [folded(button["label"]) for button in buttons]
    wanted = folded(words)
    if wanted in labels:
        return pressed[labels.index(wanted)]
    return replace(asking, rest=f"{asking.rest} {words}")


async def _at_hand(context: Context) -> list[dict[str, Any]]:
    """The buttons that may be meant by their labels: those shown last, those beside the talk on the
    page of a case, and always those of the menu.
    """
    shown_always = (await welcome.menu(context)).messages
    menu = [button for message in shown_always for button in message.buttons]
    always = (*await beside_the_talk(context), *menu)
    shown = await queries.last_buttons(context.tx, context.talk_id)
    known = render.buttons(context.texts, context.language, always)
    return list({button["value"]: button for button in (*shown, *known)}.values())
