"""Where a turn leads: a command is obeyed, a flow is begun or resumed, the open question is put
again.

Must not know what was said.
"""

from dataclasses import replace

from handlers import silences
from handlers.conversation import engine
from handlers.conversation.commands import Called
from handlers.conversation.flow import Flow
from handlers.conversation.values import Begin, Context, Message, Reply, Text, say
from handlers.conversation.walk import DRAFT, Turn, Walk, restored
from handlers.dialogue.listed import BACK, COMMANDS, FLOWS, SKIP
from storage.talk import actions, queries
from storage.talk.actions import Position


def walk_at(position: Position) -> Walk | None:
    """The walk stored at a position; None when no question was open."""
    flow = FLOWS.get(position.flow or "")
    return restored(flow, position) if flow else None


async def obey(context: Context, walk: Walk | None, called: Called) -> Turn:
    """Obey a command, if the speaker may give it. `walk` is the open question: a command that only
    shows something puts it again, all others keep it as a draft.
    """
    command = called.command
    if context.silenced and not command.always:
        return Turn(await silences.answer(context), walk)
    if command.role is not None and not context.may(command.role):
        return await repeat(context, walk, for_others(context))
    if command.private and context.overheard:
        return await repeat(context, walk, say("common.in_private"))
    if walk is not None and command is BACK:
        return await engine.back(context, walk)
    if walk is not None and command is SKIP:
        return await ended(context, walk, await engine.skip(context, walk))
    reply = await command.run(context, called.rest)
    if reply.stands is not None:
        walk = walk_at(reply.stands)
    if command.aside and reply.begin is None:
        return await repeat(context, walk, reply)
    kept = await _keep(context, walk, reply)
    messages = (Message("common.kept"), *reply.messages) if kept else reply.messages
    return Turn(messages, None, reply.begin, reply.about)


def for_others(context: Context) -> Reply:
    """What is said to whoever may not do what they ask for."""
    return say("common.not_allowed" if context.colleague else "common.for_staff")


async def _keep(context: Context, walk: Walk | None, reply: Reply) -> bool:
    """Keep what was left unfinished as a draft. True when the person must be told so."""
    if walk is None or not walk.given:
        return False
    draft, context.drafts = replace(walk, odd="", later=()), True
    await actions.keep_draft(context.tx, context.talk_id, draft.position(), context.now)
    same = reply.begin is not None and reply.begin.flow == walk.flow.name
    return not same


async def repeat(context: Context, walk: Walk | None, reply: Reply) -> Turn:
    """Say something else, then put the open question again."""
    if walk is None:
        return Turn(reply.messages, None, reply.begin, reply.about)
    turn = await engine.ask(context, walk)
    return replace(turn, messages=(*reply.messages, *turn.messages), about=reply.about)


async def ended(context: Context, walk: Walk, turn: Turn) -> Turn:
    """Delete the draft of a flow that has ended."""
    if turn.walk is None and context.drafts:
        await actions.drop_draft(context.tx, context.talk_id, walk.flow.name)
    return turn


async def handed_over(context: Context, turn: Turn) -> Turn:
    """Obey the command that a reply calls; begin the flow that it hands over to, unless a draft of
    that flow waits.
    """
    if turn.call is not None and (called := COMMANDS.called(Text(turn.call))) is not None:
        obeyed = await obey(context, None, called)
        turn = replace(obeyed, messages=(*turn.messages, *obeyed.messages), later=turn.later)
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
        later=(*turn.later, *next_turn.later),
    )
    return await handed_over(context, joined)


async def _from_draft(context: Context, flow: Flow, start: Begin) -> Turn | None:
    if not context.drafts:
        return None
    draft = await queries.draft(context.tx, context.talk_id, flow.name, context.now)
    if draft is None or draft.answers.get("args", {}) != dict(start.args) or start.given:
        return None
    stored = Position(flow.name, draft.flow_version, DRAFT, draft.answers)
    return await engine.ask(context, restored(flow, stored))
