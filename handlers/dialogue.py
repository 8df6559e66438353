"""The door to all conversations: what was said goes in, what is answered comes out.

Here the flows and commands of every subject are listed. Must not know any channel, and must not
commit: whoever calls it does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from handlers import joining, mail, welcome
from handlers.conversation import engine, render
from handlers.conversation.commands import Called, Command, Commands
from handlers.conversation.engine import Turn, Walk
from handlers.conversation.flow import Flow
from handlers.conversation.parsers import folded, pick
from handlers.conversation.values import (
    Attachment,
    Begin,
    Context,
    Edited,
    Message,
    Opened,
    Press,
    Reply,
    Said,
    Text,
    Unreadable,
)
from handlers.errors import COMMANDS as ERROR_COMMANDS
from handlers.ideas import COMMANDS as IDEA_COMMANDS
from handlers.ideas import FLOWS as IDEA_FLOWS
from handlers.ideas import at_hand as beside_the_talk
from storage.people.actions import show_notice
from storage.people.rules import NOTICE_VERSION
from storage.talk import actions, queries
from storage.talk.actions import Position, Words
from storage.talk.rules import Who


async def _in_flow_only(_: Context, __: str) -> Reply:
    return Reply((Message("common.nothing_open"),))


BACK = Command(("tilbage", "back"), _in_flow_only)
SKIP = Command(("spring", "skip", "spring over"), _in_flow_only)
CANCEL = Command(
    ("annuller", "cancel", "stop", "afbryd", "stop her", "stop here"), welcome.cancelled
)

FLOWS: dict[str, Flow] = {flow.name: flow for flow in (*welcome.FLOWS, *mail.FLOWS, *IDEA_FLOWS)}
_SUBJECTS = (welcome.COMMANDS, joining.COMMANDS, mail.COMMANDS, ERROR_COMMANDS, IDEA_COMMANDS)
COMMANDS = Commands((BACK, SKIP, CANCEL, *(each for own in _SUBJECTS for each in own)))


FOLDED = re.compile(r"~\d{1,3}")
"""A button's place in its line, where a channel has no room for the whole value."""


@dataclass(frozen=True)
class Heard:
    """A message, handled: the person's own line, the lines that answer it, where they stand now."""

    said: Words
    told: list[Words]
    position: Position


def discreetly(said: Said) -> Said:
    """What was said, with a link's secret no longer among the words. Nothing is kept before."""
    return joining.link_in(said) if isinstance(said, Text) else said


async def converse(
    context: Context,
    position: Position,
    asked: int,
    said: Said,
    client_id: str,
    notice_version: int = NOTICE_VERSION,
    door: Message | None = None,
) -> Heard:
    """Handle one message. `asked` is the line of the open question, if there is one; `door` is what
    the channel itself owes to those who come for the first time.
    """
    said = await _unfolded(context, said, asked)
    own = await _own_words(context, said, asked)
    context.line_text = own.text
    greeting = await _first_contact(context, notice_version, door)
    turn = await _handed_over(context, await _turn(context, position, asked, said))
    told = [render.words(context.texts, context.language, m) for m in (*greeting, *turn.messages)]
    shown = _file_card(context, said)
    about = turn.about if turn.about is not None else context.about
    return Heard(
        said=replace(
            own, text=context.line_text, client_id=client_id, case_number=about, card=shown
        ),
        told=told,
        position=turn.walk.position() if turn.walk else Position(),
    )


async def _unfolded(context: Context, said: Said, asked: int) -> Said:
    """A press that names its button by its place ("~2"), with the button's own value."""
    if not isinstance(said, Press) or not FOLDED.fullmatch(said.value):
        return said
    shown = await _shown_under(context, said.line, asked)
    place = int(said.value[1:])
    return replace(said, value=str(shown[place]["value"])) if place < len(shown) else said


async def _first_contact(
    context: Context, notice_version: int, door: Message | None
) -> tuple[Message, ...]:
    """The privacy notice, once for each version of it (GDPR art. 13)."""
    if notice_version >= NOTICE_VERSION:
        return ()
    await show_notice(context.tx, context.person_id, context.now)
    of_the_door = (door,) if door else ()
    return (Message("welcome.not_human"), *of_the_door, Message("welcome.privacy_short"))


async def _turn(context: Context, position: Position, asked: int, said: Said) -> Turn:
    walk = _walk(position)
    called = COMMANDS.called(said)
    if called is not None and not (walk and await engine.offers(context, walk, said)):
        return await _obey(context, walk, called)
    if isinstance(said, Edited | Unreadable | Opened):
        return await _beside(context, walk, said)
    if (aside := _no_answer(said, asked if walk else None)) is not None:
        return await _repeat(context, walk, Reply((Message(aside),)))
    if walk is None:
        return await _free(context, said)
    if isinstance(said, Text) and said.line is None and context.news:
        shown = await queries.last_buttons(context.tx, context.talk_id)
        if (called := _answering(shown, said.text)) is not None:
            return await _obey(context, walk, called)
    return await _ended(context, walk, await engine.answer(context, walk, said))


def _walk(position: Position) -> Walk | None:
    flow = FLOWS.get(position.flow or "")
    return engine.restored(flow, position) if flow else None


async def _beside(context: Context, walk: Walk | None, said: Edited | Unreadable | Opened) -> Turn:
    """What is no answer to any question."""
    if isinstance(said, Edited):
        return await _changed(context, walk, said)
    if isinstance(said, Opened):
        return await _opened(context, walk, said)
    return await _repeat(context, walk, Reply((Message(said.key),)))


async def _opened(context: Context, walk: Walk | None, said: Opened) -> Turn:
    """A link is asked about at once; what was open waits until that is answered."""
    reply = await joining.opened(context, said)
    asks = any(message.buttons for message in reply.messages)
    return Turn(reply.messages, walk) if asks else await _repeat(context, walk, reply)


def _no_answer(said: Said, asked: int | None) -> str | None:
    """What to say to something that cannot answer the open question; None when it may.

    `asked` is the question's line, None when none is open.
    """
    if COMMANDS.unknown(said):
        return "common.no_such_command"
    if asked is not None and isinstance(said, Press) and said.line != asked:
        return "common.old_button"
    if isinstance(said, Text) and said.line not in {None, asked}:
        return "common.old_question"
    return None


async def _changed(context: Context, walk: Walk | None, said: Edited) -> Turn:
    """Words changed afterwards count as new ones: what was said stands, and a case gets both."""
    if context.colleague is not None:
        return await _repeat(context, walk, Reply((Message("common.edited_at_work"),)))
    before = await queries.own_line(context.tx, context.person_id, context.place, said.of)
    if before is not None and before.case_number is not None:
        called = COMMANDS.called(Text(f"/tilfoej {before.case_number} {said.text}"))
        if called is not None:
            return await _obey(context, walk, called)
    return await _repeat(context, walk, Reply((Message("common.edited"),)))


async def _obey(context: Context, walk: Walk | None, called: Called) -> Turn:
    command = called.command
    if command.role is not None and not context.may(command.role):
        refusal = "common.not_allowed" if context.colleague else "common.for_staff"
        return await _repeat(context, walk, Reply((Message(refusal),)))
    if walk is not None and command is BACK:
        return await engine.back(context, walk)
    if walk is not None and command is SKIP:
        return await _ended(context, walk, await engine.skip(context, walk))
    reply = await command.run(context, called.rest)
    if reply.stands is not None:
        walk = _walk(reply.stands)
    if command.aside and reply.begin is None:
        return await _repeat(context, walk, reply)
    kept = await _keep(context, walk, reply)
    messages = (Message("common.kept"), *reply.messages) if kept else reply.messages
    return Turn(messages, None, reply.begin, reply.about)


async def _keep(context: Context, walk: Walk | None, reply: Reply) -> bool:
    """Keep what was left unfinished; True when that is news to the person."""
    if walk is None or not walk.given:
        return False
    await actions.keep_draft(context.tx, context.talk_id, walk.position(), context.now)
    same = reply.begin is not None and reply.begin.flow == walk.flow.name
    return not same


async def _repeat(context: Context, walk: Walk | None, reply: Reply) -> Turn:
    """Say something beside the point, then put the open question again."""
    if walk is None:
        return Turn(reply.messages, None, reply.begin, reply.about)
    turn = await engine.ask(context, walk)
    return replace(turn, messages=(*reply.messages, *turn.messages), about=reply.about)


async def _ended(context: Context, walk: Walk, turn: Turn) -> Turn:
    """Forget the draft of a flow that has come to its end."""
    if turn.walk is None:
        await actions.drop_draft(context.tx, context.talk_id, walk.flow.name)
    return turn


async def _handed_over(context: Context, turn: Turn) -> Turn:
    """Begin the flow that a reply hands over to, unless a draft of it waits."""
    if turn.begin is None:
        return turn
    flow = FLOWS[turn.begin.flow]
    next_turn = await _from_draft(context, flow, turn.begin)
    if next_turn is None:
        next_turn = await engine.begin(context, flow, turn.begin)
    joined = replace(
        next_turn,
        messages=(*turn.messages, *next_turn.messages),
        about=turn.about if turn.about is not None else next_turn.about,
    )
    return await _handed_over(context, joined)


async def _from_draft(context: Context, flow: Flow, start: Begin) -> Turn | None:
    if context.version == 0:
        return None  # nothing was ever said here
    draft = await queries.draft(context.tx, context.talk_id, flow.name, context.now)
    if draft is None or draft.answers.get("args", {}) != dict(start.args) or start.given:
        return None
    stored = Position(flow.name, draft.flow_version, engine.DRAFT, draft.answers)
    return await engine.ask(context, engine.restored(flow, stored))


async def _free(context: Context, said: Said) -> Turn:
    """Words outside any flow: meant for a button that was shown, or something of their own."""
    if isinstance(said, Press):
        return Turn((Message("common.old_button"), *welcome.menu(context).messages))
    if isinstance(said, Text):
        called = await _meant(context, said.text)
        if called is not None:
            return await _obey(context, None, called)
    reply = await welcome.unasked(context, said)
    return Turn(reply.messages, None, reply.begin, reply.about)


async def _meant(context: Context, words: str) -> Called | None:
    """The button that somebody means by typed words: by its label, or by answering."""
    buttons = await _at_hand(context)
    if (called := _answering(buttons, words)) is not None:
        return called
    index = pick([button["label"] for button in buttons], words)
    return None if index is None else COMMANDS.called(Press(0, buttons[index]["value"]))


def _answering(buttons: Sequence[Mapping[str, Any]], words: str) -> Called | None:
    """What typed words do under a question that waits for words, such as one that staff ask: they
    answer it, also when they are a number. The whole label of a button is a press all the same.
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
    """The buttons that somebody may mean by their labels: the last shown, those beside the talk on
    the page of a case, and the menu's always.
    """
    menu = [button for message in welcome.menu(context).messages for button in message.buttons]
    always = (*await beside_the_talk(context), *menu)
    shown = await queries.last_buttons(context.tx, context.talk_id)
    known = render.buttons(context.texts, context.language, always)
    return list({button["value"]: button for button in (*shown, *known)}.values())


async def _own_words(context: Context, said: Said, asked: int) -> Words:
    """The person's own line: a press is kept as the words of its button."""
    if isinstance(said, Text | Edited):
        return Words(said.text, Who.YOU)
    if isinstance(said, Opened):
        return Words(context.texts.render(joining.words_for(said), context.language), Who.YOU)
    if isinstance(said, Unreadable):
        return Words(context.texts.render("common.sent_other", context.language), Who.YOU)
    if isinstance(said, Attachment):
        sent = context.texts.render(f"common.sent_{said.kind}", context.language)
        return Words(f"{sent}\n{said.caption}".strip(), Who.YOU)
    return Words(await _label(context, said, asked), Who.YOU)


async def _shown_under(context: Context, line: int, asked: int) -> Sequence[Mapping[str, Any]]:
    """The buttons under a line. Those of the open question came with the standing; the hot path
    asks no more of the database.
    """
    if line == asked:
        return context.choices
    return await queries.buttons_of(context.tx, context.talk_id, line) if line else ()


async def _label(context: Context, press: Press, asked: int) -> str:
    labels = {b["value"]: b["label"] for b in await _shown_under(context, press.line, asked)}
    found = [labels[value] for value in (press.value, *press.value.split(",")) if value in labels]
    if press.value in labels:
        return str(found[0])
    if found:
        return ", ".join(found)
    called = COMMANDS.called(press)
    key = f"command.{called.command.name}" if called else ""
    if called and context.texts.has(key):
        return context.texts.render(key, context.language)
    return context.texts.render("common.pressed", context.language)


def _file_card(context: Context, said: Said) -> dict[str, Any] | None:
    if context.file is None or not isinstance(said, Attachment):
        return None
    return {"file": context.file, "kind": said.kind}
