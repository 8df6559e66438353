"""The menu, and the ways to reach a human."""

from __future__ import annotations

from handlers.conversation.flow import Choice
from handlers.conversation.texts import Key
from handlers.conversation.values import Button, Context, Message, Reply
from handlers.library import Library
from storage.volunteers.queries import helps

CITIZEN_MENU = ("ide", "mine", "hjaelp")
LABELS = {"frivillig": "welcome.as_volunteer"}
"""Labels in the menu for commands whose own label does not invite to begin."""

VOLUNTEER_MENU = ("vagter", "frivillig", *CITIZEN_MENU)
DESK_MENU = ("sager", "noter", "metode", "hjaelp")


AGAIN = "again"
"""The flow that only asks for other words."""


def is_asked(context: Context) -> bool:
    """Whether a question is open, which is put again after whatever is said."""
    return context.position.flow not in {None, AGAIN}


async def menu(context: Context) -> Reply:
    """What can be done here, as buttons; at the desk, what staff can do."""
    at_work = context.colleague is not None
    names = DESK_MENU if at_work else await _names(context)
    return Reply(
        (Message("welcome.desk_menu" if at_work else "welcome.menu", {}, _buttons(names)),)
    )


async def _names(context: Context) -> tuple[str, ...]:
    """The commands of the menu. For a volunteer their shifts come first."""
    if context.newcomer or not await helps(context.tx, context.person_id):
        return CITIZEN_MENU
    return VOLUNTEER_MENU


def citizens_menu() -> Message:
    """The menu for somebody who has said nothing yet."""
    return Message("welcome.menu", {}, _buttons(CITIZEN_MENU))


async def menu_choices(context: Context) -> tuple[Choice, ...]:
    """The menu's commands as choices of a question."""
    names = await _names(context)
    return tuple(Choice(f"/{name}", context.pen(_label(name))) for name in names)


def _buttons(names: tuple[str, ...]) -> tuple[Button, ...]:
    return tuple(Button(f"/{name}", _label(name)) for name in names)


def _label(name: str) -> str:
    return LABELS.get(name, f"command.{name}")


def contact(library: Library) -> tuple[str | Key, ...]:
    """The ways to reach a human that the library has given; the counter is always one."""
    return library.ways or (Key("welcome.counter"),)
