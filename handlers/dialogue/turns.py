"""Which conversation a message belongs to: a command, the open question, a link, or none yet.

Must not keep lines: the door does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from handlers import joining, silences, welcome
from handlers.conversation import engine, render
from handlers.conversation.commands import Called
from handlers.conversation.engine import Turn, Walk
from handlers.conversation.flow import Flow
from handlers.conversation.parsers import folded, pick
from handlers.conversation.values import (
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
from handlers.dialogue.listed import BACK, COMMANDS, FLOWS, SKIP
from handlers.ideas import at_hand as beside_the_talk
from storage.talk import actions, queries
from storage.talk.actions import Position


async def turn_of(context: Context, position: Position, asked: int, said: Said) -> Turn:
    """What a message leads to, before any hand-over to another flow."""
    walk = _walk(position)
    called = COMMANDS.called(said)
    if context.silenced and not (called and called.command.always):
        return Turn(await silences.answer(context), walk)
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


async def handed_over(context: Context, turn: Turn) -> Turn:
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
    return await handed_over(context, joined)


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
