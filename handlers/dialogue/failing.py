"""A message that could not be handled: what is kept of it, and what is said before the apology.

If it needs care, the dead letter keeps no word of it, because others read dead letters; help is
shown and the named colleague is told, as always. Must not try to converse: that is what failed.
"""

from dataclasses import dataclass

from handlers import welcome
from handlers.care import alarms
from handlers.care.recognising import Care
from handlers.conversation import render
from handlers.conversation.kept import in_words
from handlers.conversation.values import Context, Message, Said, Unreadable
from handlers.dialogue.caring import gentled
from handlers.dialogue.meeting import first_contact
from storage.talk.actions import Words
from storage.talk.rules import Who


@dataclass(frozen=True)
class Failed:
    """`letter`: what may be tried again. `line`: the person's own words. `told`: what is said
    before the apology.
    """

    letter: Said
    line: Words
    told: tuple[Words, ...]


async def failed(
    context: Context, said: Said, client_id: str, notice_version: int, door: Message | None
) -> Failed:
    """What becomes of it. `notice_version` and `door` as in `first_contact`, which is called here
    too.
    """
    said, gently = gentled(context, said)
    greeting = await first_contact(context, notice_version, door)
    context.line_text = in_words(said, context.choices, context.texts, context.language)
    found = alarms.noticed(context, said)
    if found is None or found is Care.CHILD:
        return Failed(said, _line(context, client_id), _told(context, (*greeting, *gently)))
    await alarms.speak_as_they_do(context, said)
    reply = await alarms.answered(context, found)
    line = _line(context, client_id, reply.about)
    of_the_place = (message for message in greeting if message != welcome.hello(context))
    return Failed(Unreadable(), line, _told(context, (*reply.messages, *of_the_place, *gently)))


def _line(context: Context, client_id: str, about: int | None = None) -> Words:
    return Words(context.line_text, Who.YOU, case_number=about, client_id=client_id)


def _told(context: Context, messages: tuple[Message, ...]) -> tuple[Words, ...]:
    return tuple(render.words(context.texts, context.language, each) for each in messages)
