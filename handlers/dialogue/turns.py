"""Decides where a message belongs: a command, the open question, a link, or none of these.

Must not keep lines: door.py does.
"""

from dataclasses import replace

from handlers import care, ideas, joining, shifts, silences, welcome
from handlers.conversation import engine
from handlers.conversation.commands import Called
from handlers.conversation.flow import FileStep, TextStep
from handlers.conversation.parsers import folded, pick, yes_or_no
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
    say,
)
from handlers.conversation.walk import Turn, Walk, left
from handlers.dialogue.buttons import answering, meant
from handlers.dialogue.handing_over import (
    ended,
    for_others,
    handed_over,
    obey,
    repeat,
    walk_at,
)
from handlers.dialogue.listed import COMMANDS
from handlers.understanding import wish
from storage.people.rules import Language, Role
from storage.talk import queries
from storage.talk.actions import Position
from storage.talk.rules import place_case

FEWEST_ADDED = 4
"""From this many words on, words at a question with buttons are a message, not a slip."""


async def turn_of(context: Context, position: Position, asked: int, said: Said) -> Turn:
    """The turn of a message, with any flows that it hands over to. Other things in the same message
    wait until that is over.
    """
    walk = walk_at(position)
    if context.silenced and not _always(walk, said):
        return Turn(await silences.answer(context), walk)
    if walk is not None and walk.flow.private and context.overheard:
        return await _meanwhile(context, walk, asked, said)
    if walk is not None and walk.flow.role is not None and not context.may(walk.flow.role):
        return await handed_over(context, await _no_longer_theirs(context, said))
    turn = await handed_over(context, await _turn(context, walk, asked, said))
    later = (*turn.later, *(walk.later if walk else ()))
    while later and turn.walk is None:
        reply = await welcome.next_in_turn(context, later[0])
        following = await handed_over(context, left(reply))
        turn = replace(following, messages=(*turn.messages, *following.messages), about=turn.about)
        later = later[1:]
    if turn.walk is None or turn.walk.later == later:
        return turn
    return replace(turn, walk=replace(turn.walk, later=later))


async def _meanwhile(context: Context, walk: Walk, asked: int, said: Said) -> Turn:
    """Something is said in the group while a private question is open: the question stays open."""
    turn = await handed_over(context, await _turn(context, None, asked, said))
    return turn if turn.walk else replace(turn, walk=walk)


def _always(walk: Walk | None, said: Said) -> bool:
    """Whether a silenced person may do this too."""
    called = COMMANDS.called(said)
    return called.command.always if called else walk is not None and walk.flow.always


async def _turn(context: Context, walk: Walk | None, asked: int, said: Said) -> Turn:
    if isinstance(said, Attachment) and not (walk and _asks_for_a_file(walk)):
        return await _unasked_file(context, walk, asked, said)
    called = await _called(context, walk, said)
    if called is not None and not (walk and await engine.offers(context, walk, said)):
        return await obey(context, None if _takes_any_words(walk) else walk, called)
    if isinstance(said, Edited | Unreadable | Opened):
        return await _beside(context, walk, said)
    if (aside := _no_answer(said, asked if walk else None)) is not None:
        return await repeat(context, walk, say(aside))
    if walk is None or await _listens(context, walk, said):
        return await _free(context, walk, said)
    if isinstance(said, Text) and said.line is None and context.news:
        shown = await queries.last_buttons(context.tx, context.talk_id)
        if (called := answering(shown, said.text)) is not None:
            return await obey(context, walk, called)
    turn = await engine.answer(context, walk, said)
    if turn.refused and isinstance(said, Text) and context.colleague is None:
        return await _no_answer_again(context, walk, turn, said.text)
    return await ended(context, walk, turn)


async def _no_longer_theirs(context: Context, said: Said) -> Turn:
    """Their role was taken away while its question was open: the answer is not read, and nothing of
    the question is shown again. A command is obeyed, as far as they may.
    """
    called = COMMANDS.called(said)
    return await obey(context, None, called) if called else left(for_others(context))


def _asks_for_a_file(walk: Walk) -> bool:
    return isinstance(walk.flow.step(walk.step or ""), FileStep)


async def _unasked_file(context: Context, walk: Walk | None, asked: int, said: Attachment) -> Turn:
    """A photo or voice that nobody asked for is not kept; its caption is handled as words."""
    step = walk.flow.step(walk.step or "") if walk else None
    waits = walk is None or walk.flow.name in welcome.LISTENING or isinstance(step, TextStep)
    if waits and (words := said.caption.strip()):
        turn = await _turn(context, walk, asked, Text(words))
        return replace(turn, messages=(Message("common.only_words"), *turn.messages))
    if walk is None or _takes_any_words(walk):
        return await _free(context, None, said)
    return await repeat(context, walk, say("common.words_please"))


async def _called(context: Context, walk: Walk | None, said: Said) -> Called | None:
    """The command that somebody gives, in whatever words."""
    called = COMMANDS.called(said)
    if called is None and (walk is not None or context.colleague is None):
        called = _wished(said)
    if called is None and await _yes_to_english(context, said):
        return COMMANDS.called(Text(welcome.IN_ENGLISH))
    return called


def _wished(said: Said) -> Called | None:
    """The way out that somebody clearly wants: stop, back, a human.

    Not for a colleague outside any flow: their words mean the buttons ("fortryd" takes back an
    act).
    """
    name = wish(said.text) if isinstance(said, Text) and said.line is None else None
    return COMMANDS.called(Text(f"/{name}")) if name else None


async def _yes_to_english(context: Context, said: Said) -> bool:
    """Whether somebody says yes, in English, to continuing in English. This comes before any open
    question, which was asked in a language that they do not read.
    """
    if context.language is Language.EN or not isinstance(said, Text):
        return False
    yes = folded(said.text).removesuffix(" please") == "yes"
    return yes and await queries.offered(context.tx, context.talk_id, welcome.IN_ENGLISH)


async def _listens(context: Context, walk: Walk, said: Said) -> bool:
    """Whether words are handled as a new message although a question is open, because they are none
    of its answers.
    """
    if walk.flow.name not in welcome.LISTENING or not isinstance(said, Text):
        return False
    if _takes_any_words(walk):
        return True
    labels = [button["label"] for button in context.choices]
    return yes_or_no(said) is None and pick(labels, said.text) is None


def _takes_any_words(walk: Walk | None) -> bool:
    """Whether the open question only asks for other words, so that any words will do."""
    return walk is not None and walk.flow.name == welcome.AGAIN


async def _no_answer_again(context: Context, walk: Walk, turn: Turn, words: str) -> Turn:
    """Words that do not answer a question with buttons. If their meaning is clear, it is answered
    as well or kept for later; otherwise the second time in a row offers a human.
    """
    closed = not isinstance(walk.flow.step(walk.step or ""), TextStep)
    beside = welcome.beside(context, words) if closed else None
    if beside is not None and beside.call is not None:
        called = COMMANDS.called(Text(beside.call))
        return await obey(context, walk, called) if called else turn
    if beside is not None:
        return replace(await repeat(context, walk, beside), later=beside.later)
    if closed and walk.flow.adds and len(words.split()) >= FEWEST_ADDED:
        return await _added(context, walk, words)
    if not walk.odd:
        return replace(turn, walk=replace(walk, odd=words))
    first, *question = turn.messages
    both = f"{walk.odd}\n{words}"
    return replace(turn, messages=(first, welcome.stuck(both), *question))


async def _added(context: Context, walk: Walk, words: str) -> Turn:
    """Words written after something was sent: add them to it, and put the question again."""
    begin = Begin(walk.flow.adds, {"case": walk.args["case"]}, {"words": words})
    added = await handed_over(context, left(Reply(begin=begin)))
    return await repeat(context, walk, Reply(added.messages, about=added.about))


async def _beside(context: Context, walk: Walk | None, said: Edited | Unreadable | Opened) -> Turn:
    """Handle what cannot answer a question: an edit, a link, something unreadable."""
    if isinstance(said, Edited):
        return await _changed(context, walk, said)
    if isinstance(said, Opened):
        return await _opened(context, walk, said)
    return await repeat(context, walk, say(said.key))


async def _opened(context: Context, walk: Walk | None, said: Opened) -> Turn:
    """A link is asked about at once; the open question waits until that is answered."""
    reply = await joining.opened(context, said)
    asks = any(message.buttons for message in reply.messages)
    return Turn(reply.messages, walk) if asks else await repeat(context, walk, reply)


def _no_answer(said: Said, asked: int | None) -> str | None:
    """What to say to something that cannot answer the open question; None when it can.

    `asked` is the line of the question, None when none is open.
    """
    if COMMANDS.unknown(said):
        return "common.no_such_command"
    if asked is not None and isinstance(said, Press) and said.line != asked:
        return "common.old_button"
    if isinstance(said, Text) and said.line not in {None, asked}:
        return "common.old_question"
    return None


async def _changed(context: Context, walk: Walk | None, said: Edited) -> Turn:
    """A message was edited. An answer is corrected while its flow goes on; otherwise the old words
    stay, and a case gets the new ones as well.
    """
    if context.colleague is not None:
        return await repeat(context, walk, say("common.edited_at_work"))
    before = await queries.own_line(context.tx, context.person_id, context.place, said.of)
    if before is None:
        return await repeat(context, walk, say("common.edited_alone"))
    if walk is not None and walk.args.get("words") == before.text:
        return await _free(context, None, Text(said.text))  # not understood, or asked about
    if walk and (put_right := await engine.corrected(context, walk, before.text, said.text)):
        told = Message("common.corrected", {"words": said.text})
        return await repeat(context, put_right, Reply((told,)))
    case = before.case_number or await ideas.case_with(context, before.text)
    called = COMMANDS.called(Text(f"/tilfoej {case} {said.text}")) if case else None
    if called is not None:
        return await obey(context, walk, called)
    key = "common.edited" if walk and walk.path else "common.edited_alone"
    return await repeat(context, walk, say(key))


async def _free(context: Context, walk: Walk | None, said: Said) -> Turn:
    """Words outside any flow: for a button that was shown, or a new message. `walk` is the question
    after words that were not understood.
    """
    if isinstance(said, Press):
        return Turn((Message("common.old_button"), *(await welcome.menu(context)).messages))
    if isinstance(said, Text):
        called = await meant(context, said.text)
        if called is not None:
            return await obey(context, None, called)
        if (reply := await _at_work(context, said.text)) is not None:
            return left(reply)
    before = str(walk.args["words"]) if walk else ""
    reply = await welcome.unasked(context, said, before)
    if walk is None or _takes_any_words(walk):
        return left(reply)
    return await _still_offered(context, walk, reply, before)


async def _at_work(context: Context, words: str) -> Reply | None:
    """What a colleague's words can only mean, away from the page of a case: a new shift, or words
    for the talk that they have.
    """
    if context.colleague is None or place_case(context.place) is not None:
        return None
    shift = await shifts.heard(context, words) if context.may(Role.COORDINATOR) else None
    return shift or await care.not_sent(context, words)


async def _still_offered(context: Context, walk: Walk, reply: Reply, before: str) -> Turn:
    """Other words while an offer is open: they are answered, and the offer stays open. If they
    begin a flow, the offer comes after it, unless its words have become a part of that flow.
    """
    if reply.begin is not None:
        taken_up = before in str(reply.begin.args.get("words", ""))
        return left(reply if taken_up else replace(reply, later=(*reply.later, before)))
    called = COMMANDS.called(Text(reply.call)) if reply.call else None
    if called is None:
        return await repeat(context, walk, reply)
    turn = await obey(context, walk, called)
    return replace(turn, messages=(*reply.messages, *turn.messages))
